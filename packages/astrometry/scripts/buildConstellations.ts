/**
 * Builds data/constellationBorders.tsv from the npm package d3-celestial (unpacked outside the repository: npm pack
 * d3-celestial@0.7.35 && tar xzf d3-celestial-0.7.35.tgz), whose corners were precessed from B1875 to J2000: taken back,
 * they are whole minutes again.
 *
 *   node scripts/buildConstellations.ts package
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TO_B1875 } from '../src/constellationAt.ts';
import { directionOf, rotated, vectorOf } from '../src/vector.ts';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('node scripts/buildConstellations.ts D3_CELESTIAL_FOLDER');

interface Border {
  id: string;
  geometry: { coordinates: [number, number][][] };
}
const { features } = JSON.parse(readFileSync(join(folder, 'data/constellations.bounds.json'), 'utf8')) as {
  features: Border[];
};
let worst = 0;
const whole = (value: number, size: number) => {
  // Nearly all are whole minutes, halves or quarters; two right ascensions are odd.
  const quarters = Math.round(value * 4) / 4;
  const rounded = Math.abs(value - quarters) * size < 0.02 ? quarters : Math.round(value * 1000) / 1000;
  worst = Math.max(worst, Math.abs(value - rounded) * size);
  return rounded;
};
const lines = features.flatMap(({ id, geometry }) =>
  geometry.coordinates.map((ring) => {
    const corners = ring.flatMap(([longitude, latitude]) => {
      const { ra, dec } = directionOf(rotated(TO_B1875, vectorOf(longitude, latitude)));
      // Between Cepheus and the Little Bear three points were put in that draw the arc at 88 degrees, and cut it short.
      if (Math.abs(dec * 60 - Math.round(dec * 60)) > 0.05) return [];
      return `${whole(ra * 4, Math.cos((dec * Math.PI) / 180) * 15) % 1440},${whole(dec * 60, 1)}`;
    });
    return `${id}\t${corners.filter((corner, n) => corner !== corners[n - 1]).join(' ')}`;
  }),
);
const head =
  '# d3-celestial by Olaf Frohn, BSD-3-Clause; see constellationBorders.LICENSE\n' +
  '# abbreviation, then the corners of a border at B1875: minutes of right ascension, arcminutes of declination\n';
writeFileSync(new URL('../data/constellationBorders.tsv', import.meta.url), `${head}${lines.sort().join('\n')}\n`);
console.log(`${lines.length} borders; no corner was moved by more than ${worst.toFixed(3)} arcminutes`);
