import type { Pixels } from '@uraniborg/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Frame } from '../frame.ts';
import { card, cardValue } from '../header.ts';
import { readPng, writePng } from './png.ts';
import { readTiff } from './readTiff.ts';
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
