import type { Collimation, NoCollimation } from '@uraniborg/api';
import type { Frame } from '@uraniborg/formats';
import { measureCollimation } from '@uraniborg/imaging';
import { howToDetect } from './howToDetect.ts';

/** The rings of the defocused star at a place, or of the brightest one; or why there are none. */
export function collimationOfStar(
  frame: Frame,
  place: { readonly x: number; readonly y: number } | undefined,
): { collimation: Collimation | null; why: NoCollimation | null } {
  const { mosaic = false } = howToDetect(frame);
  const found = measureCollimation(frame.pixels, { place, mosaic });
  if (typeof found === 'string') return { collimation: null, why: found };
  return { collimation: { ...found, shadow: found.shadow ?? null }, why: null };
}
