/** FITS files that gzip, compress and bzip2 packed whole, by those programs themselves. */
import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { InvalidInput, seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { encodeFits } from '../encodeFits.ts';
import { fitsHdus } from '../fitsHdu.ts';
import { frameOfFile } from '../frameOfFile.ts';
import { recogniseFormat } from '../recognise.ts';
import { lacks } from '../testing/oracles.ts';
import { unpackedFits } from './packedWhole.ts';

const random = seededRandom(7);
const [width, height] = [400, 300];
/** Noise of a camera on a slope, and a half without any. */
const data = Uint16Array.from({ length: width * height }, (_, i) =>
  i < 60_000 ? 1000 : 1000 + (i % width) + Math.floor(200 * random.uniform()),
);
const frame = { pixels: { width, height, planes: 1, data } as const, header: [] };
const plain = encodeFits(frame);

const by = (program: string, ...args: string[]) =>
  Uint8Array.from(execFileSync(program, args, { input: plain, maxBuffer: 1 << 26 }));
const join = (...parts: Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));

const isSame = (a: Uint8Array | Uint16Array, b: Uint8Array | Uint16Array) => {
  const bytes = (array: Uint8Array | Uint16Array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  return bytes(a).equals(bytes(b));
};

async function demandRead(packed: Uint8Array): Promise<void> {
  expect(recogniseFormat(packed.subarray(0, 4096))).toBe('fits');
  expect(Array.from(fitsHdus(packed), ({ axes }) => axes)).toEqual([[width, height]]);
  const { pixels } = await frameOfFile(packed);
  expect([pixels.width, pixels.height, pixels.data instanceof Uint16Array]).toEqual([width, height, true]);
  expect(isSame(pixels.data as Uint16Array, data)).toBe(true);
  for (const length of [12, 200, packed.length >> 1])
    await expect(frameOfFile(packed.subarray(0, length))).rejects.toThrow(InvalidInput);
}

test('gzip of one member, of many as bgzip writes them, and with padding behind', async () => {
  await demandRead(gzipSync(plain));
  const cut = Array.from({ length: 5 }, (_, i) => gzipSync(plain.subarray(i * 60_000, (i + 1) * 60_000)));
  await demandRead(join(...cut));
  await demandRead(join(gzipSync(plain.subarray(0, 100)), gzipSync(plain.subarray(100))));
  // An empty last one is how bgzip ends its files.
  expect(isSame(unpackedFits(join(...cut, gzipSync(''))), plain)).toBe(true);
  expect(isSame(unpackedFits(join(gzipSync(plain), new Uint8Array(1000))), plain)).toBe(true);
});

test.skipIf(lacks('compress'))('.Z, with codes of up to any length', async () => {
  for (const bits of ['10', '12', '13', '16']) await demandRead(by('compress', '-c', `-b${bits}`));
});

test.skipIf(lacks('bzip2'))('.bz2, with small blocks and large, and of several streams', async () => {
  for (const level of ['-1', '-9']) await demandRead(by('bzip2', '-c', level));
  const whole = by('bzip2', '-c');
  expect(isSame(unpackedFits(join(whole, whole)), join(plain, plain))).toBe(true);
  expect(isSame(unpackedFits(join(whole, new Uint8Array(9))), plain)).toBe(true);
  const wrong = whole.slice();
  wrong[wrong.length >> 1] = (wrong[wrong.length >> 1] ?? 0) ^ 16;
  expect(() => unpackedFits(wrong)).toThrow(/packed by bzip2 and damaged/);
});

test.skipIf(lacks('bzip2') || lacks('compress'))('bombs end where no image could be', () => {
  const zeros = Buffer.alloc(100 << 20);
  for (const program of ['bzip2', 'compress']) {
    const bomb = Uint8Array.from(execFileSync(program, ['-c'], { input: zeros }));
    expect(bomb.length).toBeLessThan(50_000);
    if (program === 'bzip2') expect(() => unpackedFits(bomb)).toThrow(/which no image of its size does/);
    else expect(unpackedFits(bomb).length).toBe(zeros.length);
  }
});
