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
  /** The same of what stands above half of its height: of a disk or a ring far wider. */
  readonly core: number;
  /** Where it is highest, as near as the smoothed pixels tell. */
  readonly topX: number;
  readonly topY: number;
}

const NUMBERS = 8;

/** Peaks as one array that is handed from thread to thread at no cost. */
export function packPeaks(peaks: readonly Peak[]): Float64Array {
  const packed = new Float64Array(NUMBERS * peaks.length);
  peaks.forEach(({ x, y, area, significance, sigma, core, topX, topY }, i) => {
    packed.set([x, y, area, significance, sigma, core, topX, topY], NUMBERS * i);
  });
  return packed;
}

export function unpackPeaks(packed: Float64Array): Peak[] {
  return Array.from({ length: packed.length / NUMBERS }, (_, i) => {
    const number = (place: number) => packed[NUMBERS * i + place] as number;
    const [x, y, topX, topY] = [number(0), number(1), number(6), number(7)];
    return { x, y, area: number(2), significance: number(3), sigma: number(4), core: number(5), topX, topY };
  });
}
