import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Base64Decoder } from './base64Decoder.ts';

const LIMIT = 10_000;

function decode(chunks: readonly Uint8Array[], length?: number): Uint8Array {
  const decoder = new Base64Decoder(length, LIMIT);
  for (const chunk of chunks) decoder.push(chunk);
  return decoder.finish();
}
const latin = (text: string) => Buffer.from(text, 'latin1');

/** Bytes, their base64 with white space strewn in or not, cut anywhere. */
const encoded = fc
  .record({
    bytes: fc.uint8Array({ maxLength: 600 }),
    column: fc.constantFrom(0, 0, 76, 5),
    cuts: fc.array(fc.nat(900), { maxLength: 6 }),
    known: fc.boolean(),
  })
  .map(({ bytes, column, cuts, known }) => {
    const letters = Buffer.from(bytes).toString('base64');
    const lines = column === 0 ? letters : letters.replace(new RegExp(`.{${column}}`, 'g'), '$&\n ');
    const text = latin(`\n${lines}\n    `);
    const at = [0, ...cuts.map((c) => c % text.length).sort((a, b) => a - b), text.length];
    return { bytes, known, chunks: at.slice(1).map((end, i) => text.subarray(at[i], end)) };
  });

describe('base64 as it streams in', () => {
  test('any bytes, any white space, any cuts', () => {
    fc.assert(
      fc.property(encoded, ({ bytes, known, chunks }) => {
        expect(Buffer.from(decode(chunks, known ? bytes.length : undefined))).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 500 },
    );
  });
  test('what comes after the announced length is dropped: the zeros that pad a compressed frame', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(400), fc.nat(500), (bytes, zeros, place) => {
        const text = latin(Buffer.concat([bytes, new Uint8Array(zeros)]).toString('base64'));
        const chunks = [text.subarray(0, place), text.subarray(place)];
        expect(Buffer.from(decode(chunks, bytes.length))).toEqual(Buffer.from(bytes));
      }),
    );
  });
  test.each([
    ['a byte that is no base64', `${'A'.repeat(400)}!${'A'.repeat(400)}`, undefined, /no base64/],
    ['letters after the padding', 'QQ==QQ==', undefined, /after its padding/],
    ['fewer bytes than announced', 'QUJD', 4, /cut short: 3 bytes of 4/],
    ['half a byte', 'QUJDQ', undefined, /middle of a byte/],
    ['more than the limit', 'A'.repeat(20_000), undefined, /more than the 10000/],
  ])('refuses %s', (_, text, length, message) => {
    expect(() => decode([latin(text)], length)).toThrow(message);
  });
  test('refuses an announced length beyond the limit before it takes any memory', () => {
    expect(() => new Base64Decoder(LIMIT + 1, LIMIT)).toThrow(/10001 bytes/);
  });
});
