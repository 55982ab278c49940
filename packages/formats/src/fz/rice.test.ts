import { InvalidInput } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type RiceSamples, riceBound, riceDecodePlain, riceEncodePlain } from './rice.ts';
import { riceDecode, riceEncode } from './riceTile.ts';

const length = { minLength: 1, maxLength: 300 };
const tiles: fc.Arbitrary<RiceSamples> = fc.oneof(
  fc.uint8Array(length),
  fc.int16Array(length),
  fc.int32Array(length),
  fc.int16Array({ ...length, min: 100, max: 130 }),
  fc.int32Array({ ...length, min: -5, max: 5 }),
  fc.array(fc.constantFrom(-32768, 32767, 0), length).map((values) => Int16Array.from(values)),
  fc.array(fc.constantFrom(-2147483648, 2147483647, 0, 1), length).map((values) => Int32Array.from(values)),
  // Quiet but for one: the longest codes.
  fc.tuple(fc.int16Array(length), fc.nat(299)).map(([values, at]) => values.map((v, i) => (i === at ? v : 7))),
);

test('what is encoded is decoded, whatever the samples', () => {
  fc.assert(
    fc.property(tiles, fc.constantFrom(16, 32), (samples, blockSize) => {
      const room = new Uint8Array(riceBound(samples.length, samples.BYTES_PER_ELEMENT, blockSize));
      const used = riceEncode(samples, room, blockSize);
      expect(used).toBeLessThanOrEqual(room.length);
      const back = samples.slice().fill(1);
      riceDecode(room.subarray(0, used), back, blockSize);
      expect(back).toEqual(samples);
    }),
    { numRuns: 2000 },
  );
});

test('a tile that ends too early is refused, rubbish is decoded to rubbish or refused, and neither takes long', () => {
  const samples = Int16Array.from({ length: 200 }, (_, i) => (i * 7919) % 1000);
  const room = new Uint8Array(riceBound(200, 2));
  const used = riceEncode(samples, room);
  for (let cut = 0; cut < used - 2; cut++)
    expect(() => riceDecode(room.subarray(0, cut), new Int16Array(200))).toThrow(InvalidInput);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(1, 2, 4), (bytes, size) => {
      const to = size === 1 ? new Uint8Array(100) : size === 2 ? new Int16Array(100) : new Int32Array(100);
      try {
        riceDecode(bytes, to);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInput);
      }
    }),
    { numRuns: 2000 },
  );
});

test('the fast way writes the bytes of the plain one and reads them, and refuses what it refuses', () => {
  const short: fc.Arbitrary<Int16Array> = tiles.filter((samples) => samples instanceof Int16Array);
  const room = (samples: Int16Array, blockSize: number) => new Uint8Array(riceBound(samples.length, 2, blockSize));
  fc.assert(
    fc.property(short, fc.constantFrom(16, 32), fc.nat(600), (samples, blockSize, cut) => {
      const [fast, plain] = [room(samples, blockSize), room(samples, blockSize)];
      const used = riceEncode(samples, fast, blockSize);
      expect(used).toBe(riceEncodePlain(samples, plain, blockSize));
      expect(fast.subarray(0, used)).toEqual(plain.subarray(0, used));
      const unsigned = Uint16Array.from(samples, (value) => value ^ 0x8000);
      expect(riceEncode(unsigned, plain.fill(0), blockSize, 0x8000)).toBe(used);
      expect(plain.subarray(0, used)).toEqual(fast.subarray(0, used));
      const back = unsigned.slice().fill(1);
      riceDecode(fast.subarray(0, used), back, blockSize, 0x8000);
      expect(back).toEqual(unsigned);
      const short = fast.subarray(0, Math.min(cut, used));
      const outcome = (decode: typeof riceDecodePlain) => {
        const to = samples.slice().fill(1);
        try {
          decode(short, to, blockSize);
          return to;
        } catch (error) {
          return (error as Error).message;
        }
      };
      expect(outcome(riceDecode)).toEqual(outcome(riceDecodePlain));
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const outcome = (decode: typeof riceDecodePlain) => {
        const to = new Int16Array(100);
        try {
          decode(bytes, to);
          return to;
        } catch (error) {
          return (error as Error).message;
        }
      };
      expect(outcome(riceDecode)).toEqual(outcome(riceDecodePlain));
    }),
    { numRuns: 2000 },
  );
});
