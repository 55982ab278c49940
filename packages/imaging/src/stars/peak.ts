/** Something brighter than the sky, roughly measured: where a star may be. */
export interface Peak {
  /** Pixels of the frame: the centre of its light. */
  readonly x: number;
  readonly y: number;
  /** Pixels of the frame that belong to it. */
  readonly area: number;
  /** Height of its smoothed light above the background, in sigmas of the smoothed noise. */
  readonly significance: number;
  /** The sigma of the Gaussian that has this height and this area above the isophote, smoothing taken off; pixels. */
  readonly sigma: number;
}

const NUMBERS = 5;

/** Peaks as one array that is handed from thread to thread at no cost. */
export function packPeaks(peaks: readonly Peak[]): Float64Array {
  const packed = new Float64Array(NUMBERS * peaks.length);
  peaks.forEach(({ x, y, area, significance, sigma }, i) => {
    packed.set([x, y, area, significance, sigma], NUMBERS * i);
  });
  return packed;
}

export function unpackPeaks(packed: Float64Array): Peak[] {
  return Array.from({ length: packed.length / NUMBERS }, (_, i) => {
    const number = (place: number) => packed[NUMBERS * i + place] as number;
    return { x: number(0), y: number(1), area: number(2), significance: number(3), sigma: number(4) };
  });
}
