import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, seededRandom } from '@uraniborg/core';
import { encodeFits, encodeFitsChunks } from '@uraniborg/formats';
import { writeNewFile } from '../src/storage/writeNewFile.ts';

export interface FitsWriteBench {
  readonly megapixels: number;
  readonly bytes: number;
  /** Milliseconds from pixels in memory to a file that is synced to the disk, the median of the rounds. */
  readonly fitsMs: number;
  /** The same of a plain write of the same bytes, which are there already. */
  readonly plainMs: number;
  /** plainMs / fitsMs: 1 is as fast as the disk. */
  readonly ratio: number;
}

/**
 * Writing a frame of 62 Mpx as the server does, encoded, whole or not at all, against writing the bytes of that file
 * through the system's cache. Both in turn, on the same disk.
 */
export async function benchFitsWrite({ rounds = 7, folder = tmpdir() } = {}): Promise<FitsWriteBench> {
  const [width, height] = [9568, 6480];
  const random = seededRandom(62);
  const data = new Uint16Array(width * height);
  for (let i = 0; i < data.length; i++) data[i] = 1000 + 100 * random.uniform();
  const frame = { pixels: { width, height, planes: 1 as const, data }, header: [] };
  const bytes = encodeFits(frame);
  const place = await mkdtemp(join(folder, 'uraniborg-bench-'));
  const plain: number[] = [];
  const fits: number[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const [other, path] = [join(place, `plain-${round}`), join(place, `fits-${round}`)];
      plain.push(await timed(() => plainWrite(other, bytes)));
      fits.push(await timed(() => writeNewFile(path, encodeFitsChunks(frame))));
      await rm(other);
      await rm(path);
    }
  } finally {
    await rm(place, { recursive: true });
  }
  const [plainMs, fitsMs] = [median(plain), median(fits)];
  return { megapixels: data.length / 1e6, bytes: bytes.length, fitsMs, plainMs, ratio: plainMs / fitsMs };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** A megabyte at a time. */
async function plainWrite(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  for (let at = 0; at < bytes.length; at += 1 << 20) await file.write(bytes, at, Math.min(1 << 20, bytes.length - at));
  await file.sync();
  await file.close();
}

if (import.meta.main) console.log(await benchFitsWrite());
