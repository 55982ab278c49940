import { type Pixels, seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { readJpeg, writeJpeg } from './jpeg.ts';
import { jpegScan, plainJpegScan } from './jpegScan.ts';
import { jpegTables, ZIGZAG } from './jpegTables.ts';

const random = seededRandom(8);

/** Noise of so much about a slope, now and then with the hardest edges there are. */
function picture(width: number, height: number, planes: 1 | 3, noise: number): Pixels<Uint8Array> {
  const data = Uint8Array.from({ length: width * height * planes }, (_, i) => {
    const slope = 60 + (100 * (i % width)) / width;
    return noise > 300
      ? 255 * Math.round(random.uniform())
      : Math.min(255, Math.max(0, slope + noise * random.normal()));
  });
  return { width, height, planes, data };
}

test('the kernel packs pictures of every size, quality and roughness to the same bytes as the plain way', () => {
  for (let round = 0; round < 60; round++) {
    const planes = round % 2 === 0 ? 1 : 3;
    const size = [1 + Math.floor(40 * random.uniform()), 1 + Math.floor(40 * random.uniform())] as const;
    const noise = [0, 2, 20, 400][round % 4] as number;
    const tables = jpegTables(1 + Math.floor(100 * random.uniform()));
    const pixels = picture(...size, planes, noise);
    expect(jpegScan(pixels, tables), `${size} x ${planes}`).toEqual(plainJpegScan(pixels, tables));
  }
});

test('the order of the coefficients is that of the standard', () => {
  expect(ZIGZAG.slice(0, 12)).toEqual([0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25]);
  expect(ZIGZAG.slice(-3)).toEqual([55, 62, 63]);
  expect(new Set(ZIGZAG).size).toBe(64);
});

test.each([1, 3] as const)('a picture of %d planes is read again as it was, nearly', (planes) => {
  const pixels = picture(83, 45, planes, 0);
  const read = readJpeg(writeJpeg(pixels, 95)).pixels;
  expect([read.width, read.height, read.planes]).toEqual([83, 45, planes]);
  const off = read.data.map((value, i) => Math.abs(value - (pixels.data[i] as number)));
  expect(Math.max(...off)).toBeLessThan(5);
});
