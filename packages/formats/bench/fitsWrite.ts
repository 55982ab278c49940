import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, seededRandom } from '@uraniborg/core';
import { encodeFits, encodeFitsChunks } from '../src/encodeFits.ts';

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
 * Writing a frame of 62 Mpx as FITS against writing the bytes of that file: what encoding costs when the next piece
 * is made while the last is being written. Both in turn, on the same disk.
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
      plain.push(await timed(join(place, `plain-${round}`), pieces(bytes)));
      fits.push(await timed(join(place, `fits-${round}`), encodeFitsChunks(frame, { buffers: 2 })));
    }
  } finally {
    await rm(place, { recursive: true });
  }
  const [plainMs, fitsMs] = [median(plain), median(fits)];
  return { megapixels: data.length / 1e6, bytes: bytes.length, fitsMs, plainMs, ratio: plainMs / fitsMs };
}

function* pieces(bytes: Uint8Array, step = 1 << 20): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

async function timed(path: string, chunks: Iterable<Uint8Array>): Promise<number> {
  const begin = performance.now();
  const file = await open(path, 'wx');
  let written: Promise<unknown> = Promise.resolve();
  for (const chunk of chunks) {
    await written;
    written = file.write(chunk);
  }
  await written;
  await file.sync();
  await file.close();
  const took = performance.now() - begin;
  await rm(path);
  return took;
}

if (import.meta.main) console.log(await benchFitsWrite());
