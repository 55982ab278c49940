import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput, seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { inFolder, lacks, python } from '../../testing/oracles.ts';
import { readTiff } from '../readTiff.ts';
import { unpackFax } from './unpackFax.ts';

/** Black and white of every length of run, rows that are nearly those above, and the picture as it is: 0 and 255. */
const WRITE = `
import sys, os, numpy as np
from PIL import Image
os.chdir(sys.argv[1])
r = np.random.default_rng(6)
for name, h, w in (('wide', 40, 3001), ('narrow', 30, 8), ('middle', 60, 77)):
    a = np.zeros((h, w), bool)
    for y in range(h):
        x, c = 0, r.integers(0, 2)
        while x < w:
            k = int(r.choice([1, 2, 3, 5, 9, 30, 63, 64, 65, 200, 700, 1728, 1800, 2600])) if w > 100 else int(r.integers(1, 40))
            a[y, x:x + k] = c; x += k; c = 1 - c
        if y % 4: a[y] = np.roll(a[y - 1], r.integers(-3, 4))
    a[5] = True; a[6] = False
    Image.fromarray(a).save(name + '.tif'); Image.fromarray(a).save(name + '-rows.tif', compression='tiff_ccitt')
    (a.astype('u1') * 255).tofile(name + '.raw')
`;

test.skipIf(lacks('pillow') || lacks('tiffcp'))('a fax of every kind is what libtiff made it of', () => {
  inFolder((folder) => {
    python(WRITE, folder);
    for (const name of ['wide', 'narrow', 'middle']) {
      const wanted = readFileSync(join(folder, `${name}.raw`));
      const same = (path: string) => Buffer.from(readTiff(readFileSync(path)).pixels.data as Uint8Array).equals(wanted);
      expect([name, same(join(folder, `${name}-rows.tif`))]).toEqual([name, true]);
      for (const kind of ['g3:1d', 'g3:2d', 'g3:2d:fill', 'g4'])
        for (const more of [[], ['-r', '7'], ['-f', 'lsb2msb']]) {
          const out = join(folder, 'out.tif');
          execFileSync('tiffcp', ['-c', kind, ...more, join(folder, `${name}.tif`), out]);
          expect([name, kind, more, same(out)]).toEqual([name, kind, more, true]);
        }
    }
  });
});

test('damaged or cut off it is refused, and never goes on for ever', () => {
  const random = seededRandom(2);
  let refused = 0;
  for (let round = 0; round < 2000; round++) {
    const bytes = Uint8Array.from({ length: 60 }, () => Math.floor(256 * random.uniform()));
    try {
      const kind = (['rows', 'T.4', 'T.4 in two dimensions', 'T.6'] as const)[round % 4] ?? 'T.6';
      expect(unpackFax(bytes, 40, 9, kind)).toHaveLength(45);
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidInput);
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(100);
  expect(() => unpackFax(new Uint8Array(), 8, 1, 'T.6')).toThrow(InvalidInput);
});
