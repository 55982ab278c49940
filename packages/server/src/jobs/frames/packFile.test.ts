import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type PixelArray, seededRandom } from '@uraniborg/core';
import { card, encodeFits, encodePackedFits, type Header, readFits } from '@uraniborg/formats';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { packHere, packWorkers } from './packByRows.ts';
import { packFile, unpackFile } from './packFile.ts';

const workers = packWorkers(2);
afterAll(() => workers.close());

const random = seededRandom(3);
const header: Header = [card('OBJECT', 'M 31'), card('EXPTIME', 60), card('DATAMIN', 900)];

function fileOf(data: PixelArray, width: number, planes: 1 | 3 = 1, cards = header): string {
  const path = join(temporaryFolder(), 'plain.fits');
  const height = data.length / width / planes;
  writeFileSync(path, encodeFits({ pixels: { width, height, planes, data }, header: cards }));
  return path;
}

const sky = (length: number) => Uint16Array.from({ length }, () => 1000 + 20 * random.normal());

// Some thousand rows are several bands, the last of them shorter.
const kinds: Record<string, () => string> = {
  'unsigned samples': () => fileOf(sky(700 * 3001), 700),
  'signed samples': () =>
    fileOf(
      Int16Array.from({ length: 4000 }, () => 300 * random.normal()),
      40,
    ),
  'three colours': () => fileOf(sky(3 * 50 * 40), 50, 3),
  'noise that does not get smaller': () =>
    fileOf(
      Uint16Array.from({ length: 9000 }, () => 65_536 * random.uniform()),
      90,
    ),
  'one pixel': () => fileOf(Uint16Array.of(7), 1),
  'samples of 32 bits': () =>
    fileOf(
      Int32Array.from({ length: 900 }, () => 1e6 * random.normal()),
      30,
    ),
  'samples of 8 bits': () =>
    fileOf(
      Uint8Array.from({ length: 900 }, () => 200 * random.uniform()),
      30,
    ),
};

test.each(Object.entries(kinds))(
  '%s: by rows and several threads as by the whole file, byte for byte',
  async (_, make) => {
    const path = make();
    const bytes = readFileSync(path);
    const packed = encodePackedFits(readFits(bytes));
    for (const [name, by] of Object.entries({ workers, packHere })) {
      const { bytesBefore, bytesAfter } = await packFile(path, `${path}.${name}.fz`, by);
      expect({ bytesBefore, bytesAfter }).toEqual({ bytesBefore: bytes.length, bytesAfter: packed.length });
      expect(readFileSync(`${path}.${name}.fz`).equals(packed)).toBe(true);
      await unpackFile(`${path}.${name}.fz`, `${path}.${name}.back`, by);
      expect(readFileSync(`${path}.${name}.back`).equals(encodeFits(readFits(packed)))).toBe(true);
    }
  },
);

test('rows that a file has from the bottom up are turned, as whoever reads the file would', async () => {
  const path = fileOf(sky(600), 20, 1, [...header, card('CRPIX2', 3)]);
  const bytes = readFileSync(path);
  bytes.set(
    Buffer.from(bytes.toString('latin1').replace("'TOP-DOWN'", "'BOTTOM-UP'").slice(0, bytes.length), 'latin1'),
  );
  writeFileSync(path, bytes);
  await packFile(path, undefined, workers);
  expect(readFits(readFileSync(`${path}.fz`)).pixels).toEqual(readFits(bytes).pixels);
});

test('what gzip packed whole is unpacked with all that is in it', async () => {
  const path = fileOf(sky(600), 20);
  const plain = readFileSync(path);
  writeFileSync(`${path}.gz`, Buffer.concat([gzipSync(plain.subarray(0, 3000)), gzipSync(plain.subarray(3000))]));
  const to = join(temporaryFolder(), 'out.fits');
  await unpackFile(`${path}.gz`, to);
  expect(readFileSync(to).equals(plain)).toBe(true);
  await expect(unpackFile(`${path}.gz`)).rejects.toThrow(/plain\.fits/);
});

test('a damaged tile is said with the name of the file, by whatever thread, and nothing is left behind', async () => {
  const path = fileOf(sky(300 * 2000), 300);
  const packed = encodePackedFits(readFits(readFileSync(path)));
  // The last tile but a few says that it has fewer bytes than it has.
  const table = packed.length - (packed.length % 2880) - 1;
  const heads = packed.findIndex((_, i) => i % 2880 === 0 && i > 2880 && packed[i] !== 0x20 && packed[i - 1] === 0x20);
  expect(heads).toBeLessThan(table);
  new DataView(packed.buffer).setInt32(heads + 8 * 1990, 12);
  writeFileSync(`${path}.fz`, packed);
  for (const by of [workers, packHere])
    await expect(unpackFile(`${path}.fz`, `${path}.back`, by)).rejects.toThrow(
      `${path}.fz: a compressed tile ends before its pixels do`,
    );
  expect(() => readFileSync(`${path}.back`)).toThrow('ENOENT');
});
