/** Small files that become large ones when they are unpacked: what they are asked for is taken, and no more. */
import { deflateSync, gzipSync } from 'node:zlib';
import { InvalidInput } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { encodeFits } from './encodeFits.ts';
import { fitsHdus } from './fitsHdu.ts';
import { frameOfFile } from './frameOfFile.ts';
import { inflate } from './inflate.ts';
import { unpackedFits } from './packed/packedWhole.ts';
import { recogniseFormat } from './recognise.ts';
import { verifyFits } from './verify/verifyFits.ts';

const much = new Uint8Array(1 << 28);
const bomb = deflateSync(much);
const frame = {
  pixels: { width: 40, height: 30, planes: 1, data: Uint16Array.from({ length: 1200 }, (_, i) => 7 * i) },
  header: [],
} as const;

function png(width: number, ...chunks: [type: string, data: Uint8Array][]): Uint8Array {
  const size = Uint8Array.of(0, 0, width >> 8, width & 255, 0, 0, width >> 8, width & 255, 8, 0, 0, 0, 0);
  const all: [string, Uint8Array][] = [['IHDR', size], ...chunks, ['IEND', new Uint8Array()]];
  const pieces = all.map(([type, data]) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  });
  return Uint8Array.from(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...pieces]));
}

test('what is unpacked leaves off where it should end', () => {
  expect(inflate(bomb, 10, 'zlib')).toEqual(new Uint8Array(10));
  expect(inflate(deflateSync(Uint8Array.of(1, 2, 3)), 10, 'zlib')).toEqual(Uint8Array.of(1, 2, 3));
  expect(() => inflate(Uint8Array.of(120, 156, 7, 9, 9, 9, 9, 9, 9, 9), 10, 'zlib')).toThrow(InvalidInput);
});

test('a PNG of one pixel is one pixel, whatever is packed into it, or beside it', async () => {
  const pixel = deflateSync(Uint8Array.of(0, 99));
  for (const file of [
    png(1, ['IDAT', bomb]),
    png(1, ['iCCP', Buffer.concat([Buffer.from('x\0\0'), bomb])], ['IDAT', pixel]),
    png(1, ['zTXt', Buffer.concat([Buffer.from('x\0\0'), bomb])], ['IDAT', pixel]),
  ])
    expect((await frameOfFile(file)).pixels).toMatchObject({ width: 1, height: 1, planes: 1 });
  await expect(frameOfFile(png(40_000, ['IDAT', bomb]))).rejects.toThrow(/too large/);
});

test('a FITS file that gzip packed is one, its bomb is none', () => {
  const file = encodeFits(frame);
  const packed = gzipSync(file);
  expect(recogniseFormat(packed.subarray(0, 4096))).toBe('fits');
  expect(Array.from(fitsHdus(packed), ({ axes }) => axes)).toEqual([[40, 30]]);
  expect(verifyFits(packed)).toEqual(verifyFits(file));
  expect(unpackedFits(packed)).toEqual(file);
  expect(() => unpackedFits(packed.subarray(0, packed.length - 300))).toThrow(InvalidInput);
  expect(recogniseFormat(gzipSync(Buffer.from('Dear diary')))).toBeUndefined();
  // Two gigabytes of nothing, as their length at the end says.
  const claims = gzipSync(much.subarray(0, 1 << 20));
  claims.writeUInt32LE(2 ** 31, claims.length - 4);
  expect(() => unpackedFits(claims)).toThrow(/gives 1048576 bytes instead of 2147483648/);
  claims.writeUInt32LE(5000, claims.length - 4);
  expect(() => unpackedFits(claims)).toThrow(/gives 1048576 bytes instead of 5000/);
});

test('a gzipped frame is read like the plain one', async () => {
  const packed = gzipSync(encodeFits(frame));
  expect((await frameOfFile(packed)).pixels).toEqual(frame.pixels);
});

test('a JPEG that only claims to be large is refused before room is made for it', async () => {
  const claim = Buffer.alloc(900_000);
  claim.set([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0x40, 0, 0x40, 0, 3, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1]);
  await expect(frameOfFile(claim)).rejects.toThrow(/too large to be opened/);
  await expect(frameOfFile(claim.subarray(0, 90_000))).rejects.toThrow(/too large for a file of 90000 bytes/);
});

test('more headers than any file has are refused', () => {
  const block = Buffer.from(
    encodeFits({ pixels: { ...frame.pixels, width: 1, height: 1, data: new Uint8Array(1) }, header: [] }),
  );
  const first = block.subarray(0, 2880);
  const part = Buffer.from(first);
  part.write("XTENSION= 'IMAGE   '".padEnd(80), 'latin1');
  const end = part.indexOf('END'.padEnd(80));
  const remarks = Buffer.from('COMMENT  nothing'.padEnd(80).repeat(36 * 700));
  const data = Buffer.alloc(2880);
  const extension = Buffer.concat([part.subarray(0, end), remarks, Buffer.from('END'.padEnd(80))]);
  const whole = Buffer.concat([extension, Buffer.alloc((2880 - (extension.length % 2880)) % 2880, 32), data]);
  const file = Buffer.concat([first, data, ...Array.from({ length: 22 }, () => whole)]);
  expect(() => Array.from(fitsHdus(file))).toThrow(/more than 500000 cards/);
});
