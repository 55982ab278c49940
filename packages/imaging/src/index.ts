export { type Alignment, alignment } from './alignment.ts';
export { type ApertureOptions, type ApertureSum, aperturePhotometry, faintestFlux } from './aperturePhotometry.ts';
export { applyStretch } from './applyStretch.ts';
export type { Area, Region } from './area.ts';
export { type AutoStretchOptions, autoStretch, fullScale, type Stretch } from './autoStretch.ts';
export {
  type Background,
  type BackgroundMesh,
  type BackgroundOptions,
  backgroundAt,
  backgroundMesh,
} from './backgroundMesh.ts';
export { type BadPixelMap, findBadPixels, mapOfMask, maskOfMap, mendBadPixels } from './badPixels.ts';
export { balanceColours } from './balanceColours.ts';
export { binPixels } from './binPixels.ts';
export { type CalibrationMasters, calibrate } from './calibrate.ts';
export { type Channel, type ChannelOptions, channelStatistics } from './channelStatistics.ts';
export { type ColourBalance, colourBalance, type FoundBalance } from './colourBalance.ts';
export { type BayerOrder, type DebayerOptions, debayer } from './debayer.ts';
export { detectMosaicStars } from './detectMosaicStars.ts';
export { detectStars } from './detectStars.ts';
export { type Detected, type DetectOptions, type DetectSteps, detectSteps } from './detectSteps.ts';
export { detectTogether } from './detectTogether.ts';
export { findTrail } from './findTrail.ts';
export { type Histogram, histogramOf } from './histogram.ts';
export {
  type Difference,
  type FieldInspection,
  type InspectOptions,
  inspectField,
  type RegionSize,
} from './inspectField.ts';
export { midtonesTransfer } from './midtones.ts';
export { type PanelOptions, panelMosaic, panels } from './panels.ts';
export { type RegisterOptions, type Registration, register, registrar } from './register.ts';
export { type ResampleOptions, resample } from './resample.ts';
export { type Rejection, type RunningStack, showStack, takeOutLast } from './runningStack.ts';
export { fitSimilarity, inverse, type Point, type Similarity, transform } from './similarity.ts';
export { type SpectrumOptions, type SpectrumProfile, spectrumProfile } from './spectrumProfile.ts';
export { type Stacked, type StackMethod, stack } from './stack.ts';
export { addRows, type RunningRows, type StackLayer, type StackRows, stackRows } from './stackTile.ts';
export type { Star } from './star.ts';
export { type NearOptions, starNear } from './starNear.ts';
export { type StarProfile, starProfile } from './starProfile.ts';
export { type Statistics, statisticsOf, statisticsOfHistogram } from './statistics.ts';
export { type SixteenBits, toSixteenBits } from './toSixteenBits.ts';
