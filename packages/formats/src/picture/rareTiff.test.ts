/** TIFF of the kinds that few programs write. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inFolder, lacks, python } from '../testing/oracles.ts';
import { writeJpeg } from './jpeg.ts';
import { readTiff } from './readTiff.ts';
import { type TiffField, tiffFile } from './tiffFile.ts';

const short = 3;
const long = 4;
const field = (tag: number, ...values: number[]): TiffField => [tag, short, values];

/** Words of 24 bits, and what GDAL 3.6 says that they are. */
const FLOATS: readonly (readonly [word: number, value: number])[] = [
  [0, 0],
  [0x3f0000, 1],
  [0xbf0000, -1],
  [0x3e0000, 0.5],
  [0x3f8000, 1.5],
  [0x3fffff, 1.9999847412109375],
  [0x490f1b, 1084.421875],
  [0x7effff, 1.8446603336221196e19],
  [0x010000, 2.168404344971009e-19],
  [0x008000, 1.0842021724855044e-19],
  [0x000001, 3.308722450212111e-24],
  [0x7f0000, Number.POSITIVE_INFINITY],
  [0xff0000, Number.NEGATIVE_INFINITY],
  [0x7f0001, Number.NaN],
];

function floatFile(): Uint8Array {
  const bytes = Uint8Array.from(FLOATS.flatMap(([word]) => [word & 255, (word >> 8) & 255, word >> 16]));
  const size = [field(256, FLOATS.length), field(257, 1), field(278, 1)];
  return tiffFile(bytes, [...size, field(258, 24), field(259, 1), field(262, 1), field(277, 1), field(339, 3)]);
}

test('floating point of 24 bits becomes 32', () => {
  const { data } = readTiff(floatFile()).pixels;
  expect(data).toBeInstanceOf(Float32Array);
  expect([...data]).toEqual(FLOATS.map(([, value]) => Math.fround(value)));
});

test.skipIf(lacks('tiffcp'))('floating point of 24 bits is the same when libtiff has packed it', () => {
  inFolder((folder) => {
    const [from, to] = [join(folder, 'from.tif'), join(folder, 'to.tif')];
    writeFileSync(from, floatFile());
    const known = readTiff(floatFile()).pixels;
    for (const way of ['none', 'lzw', 'zip:3', 'lzw:3']) {
      execFileSync('tiffcp', ['-c', way, from, to]);
      expect([way, readTiff(readFileSync(to)).pixels]).toEqual([way, known]);
    }
  });
});

test.skipIf(lacks('pillow'))('CIELab is what Little CMS has made it from, but for the rounding of its 8 bits', () => {
  const program = `
import sys, numpy as np
from PIL import Image, ImageCms
y, x = np.mgrid[0:64, 0:64]
rgb = np.dstack([x * 4, y * 4, (x + y) * 2]).astype('u1')
lab = ImageCms.profileToProfile(Image.fromarray(rgb), ImageCms.createProfile('sRGB'), ImageCms.createProfile('LAB'), outputMode='LAB')
lab.save(sys.argv[1])
rgb.transpose(2, 0, 1).tofile(sys.argv[1] + '.raw')
`;
  inFolder((folder) => {
    const path = join(folder, 'lab.tif');
    python(program, path);
    const known = readFileSync(`${path}.raw`);
    const { planes, data } = readTiff(readFileSync(path)).pixels;
    expect([planes, data.length]).toEqual([3, known.length]);
    const apart = [...data].map((value, i) => Math.abs(value - (known[i] ?? 0)));
    expect(apart.reduce((sum, each) => sum + each, 0) / apart.length).toBeLessThan(1);
    // Dark and saturated colours have few steps of 8 bits.
    expect(apart.filter((each) => each > 8).length / apart.length).toBeLessThan(0.01);
  });
});

test('CIELab of 16 bits: white, grey and black have no colour, and a signed one goes to either side', () => {
  const values = [
    [65_535, 0, 0],
    [32_768, 0, 0],
    [0, 0, 0],
    [40_000, 60 * 256, 0],
    [40_000, 65_536 - 60 * 256, 0],
  ];
  const bytes = Uint8Array.from(values.flat().flatMap((value) => [value & 255, value >> 8]));
  const size = [field(256, values.length), field(257, 1), field(278, 1)];
  const file = tiffFile(bytes, [...size, field(258, 16, 16, 16), field(259, 1), field(262, 8), field(277, 3)]);
  const { data } = readTiff(file).pixels;
  expect(data).toBeInstanceOf(Uint16Array);
  const [white = [], grey = [], black = [], red = [], green = []] = values.map((_, i) => [
    data[i] ?? 0,
    data[5 + i] ?? 0,
    data[10 + i] ?? 0,
  ]);
  expect(Math.min(...white)).toBeGreaterThan(65_500);
  // Half of the lightness is 18.4 % of the light, 46.6 % on a screen.
  for (const value of grey) expect(Math.abs(value / 65_535 - 0.466)).toBeLessThan(0.001);
  expect(black).toEqual([0, 0, 0]);
  expect((red[0] ?? 0) - (red[1] ?? 0)).toBeGreaterThan(20_000);
  expect((green[1] ?? 0) - (green[0] ?? 0)).toBeGreaterThan(20_000);
});

/** A TIFF of before 1995: one JPEG for all of it. */
function oldJpeg(colours: 'YCC' | 'grey', { wider = 0, shorter = 0 } = {}): Uint8Array {
  const [width, height, planes] = [53, 37, colours === 'grey' ? 1 : 3] as const;
  const data = new Uint8Array(width * height * planes).map((_, i) => 128 + 90 * Math.sin(i / 60));
  const jpeg = writeJpeg({ width, height, planes, data }, 95);
  const shape = [field(256, width + wider), field(257, height), field(278, height), field(277, planes)];
  const kind = [field(258, ...new Array<number>(planes).fill(8)), field(259, 6), field(262, planes === 1 ? 1 : 6)];
  const place: TiffField[] = [field(512, 1), [513, long, [8]], [514, long, [jpeg.length - shorter]], field(530, 1, 1)];
  return tiffFile(jpeg, [...shape, ...kind, ...place]);
}

test.skipIf(lacks('tiffcp'))('the JPEG of 1992 inside is read as libtiff reads it', () => {
  inFolder((folder) => {
    for (const colours of ['YCC', 'grey'] as const) {
      const [from, to] = [join(folder, `${colours}.tif`), join(folder, 'rgba.tif')];
      writeFileSync(from, oldJpeg(colours));
      execFileSync('tiff2rgba', ['-c', 'none', '-n', from, to], { stdio: 'pipe' });
      const known = readTiff(readFileSync(to)).pixels;
      const { width, height, planes, data } = readTiff(readFileSync(from)).pixels;
      expect([width, height, planes]).toEqual([known.width, known.height, colours === 'grey' ? 1 : 3]);
      const apart = [...data].map((value, i) => Math.abs(value - (known.data[i] ?? 0)));
      expect(Math.max(...apart)).toBeLessThanOrEqual(2);
    }
  });
});

test('a JPEG in pieces, one of another size and one that is cut off are refused', () => {
  const pieces = oldJpeg('YCC').fill(0, 8, 10);
  expect(() => readTiff(pieces)).toThrow('in pieces');
  expect(() => readTiff(oldJpeg('YCC', { wider: 1 }))).toThrow('does not fit');
  expect(() => readTiff(oldJpeg('YCC', { shorter: 900 }))).toThrow('cut off');
});
