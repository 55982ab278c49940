import type { Star } from '@uraniborg/imaging';

/** Enough to know a field again and to compare its light. */
const MOST = 200;
const CLEAR_SNR = 10;

/**
 * The brightest stars of a frame, brightest first, in a few kilobytes to be kept with it: x, y and flux of each, one
 * after the other. Those that are saturated have a negative flux: behind a cloud they are not, and without them the field
 * would not be known again.
 */
export function starTable(stars: readonly Star[]): Float32Array {
  const kept = stars.filter(({ saturated, snr }) => saturated || snr >= CLEAR_SNR).slice(0, MOST);
  return Float32Array.from(kept.flatMap(({ x, y, flux, saturated }) => [x, y, saturated ? -flux : flux]));
}

export interface TableStar {
  readonly x: number;
  readonly y: number;
  readonly flux: number;
  readonly saturated: boolean;
}

export function starsOfTable(table: Float32Array): TableStar[] {
  return Array.from({ length: Math.floor(table.length / 3) }, (_, i) => ({
    x: table[3 * i] as number,
    y: table[3 * i + 1] as number,
    flux: Math.abs(table[3 * i + 2] as number),
    saturated: (table[3 * i + 2] as number) < 0,
  }));
}
