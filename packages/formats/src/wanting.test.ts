import { InvalidInput } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ByteSource } from './byteSource.ts';
import { encodeFits } from './encodeFits.ts';
import { encodePackedFits } from './encodePackedFits.ts';
import { withCard } from './header.ts';
import { readFits, readFitsOf } from './readFits.ts';
import { arbitraryFrame } from './testing/arbitraryFrame.ts';

/** Bytes that are given out as copies, and the most of them that were asked for at once. */
function counted(bytes: Uint8Array): ByteSource & { most: number } {
  const source = {
    size: bytes.length,
    most: 0,
    read(offset: number, length: number) {
      if (offset + length > bytes.length) return Promise.reject(new InvalidInput('beyond the end'));
      source.most = Math.max(source.most, length);
      return Promise.resolve(bytes.slice(offset, offset + length));
    },
  };
  return source;
}

test('a file that is read in parts gives the frame that its bytes give, packed or not, from top or bottom', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryFrame, fc.boolean(), fc.boolean(), async (frame, turned, shared) => {
      const header = turned ? withCard(frame.header, 'ROWORDER', 'BOTTOM-UP') : frame.header;
      const whole = !(frame.pixels.data instanceof Float32Array || frame.pixels.data instanceof Float64Array);
      for (const encode of whole ? [encodeFits, encodePackedFits] : [encodeFits]) {
        const file = encode({ ...frame, header });
        const parts = await readFitsOf(counted(file), { shared });
        const { pixels, header: cards } = readFits(file);
        expect(parts.header).toEqual(cards);
        expect(parts.pixels.data.buffer instanceof SharedArrayBuffer).toBe(shared);
        expect({ ...parts.pixels, data: Array.from(parts.pixels.data) }).toEqual({
          ...pixels,
          data: Array.from(pixels.data),
        });
      }
    }),
    { numRuns: 60 },
  );
});

test('of a large file no more than some megabytes are held beside the pixels', async () => {
  const [width, height] = [3000, 2000];
  const data = Uint16Array.from({ length: width * height }, (_, i) => 1000 + ((i * 7919) % 97));
  const frame = { pixels: { width, height, planes: 1, data } as const, header: [] };
  for (const encode of [encodeFits, encodePackedFits]) {
    const source = counted(encode(frame));
    const { pixels } = await readFitsOf(source);
    expect(Buffer.from(pixels.data.buffer).equals(Buffer.from(data.buffer))).toBe(true);
    expect(source.most).toBeLessThanOrEqual(4 << 20);
  }
});
