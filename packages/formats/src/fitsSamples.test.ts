import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyReversed, reverseSamples } from './fitsSamples.ts';

/** More than goes through at once. */
const LONG = new Uint8Array(300_001).map((_, i) => i * 7);

test('sixteen bytes at a time or four, the bits are the same', () => {
  const bitpix = fc.constantFrom(8, 16, 32, 64, -32, -64);
  const signs = fc.constantFrom('as is', 'flip on reading', 'flip on writing');
  const words = fc.oneof(fc.uint8Array({ maxLength: 100 }), fc.constant(LONG));
  fc.assert(
    fc.property(words, bitpix, signs, (bytes, kind, sign) => {
      const size = Math.abs(kind) / 8;
      const sure = kind === 16 || kind === 32 ? sign : 'as is';
      const from = bytes.subarray(0, Math.floor(bytes.length / size) * size);
      const plain = new Uint8Array(Math.ceil(from.length / 8) * 8);
      plain.set(from);
      reverseSamples(new Uint32Array(plain.buffer), kind, sure);
      const quick = new Uint8Array(plain.length);
      copyReversed(from, quick, kind, sure);
      expect(Buffer.compare(quick.subarray(0, from.length), plain.subarray(0, from.length))).toBe(0);
    }),
  );
});
