/**
 * Builds data/openNgc.tsv, data/nebulae.tsv and data/starNames.tsv. How to get the two sources, outside the repository:
 *   apt-get download kstars-data && dpkg-deb -x kstars-data_*.deb kstars
 *   npm pack d3-celestial@0.7.35 && tar xzf d3-celestial-0.7.35.tgz
 * and then: node scripts/buildObjects.ts kstars/usr/share/kstars/OpenNGC.kscat package
 */
import { writeFileSync } from 'node:fs';
import { readCelestialObjects } from './celestialObjects.ts';
import { readOpenNgc } from './openNgc.ts';
import { readStarNames } from './starNames.ts';

const [kscat, celestial] = process.argv.slice(2);
if (!kscat || !celestial) throw new Error('node scripts/buildObjects.ts OPENNGC_KSCAT D3_CELESTIAL_FOLDER');

const openNgc = readOpenNgc(kscat);
const known = new Set(openNgc.flatMap(({ name, others }) => [name, ...others]));
const lists = [
  ['openNgc.tsv', 'OpenNGC by Mattia Verga and contributors, CC BY-SA 4.0; see openNgc.LICENSE', openNgc],
  [
    'nebulae.tsv',
    'd3-celestial by Olaf Frohn, BSD-3-Clause; see nebulae.LICENSE',
    readCelestialObjects(celestial, known),
  ],
  ['starNames.tsv', 'd3-celestial by Olaf Frohn, BSD-3-Clause; see starNames.LICENSE', readStarNames(celestial)],
] as const;
const columns = '# name, type, RA, Dec, magnitude, major axis, minor axis, position angle, other names';
for (const [file, source, objects] of lists) {
  const lines = objects.map(({ name, type, ra, dec, magnitude, major, minor, angle, others }) =>
    [
      name,
      type,
      fixed(ra, 5),
      fixed(dec, 5),
      fixed(magnitude, 2),
      fixed(major, 2),
      fixed(minor, 2),
      fixed(angle, 0),
      others.join('|'),
    ]
      .join('\t')
      .trimEnd(),
  );
  writeFileSync(new URL(`../data/${file}`, import.meta.url), `# ${source}\n${columns}\n${lines.join('\n')}\n`);
  console.log(`${file}: ${lines.length} objects`);
}

function fixed(value: number | undefined, digits: number): string {
  return value === undefined ? '' : String(Number(value.toFixed(digits)));
}
