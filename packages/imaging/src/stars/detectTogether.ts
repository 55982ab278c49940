import type { Pixels } from '@uraniborg/core';
import { type Detected, type DetectOptions, type DetectSteps, detected } from './detectSteps.ts';

/**
 * detectStars in parts that are done at the same time, elsewhere: the same stars to the last bit.
 * @param pixels what `run` can hand on at no cost: shared memory
 * @param parts how many; a few more than there are threads, so that none waits long for another
 * @param run has a step of detectSteps done, by a worker
 */
export async function detectTogether(
  pixels: Pixels,
  options: DetectOptions,
  parts: number,
  run: <K extends keyof DetectSteps>(
    step: K,
    ...input: Parameters<DetectSteps[K]>
  ) => Promise<ReturnType<DetectSteps[K]>>,
): Promise<Detected> {
  const each = <T>(work: (part: readonly [number, number]) => Promise<T>) =>
    Promise.all(Array.from({ length: parts }, (_, part) => work([part, parts])));
  const cells = await each((part) => run('backgroundCells', pixels, options, part));
  const found = await each((part) => run('partPeaks', pixels, options, cells, part));
  const background = (found[0] as (typeof found)[number]).background;
  const rough = found.map(({ peaks }) => peaks);
  const peaks = await run('findPeaks', pixels, options, background, rough);
  return detected(background, await each((part) => run('measureStars', pixels, options, background, peaks, part)));
}
