import type { Peak } from './peak.ts';

/** What is narrower is a hot pixel: see peaksOf. */
const NARROWEST = Math.sqrt(0.5) * 1.01;
/** The widest of the stars of one frame is so many times as wide as the narrowest, about. */
const SPREAD = Math.log(1.6);
/** A peak whose upper half is so many times as wide as all of it is flat, a disk or a ring out of focus. */
const FLAT = 1.5;

/**
 * How wide the stars of a frame are, as a Gaussian's sigma, pixels: the median of those peaks of about one width that are
 * the most, for stars have one width and the clouds of a nebula any. Undefined without peaks.
 */
export function usualSigma(peaks: readonly Peak[]): number | undefined {
  const all = Float64Array.from(peaks, ({ sigma, core }) => Math.log(core > FLAT * sigma ? core : sigma)).sort();
  const wide = all.filter((width) => width > Math.log(NARROWEST));
  const widths = wide.length > 0 ? wide : all;
  const at = (i: number) => widths[i] as number;
  let [from, end] = [0, 0];
  for (let first = 0, next = 0; first < widths.length; first++) {
    while (next < widths.length && at(next) - at(first) < SPREAD) next++;
    if (next - first > end - from) [from, end] = [first, next];
  }
  return end > from ? Math.exp(at((from + end) >> 1)) : undefined;
}
