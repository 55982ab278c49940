export { applyStretch } from './applyStretch.ts';
export type { Area, Region } from './area.ts';
export { type AutoStretchOptions, autoStretch, fullScale, type Stretch } from './autoStretch.ts';
export { binPixels } from './binPixels.ts';
export { type Histogram, histogramOf } from './histogram.ts';
export { midtonesTransfer } from './midtones.ts';
export { type Statistics, statisticsOf, statisticsOfHistogram } from './statistics.ts';
