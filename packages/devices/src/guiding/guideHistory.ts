/** What one image of a guider says. */
export interface GuideSample {
  /** The middle of its exposure, milliseconds of the clock. */
  readonly at: number;
  /** Where the star stood against where it shall be, pixels of the guide camera; undefined: it was not found. */
  readonly offset: { readonly ra: number; readonly dec: number } | undefined;
  /** The guider was on its way to a new place, or had just begun: nothing that says how well it guides. */
  readonly settling: boolean;
}

/** How well a guider held its star for a while; what was taken while it settled does not count. */
export interface Guided {
  /** Images with the star. */
  readonly steps: number;
  /** Images without it. */
  readonly lost: number;
  /**
   * Pixels of the guide camera, about the mean of the while: what a star is smeared by, wherever it stood.
   * undefined with fewer than three images.
   */
  readonly rms: { readonly ra: number; readonly dec: number; readonly total: number } | undefined;
  /** Of a pixel of the guide camera; undefined while it is not known. */
  readonly arcsecPerPixel: number | undefined;
}

/** The samples of a night, whichever guider they come from. */
export interface GuideHistory {
  add(sample: GuideSample): void;
  /** undefined where there is no sample, or none that counts. */
  during(from: number, to: number): Omit<Guided, 'arcsecPerPixel'> | undefined;
}

/** A night of twelve hours at two a second; then the oldest half of them is forgotten. */
const MOST_SAMPLES = 100_000;
const ENOUGH = 3;

export function guideHistory(most = MOST_SAMPLES): GuideHistory {
  let samples: GuideSample[] = [];
  return {
    add(sample) {
      samples.push(sample);
      if (samples.length > most) samples = samples.slice(samples.length >> 1);
    },
    during(from, to) {
      const counted: GuideSample[] = [];
      // From the newest on: what is asked for is nearly always the last minutes.
      for (let i = samples.length - 1; i >= 0; i--) {
        const sample = samples[i] as GuideSample;
        if (sample.at < from - DISORDER_MS) break;
        if (sample.at >= from && sample.at <= to && !sample.settling) counted.push(sample);
      }
      const offsets = counted.flatMap(({ offset }) => offset ?? []);
      if (counted.length === 0) return undefined;
      const [ra, dec] = [scatter(offsets.map((offset) => offset.ra)), scatter(offsets.map((offset) => offset.dec))];
      return {
        steps: offsets.length,
        lost: counted.length - offsets.length,
        rms: offsets.length < ENOUGH ? undefined : { ra, dec, total: Math.hypot(ra, dec) },
      };
    },
  };
}

/** When the exposure of the guide camera was changed, the middle of an image may lie before that of the one before it. */
const DISORDER_MS = 60_000;

/** The standard deviation of all of them, as PHD2 shows it: not that of a sample. */
function scatter(values: readonly number[]): number {
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length);
}
