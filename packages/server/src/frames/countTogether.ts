import type { Pixels } from '@uraniborg/core';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';
import { type Counted, joinedCounts } from './countedFrame.ts';

/** Parts of the same size as the workers; a small frame is counted before it has been handed round. */
const PARTS = 4;
const WORTH_SHARING = 1 << 20;

/** The same as countPixels, by all workers together: everything else waits for it. */
export async function countTogether(pixels: Pixels, run: PixelWorkers['run']): Promise<Counted> {
  const { data } = pixels;
  if (data.BYTES_PER_ELEMENT > 2 || data.length < WORTH_SHARING) return await run('countPixels', pixels);
  const parts = Array.from({ length: PARTS }, (_, index) => run('countPart', pixels, [index, PARTS]));
  return joinedCounts(await Promise.all(parts));
}
