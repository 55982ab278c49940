import { InvalidInput } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeFits, encodeFitsChunks } from './encodeFits.ts';
import { cardText, isStructural } from './header.ts';
import { readFits } from './readFits.ts';
import { arbitraryFrame, PIXEL_KINDS, type PixelKind, samples } from './testing/arbitraryFrame.ts';

test('what is written is read back: pixels bit by bit, and every card in its order', () => {
  fc.assert(
    fc.property(arbitraryFrame, (frame) => {
      const back = readFits(encodeFits(frame));
      expect(back.pixels.data.constructor).toBe(frame.pixels.data.constructor);
      expect(back.pixels).toEqual(frame.pixels);
      const cards = back.header.filter(({ keyword }) => !isStructural(keyword) && keyword !== 'ROWORDER');
      expect(cards).toEqual(frame.header);
    }),
    { numRuns: 500 },
  );
});

test('in chunks of any size the bytes are the same', () => {
  fc.assert(
    fc.property(arbitraryFrame, fc.integer({ min: 1, max: 20_000 }), (frame, chunkBytes) => {
      const pieces: number[] = [];
      for (const piece of encodeFitsChunks(frame, { chunkBytes })) for (const byte of piece) pieces.push(byte);
      expect(Uint8Array.from(pieces)).toEqual(encodeFits(frame));
    }),
    { numRuns: 50 },
  );
});

test('all chunks of pixels share one memory, of a chunk at most', () => {
  const data = samples('uint16', 150_000, [7]);
  const frame = { pixels: { width: 500, height: 300, planes: 1 as const, data }, header: [] };
  const [, ...chunks] = encodeFitsChunks(frame);
  expect(chunks.length).toBeGreaterThan(2);
  expect(new Set(chunks.map(({ buffer }) => buffer)).size).toBe(1);
  expect(chunks[0]?.buffer.byteLength).toBeLessThan(140_000);
});

test('the frame that is written is left as it was', () => {
  for (const kind of Object.keys(PIXEL_KINDS) as PixelKind[]) {
    const data = samples(kind, 35, [1, 2, 3]);
    const before = data.slice();
    encodeFits({ pixels: { width: 7, height: 5, planes: 1, data }, header: [] });
    expect(data).toEqual(before);
  }
});

test('the file says how its rows stand', () => {
  const pixels = { width: 2, height: 2, planes: 1 as const, data: Uint8Array.of(1, 2, 3, 4) };
  const { header } = readFits(encodeFits({ pixels, header: [{ keyword: 'ROWORDER', value: 'x', comment: '' }] }));
  expect(header.filter(({ keyword }) => keyword === 'ROWORDER')).toHaveLength(1);
  expect(cardText(header, 'ROWORDER')).toBe('TOP-DOWN');
});

test('pixels that do not fill their shape are refused', () => {
  const pixels = { width: 3, height: 2, planes: 1 as const, data: new Uint8Array(5) };
  expect(() => encodeFits({ pixels, header: [] })).toThrow(new InvalidInput('5 pixels do not fill 3 x 2 x 1'));
  expect(() => encodeFitsChunks({ pixels, header: [] }).next()).toThrow(InvalidInput);
});
