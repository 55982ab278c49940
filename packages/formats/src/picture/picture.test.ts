import type { Pixels } from '@uraniborg/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Frame } from '../frame.ts';
import { card, cardValue } from '../header.ts';
import { readBmp } from './bmp.ts';
import { readPng } from './readPng.ts';
import { readTiff } from './readTiff.ts';
import { tiffFile } from './tiffFile.ts';
import { writePng } from './writePng.ts';
import { writeTiff } from './writeTiff.ts';

const kinds = { uint8: Uint8Array, uint16: Uint16Array } as const;
const arbitraryPixels = fc
  .record({
    kind: fc.constantFrom('uint8' as const, 'uint16' as const),
    width: fc.integer({ min: 1, max: 30 }),
    height: fc.integer({ min: 1, max: 30 }),
    planes: fc.constantFrom<1 | 3>(1, 3),
    seed: fc.array(fc.nat(65_535), { minLength: 1, maxLength: 20 }),
  })
  .map(({ kind, width, height, planes, seed }): Pixels => {
    const data = new kinds[kind](width * height * planes).map((_, i) => (seed[i % seed.length] ?? 0) + i);
    return { width, height, planes, data };
  });

test('a PNG gives its pixels back exactly, grey and colour, 8 and 16 bits', () => {
  fc.assert(
    fc.property(arbitraryPixels, (pixels) => {
      expect(readPng(writePng(pixels))).toEqual(pixels);
    }),
  );
});

test('a TIFF gives its pixels and its header back exactly', () => {
  const header = [
    card('OBJECT', 'M42'),
    card('EXPTIME', 300.5, 'seconds'),
    card('HISTORY', undefined, 'stacked'),
    card('FILTER', 'Ha'),
  ];
  fc.assert(
    fc.property(arbitraryPixels, (pixels) => {
      const back = readTiff(writeTiff({ pixels, header }));
      expect(back.pixels).toEqual(pixels);
      expect(cardValue(back.header, 'OBJECT')).toBe('M42');
      expect(cardValue(back.header, 'EXPTIME')).toBe(300.5);
      expect(back.header).toHaveLength(4);
    }),
  );
});

test('floating point survives a TIFF', () => {
  const pixels: Pixels = { width: 3, height: 2, planes: 1, data: Float32Array.of(-1.5, 0, 1e-30, 65_536.25, 3e38, 7) };
  expect(readTiff(writeTiff({ pixels, header: [] })).pixels).toEqual(pixels);
});

describe('what is no picture, damaged or absurd: a clear error', () => {
  const pixels: Pixels = { width: 8, height: 8, planes: 1, data: new Uint16Array(64).fill(1000) };
  const frame: Frame = { pixels, header: [] };
  test('PNG', () => {
    const file = writePng(pixels);
    expect(() => readPng(new Uint8Array(10))).toThrow('no PNG');
    expect(() => readPng(file.slice(0, file.length - 20))).toThrow('damaged');
    const huge = file.slice();
    new DataView(huge.buffer).setUint32(16, 2_000_000_000);
    expect(() => readPng(huge)).toThrow('too large');
    expect(() => writePng({ ...pixels, data: new Float32Array(64) })).toThrow('8 or 16 bits');
  });
  test('TIFF', () => {
    const file = writeTiff(frame);
    expect(() => readTiff(new Uint8Array(10))).toThrow('no TIFF');
    const huge = file.slice();
    const view = new DataView(huge.buffer);
    view.setUint32(view.getUint32(4, true) + 2 + 8, 2_000_000_000, true);
    expect(() => readTiff(huge)).toThrow(/too large|cannot be read|fewer pixels/);
    expect(() => writeTiff({ pixels: { ...pixels, data: new Float64Array(64) }, header: [] })).toThrow(
      'of another kind',
    );
  });
  test('whatever bytes are changed: an error of the house or a picture', () => {
    for (const [file, read] of [
      [writePng(pixels), readPng],
      [writeTiff(frame), readTiff],
    ] as const)
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
          (changes) => {
            const damaged = file.slice();
            for (const [at, value] of changes) damaged[at] = value;
            try {
              read(damaged);
            } catch (error) {
              expect((error as { tag?: string }).tag).toBe('InvalidInput');
            }
          },
        ),
        { numRuns: 400 },
      );
  });
});

test('a bitmap packed by run lengths, as the documentation of Windows tells it', () => {
  // Runs, pixels as they are, the end of a row, a step to another place, and the end.
  const runs = [3, 4, 5, 6, 0, 3, 45, 56, 67, 0, 2, 78, 0, 2, 5, 1, 2, 78, 0, 0, 9, 30, 0, 1];
  const head = new Uint8Array(54 + 1024 + runs.length);
  const view = new DataView(head.buffer);
  head.set([0x42, 0x4d]);
  for (const [at, value] of [
    [10, 54 + 1024],
    [14, 40],
    [18, 20],
    [22, 3],
    [28, 8],
    [30, 1],
  ] as const)
    view.setUint32(at, value, true);
  for (let i = 0; i < 256; i++) view.setUint32(54 + 4 * i, i * 0x010101, true);
  head.set(runs, 54 + 1024);
  const { data, ...shape } = readBmp(head);
  expect(shape).toEqual({ width: 20, height: 3, planes: 1 });
  const rows = [0, 1, 2].map((y) => [...data.subarray(20 * y, 20 * (y + 1))]);
  const first = [4, 4, 4, 6, 6, 6, 6, 6, 45, 56, 67, 78, 78];
  expect(rows[2]).toEqual([...first, 0, 0, 0, 0, 0, 0, 0]);
  // Five to the right of where the first row left off, one row up.
  expect(rows[1]).toEqual([...Array<number>(18).fill(0), 78, 78]);
  expect(rows[0]).toEqual([...Array<number>(9).fill(30), ...Array<number>(11).fill(0)]);
  // Two pixels to a byte, which take turns.
  view.setUint32(28, 4, true);
  view.setUint32(30, 2, true);
  head.set([5, 0x12, 0, 3, 0x34, 0x50, 0, 1], 54 + 1024);
  const turns = readBmp(head).data;
  expect([...turns.subarray(40, 50)]).toEqual([1, 2, 1, 2, 1, 3, 4, 5, 0, 0]);
});

test('samples that are no whole bytes, and floating point of 16 bits', () => {
  const twelve = tiffFile(Uint8Array.of(0xab, 0xcd, 0xef, 0x12, 0x30), [
    [256, 4, [3]],
    [257, 4, [1]],
    [258, 3, [12]],
  ]);
  expect(readTiff(twelve).pixels.data).toEqual(Uint16Array.of(0xabc, 0xdef, 0x123));
  const words = Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001, 0x7c00, 0x3555);
  const half = tiffFile(new Uint8Array(words.buffer), [
    [256, 4, [6]],
    [257, 4, [1]],
    [258, 3, [16]],
    [339, 3, [3]],
  ]);
  expect(readTiff(half).pixels.data).toEqual(
    Float32Array.of(1, -2, 65_504, 2 ** -24, Number.POSITIVE_INFINITY, 0.333251953125),
  );
});
