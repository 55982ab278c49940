export {
  degrees,
  formatDeclination,
  formatRightAscension,
  normaliseDegrees,
  parseDeclination,
  parseRightAscension,
  parseSexagesimal,
  radians,
  separation,
  signedDegrees,
} from './angle.ts';
export type { Clock, Waiting } from './clock.ts';
export {
  AbortedError,
  DeviceError,
  HouseError,
  InvalidInput,
  isAborted,
  StorageError,
  sentenceOf,
  TimeoutError,
  TransportError,
} from './errors.ts';
export { held } from './held.ts';
export { type Instant, instantMs, instantText, shift, systemInstant } from './instant.ts';
export { type KernelMemory, openKernel } from './kernel.ts';
export { narrowPixels } from './narrowPixels.ts';
export type { PixelArray, Pixels } from './pixels.ts';
export { type Random, seededRandom } from './random.ts';
export { scaledClock } from './scaledClock.ts';
export { mean, median, quantile, robustSigma, sigmaClip, standardDeviation } from './statistics.ts';
export { drained, inTurns, type Steps } from './steps.ts';
export { systemClock } from './systemClock.ts';
export { parseUtc, utcParts, utcText } from './utc.ts';
export { VirtualClock } from './virtualClock.ts';
