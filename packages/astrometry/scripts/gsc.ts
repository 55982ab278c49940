#!/usr/bin/env node
/**
 * Answers as the `gsc` program does that INDI's camera and guide simulators ask for stars, from the built-in catalogue:
 * put on PATH under that name, it makes Debian's unmodified simulators show the real sky.
 *
 *   gsc -c RA_DEGREES DEC_DEGREES -r RADIUS_ARCMIN -m BRIGHTEST FAINTEST -n COUNT
 *
 * One line a star: number, RA, Dec, position error, magnitude, its error, band, class, plate, multiplicity,
 * distance from the centre in arcminutes, direction.
 */
import { readFileSync } from 'node:fs';
import { separation } from '@uraniborg/core';
import { openStarCatalogue } from '../src/starCatalogue.ts';

const words = process.argv.slice(2);
const after = (option: string, place: number, otherwise: number): number => {
  const at = words.indexOf(option);
  const value = at < 0 ? otherwise : Number(words[at + place]);
  if (!Number.isFinite(value)) throw new Error(`gsc: ${option} wants ${place} numbers, not "${words[at + place]}"`);
  return value;
};
const centre = { ra: after('-c', 1, 0), dec: after('-c', 2, 0) };
const brightest = after('-m', 1, -5);
const catalogue = openStarCatalogue(readFileSync(new URL('../data/stars.bin', import.meta.url)));
const stars = catalogue
  .cone({ ...centre, radius: Math.min(180, after('-r', 1, 30) / 60), limitMagnitude: after('-m', 2, 20) })
  .filter((star) => star.magnitude >= brightest)
  .slice(0, after('-n', 1, 3000));
const lines = stars.map((star) => {
  const id = String(star.id).padStart(10, '0');
  const place = `${star.ra.toFixed(6)} ${star.dec < 0 ? '' : '+'}${star.dec.toFixed(6)}`;
  return `${id} ${place} 0.2 ${star.magnitude.toFixed(2)} 0.30 0 0 TYC2 V ${(separation(star, centre) * 60).toFixed(2)} 0\n`;
});
process.stdout.write(lines.join(''));
