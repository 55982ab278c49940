import type { PixelArray } from '@uraniborg/core';
import fc from 'fast-check';
import type { Frame } from '../frame.ts';
import { type Card, card } from '../header.ts';

/** Every kind of pixels, with the extremes of its range always among them. */
export const PIXEL_KINDS = {
  uint8: (seed: number[]) => Uint8Array.of(0, 255, ...seed),
  int16: (seed: number[]) => Int16Array.of(-32768, 32767, 0, -1, ...seed),
  uint16: (seed: number[]) => Uint16Array.of(0, 65535, 32767, 32768, ...seed),
  int32: (seed: number[]) => Int32Array.of(-2147483648, 2147483647, 0, -1, ...seed),
  uint32: (seed: number[]) => Uint32Array.of(0, 4294967295, 2147483647, 2147483648, ...seed),
  float32: (seed: number[]) =>
    Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 1e-45, 3.4e38, ...seed),
  float64: (seed: number[]) =>
    Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 5e-324, 1.7e308, ...seed),
};
export type PixelKind = keyof typeof PIXEL_KINDS;

/** `width * height * planes` samples of `kind`: the extremes first, then what the seed gives, over and over. */
export function samples(kind: PixelKind, length: number, seed: number[]): PixelArray {
  const source = PIXEL_KINDS[kind](seed);
  const result = source.slice(0, 0).constructor as new (length: number) => PixelArray;
  const data = new result(length);
  for (let i = 0; i < length; i++) data[i] = source[i % source.length] ?? 0;
  return data;
}

const text = fc.string({
  unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
  maxLength: 200,
});
const value = fc.oneof(
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
  fc.integer(),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n }),
  text.map((string) => string.trimEnd()),
);
const keyword = fc
  .stringMatching(/^[A-Z][A-Z0-9_-]{0,7}$/)
  .filter(
    (name) =>
      !/^(SIMPLE|BITPIX|NAXIS|EXTEND|BZERO|BSCALE|BLANK|END|COMMENT|HISTORY|CONTINUE|ROWORDER|DATAM|HIERARCH|Z|T|X)/.test(
        name,
      ),
  );
const remark = text.map((string) => string.trim().slice(0, 40));

/** A header of cards that FITS can hold without loss. */
export const arbitraryCards: fc.Arbitrary<Card[]> = fc.array(
  fc.oneof(
    fc.record({ keyword, value, comment: remark }),
    fc.record({ keyword: fc.constant('ESO DET LONG NAME'), value, comment: fc.constant('') }),
    fc.record({
      keyword: fc.constantFrom('COMMENT', 'HISTORY'),
      value: fc.constant(undefined),
      comment: text.map((string) => string.slice(0, 72).trimEnd()),
    }),
    keyword.map((name) => card(name, undefined, 'no value')),
  ),
  { maxLength: 20 },
);

export const arbitraryFrame: fc.Arbitrary<Frame> = fc
  .record({
    kind: fc.constantFrom(...(Object.keys(PIXEL_KINDS) as PixelKind[])),
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
    planes: fc.constantFrom<1 | 3>(1, 3),
    seed: fc.array(fc.integer(), { minLength: 1, maxLength: 30 }),
    header: arbitraryCards,
  })
  .map(({ kind, width, height, planes, seed, header }) => ({
    pixels: { width, height, planes, data: samples(kind, width * height * planes, seed) },
    header,
  }));
