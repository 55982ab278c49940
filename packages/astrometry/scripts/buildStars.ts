/**
 * Builds data/stars.bin. How to get its two sources, outside the repository:
 *   apt-get download astrometry-data-tycho2-07-littleendian astrometry-data-tycho2-10-19-littleendian
 *   for deb in *.deb; do dpkg-deb -x "$deb" tycho2; done
 *   npm pack d3-celestial@0.7.35 && tar xzf d3-celestial-0.7.35.tgz
 * and then: node scripts/buildStars.ts tycho2/usr/share/astrometry package
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStarCatalogue, packStarCatalogue } from '../src/starCatalogue.ts';
import { readHipparcos } from './hipparcos.ts';
import { mergeStars } from './mergeStars.ts';
import { readTycho2Index } from './tycho2Index.ts';

const [indexFolder, hipparcosFolder] = process.argv.slice(2);
if (!indexFolder || !hipparcosFolder) throw new Error('node scripts/buildStars.ts INDEX_FOLDER D3_CELESTIAL_FOLDER');

const index = (number: number) =>
  join(indexFolder, `index-tycho2-${String(number).padStart(2, '0')}.littleendian.fits`);
const tycho = readTycho2Index(index(7));
// Index 07 holds all but a handful of the stars of the coarser ones: those come from index 10.
const deep = openStarCatalogue(
  packStarCatalogue(tycho.map(({ ra, dec, vt }) => ({ ra, dec, magnitude: vt, bv: undefined }))),
);
for (const star of readTycho2Index(index(10)))
  if (deep.cone({ ra: star.ra, dec: star.dec, radius: 0.3 / 3600, count: 1 }).length === 0) tycho.push(star);

const { stars, matched, added } = mergeStars(tycho, readHipparcos(hipparcosFolder));
const bytes = packStarCatalogue(stars);
writeFileSync(new URL('../data/stars.bin', import.meta.url), bytes);
console.log(
  `${tycho.length} stars of Tycho-2, ${matched} of them in Hipparcos too, ${added} of Hipparcos alone: ` +
    `${stars.length} stars in ${bytes.length} bytes`,
);
