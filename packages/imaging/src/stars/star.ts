/** A star as it was measured. Pixels of the frame, 0-based, integer centres; ADU. */
export interface Star {
  readonly x: number;
  readonly y: number;
  /** Above the background. */
  readonly flux: number;
  /** Half-flux diameter: the circle with half of its light in it. */
  readonly hfd: number;
  /** Full width at half maximum, of the two axes' geometric mean. */
  readonly fwhm: number;
  /** Flux over its noise. */
  readonly snr: number;
  /** 0 round, towards 1 a line: sqrt(1 - minor² / major²). */
  readonly eccentricity: number;
  /** Some of its pixels are at the end of the range: flux, HFD and FWHM are not to be trusted. */
  readonly saturated: boolean;
  /** Largest pixel value, background included. */
  readonly peak: number;
}

const NUMBERS = 9;

/** Stars as one array that is handed from thread to thread at no cost. */
export function packStars(stars: readonly Star[]): Float64Array {
  const packed = new Float64Array(NUMBERS * stars.length);
  stars.forEach(({ x, y, flux, hfd, fwhm, snr, eccentricity, saturated, peak }, i) => {
    packed.set([x, y, flux, hfd, fwhm, snr, eccentricity, saturated ? 1 : 0, peak], NUMBERS * i);
  });
  return packed;
}

export function unpackStars(packed: Float64Array): Star[] {
  return Array.from({ length: packed.length / NUMBERS }, (_, i) => {
    const number = (place: number) => packed[NUMBERS * i + place] as number;
    return {
      x: number(0),
      y: number(1),
      flux: number(2),
      hfd: number(3),
      fwhm: number(4),
      snr: number(5),
      eccentricity: number(6),
      saturated: number(7) === 1,
      peak: number(8),
    };
  });
}
