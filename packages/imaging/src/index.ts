export { type BadPixelMap, findBadPixels, mapOfMask, maskOfMap, mendBadPixels } from './calibration/badPixels.ts';
export {
  type CalibratedRoom,
  type CalibrationMasters,
  calibrate,
  calibrateRows,
  flatLevels,
} from './calibration/calibrate.ts';
export { dropPadding, flipRows } from './calibration/readOut.ts';
export { balanceColours } from './colour/balanceColours.ts';
export type { BayerOrder } from './colour/bayerOrder.ts';
export { type ColourBalance, colourBalance, type FoundBalance } from './colour/colourBalance.ts';
export { type DebayerOptions, debayer } from './colour/debayer.ts';
export { mosaicCells } from './colour/mosaicCells.ts';
export { type MosaicSky, mosaicSky } from './colour/mosaicSky.ts';
export { wienerRows } from './colour/wiener.ts';
export { applyStretch, type StretchLook } from './display/applyStretch.ts';
export { type AutoStretchOptions, asItIs, autoStretch, fullScale, type Stretch } from './display/autoStretch.ts';
export { binPixels } from './display/binPixels.ts';
export { type Curve, curveStrength, halfPoint } from './display/curves.ts';
export { midtonesTransfer } from './display/midtones.ts';
export { type SixteenBits, toSixteenBits } from './display/toSixteenBits.ts';
export {
  type ApertureOptions,
  type ApertureSum,
  aperturePhotometry,
  faintestFlux,
} from './measuring/aperturePhotometry.ts';
export { findTrail } from './measuring/findTrail.ts';
export {
  type Difference,
  type FieldInspection,
  type InspectOptions,
  inspectField,
  type RegionSize,
} from './measuring/inspectField.ts';
export { type Collimation, measureCollimation, type NoCollimation } from './measuring/measureCollimation.ts';
export { type PanelOptions, panelMosaic, panels } from './measuring/panels.ts';
export { type SpectrumOptions, type SpectrumProfile, spectrumProfile } from './measuring/spectrumProfile.ts';
export { type StarProfile, starProfile } from './measuring/starProfile.ts';
export { type Alignment, alignment } from './stacking/alignment.ts';
export { type RegisterOptions, type Registration, register, registrar } from './stacking/register.ts';
export { type ResampleOptions, resample } from './stacking/resample.ts';
export { type Rejection, type RunningStack, showStack, takeOutLast } from './stacking/runningStack.ts';
export { fitSimilarity, inverse, type Point, type Similarity, transform } from './stacking/similarity.ts';
export { type Stacked, type StackMethod, stack } from './stacking/stack.ts';
export { addRows, type RunningRows, type StackLayer, type StackRows, stackRows } from './stacking/stackTile.ts';
export { type BackgroundMesh, type BackgroundOptions, backgroundAt, backgroundMesh } from './stars/backgroundMesh.ts';
export type { Background } from './stars/clippedSky.ts';
export { detectMosaicStars } from './stars/detectMosaicStars.ts';
export { detectStars } from './stars/detectStars.ts';
export { type Detected, type DetectOptions, type DetectSteps, detectSteps } from './stars/detectSteps.ts';
export { detectTogether } from './stars/detectTogether.ts';
export type { Star } from './stars/star.ts';
export { type NearOptions, starNear } from './stars/starNear.ts';
export type { Area, Region } from './statistics/area.ts';
export { type Channel, type ChannelOptions, channelStatistics } from './statistics/channelStatistics.ts';
export { type Histogram, histogramOf } from './statistics/histogram.ts';
export { type Statistics, statisticsOf, statisticsOfHistogram } from './statistics/statistics.ts';
