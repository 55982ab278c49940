/**
 * One star in six bytes, little-endian, relative to its cell (see docs/reference/star-catalogue.md):
 * bits 0-16 right ascension and 17-33 declination in 2^17 parts of the cell, 34-37 colour, 38-47 magnitude.
 */
import type { Cell } from './skyCells.ts';

export const RECORD_BYTES = 6;
const PARTS = 2 ** 17;
const BRIGHTEST = -2;
const MAGNITUDE_STEP = 0.02;
const BLUEST = -0.4;
const COLOUR_STEP = 0.2;

/** What is kept of a star: ICRS degrees at J2000, magnitude near V, B-V where it is known. */
export interface StarValues {
  readonly ra: number;
  readonly dec: number;
  readonly magnitude: number;
  readonly bv: number | undefined;
}

/** The magnitude as the whole number that is kept, 0 to 1023; fainter than 18.46 is kept as 18.46. */
export function magnitudeCode(magnitude: number): number {
  return clamp(Math.round((magnitude - BRIGHTEST) / MAGNITUDE_STEP), 1023);
}

export function readMagnitudeCode(view: DataView, at: number): number {
  return view.getUint16(at + 4, true) >>> 6;
}

/** Writes `star`, which must lie in `cell`, at byte `at`. */
export function writeStar(view: DataView, at: number, cell: Cell, star: StarValues): void {
  const x = clamp(Math.floor(((star.ra - cell.ra) / cell.width) * PARTS), PARTS - 1);
  const y = clamp(Math.floor(((star.dec - cell.dec) / cell.height) * PARTS), PARTS - 1);
  const colour = star.bv === undefined ? 0 : 1 + clamp(Math.round((star.bv - BLUEST) / COLOUR_STEP), 14);
  view.setUint32(at, ((y << 17) | x) >>> 0, true);
  view.setUint16(at + 4, (magnitudeCode(star.magnitude) << 6) | (colour << 2) | (y >>> 15), true);
}

export function readStar(view: DataView, at: number, cell: Cell): StarValues {
  const low = view.getUint32(at, true);
  const high = view.getUint16(at + 4, true);
  const x = low & (PARTS - 1);
  const y = (low >>> 17) | ((high & 3) << 15);
  const colour = (high >>> 2) & 15;
  return {
    ra: cell.ra + ((x + 0.5) / PARTS) * cell.width,
    dec: cell.dec + ((y + 0.5) / PARTS) * cell.height,
    magnitude: magnitudeOfCode(high >>> 6),
    bv: colour === 0 ? undefined : tidy(BLUEST + (colour - 1) * COLOUR_STEP),
  };
}

function magnitudeOfCode(code: number): number {
  return tidy(BRIGHTEST + code * MAGNITUDE_STEP);
}

const tidy = (value: number) => Math.round(value * 100) / 100;
const clamp = (value: number, highest: number) => Math.min(highest, Math.max(0, value));
