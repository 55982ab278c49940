import type { Pixels } from '@uraniborg/core';
import { type Detected, type DetectOptions, type DetectSteps, detected } from './detectSteps.ts';
import { packPeaks, unpackPeaks } from './peak.ts';

export interface TogetherOptions extends DetectOptions {
  /** So many of the most significant stars are measured; the others are only counted. Default: all are measured. */
  readonly enough?: number;
}

export interface DetectedTogether extends Detected {
  /** How many stars there are; where not all were measured, as many of the rest as of those. */
  readonly count: number;
}

/**
 * detectStars in parts that are done at the same time, elsewhere: the same stars to the last bit, if all are measured.
 * @param pixels what `run` can hand on at no cost: shared memory
 * @param parts how many; a few more than there are threads, so that none waits long for another
 * @param run has a step of detectSteps done, by a worker
 */
export async function detectTogether(
  pixels: Pixels,
  { enough = Number.POSITIVE_INFINITY, ...options }: TogetherOptions,
  parts: number,
  run: <K extends keyof DetectSteps>(
    step: K,
    ...input: Parameters<DetectSteps[K]>
  ) => Promise<ReturnType<DetectSteps[K]>>,
): Promise<DetectedTogether> {
  const each = <T>(work: (part: readonly [number, number]) => Promise<T>, of = parts) =>
    Promise.all(Array.from({ length: parts }, (_, part) => work([part, of])));
  const cells = await each((part) => run('backgroundCells', pixels, options, part));
  const parted = await each((part) => run('partPeaks', pixels, options, cells, part));
  const background = (parted[0] as (typeof parted)[number]).background;
  const rough = parted.map(({ peaks }) => peaks);
  const found = await run('findPeaks', pixels, options, background, rough);
  const peaks = unpackPeaks(found);
  if (peaks.length <= enough) {
    const all = detected(
      background,
      await each((part) => run('measureStars', pixels, options, background, found, part)),
    );
    return { ...all, count: all.stars.length };
  }
  // All of them go along: the light between two is shared out.
  const sorted = packPeaks(peaks.sort((a, b) => b.significance - a.significance));
  const of = Math.ceil((parts * peaks.length) / enough);
  const first = await each((part) => run('measureStars', pixels, options, background, sorted, part), of);
  const some = detected(background, first);
  const measured = Math.floor((peaks.length * parts) / of);
  return { ...some, count: Math.round((peaks.length * some.stars.length) / measured) };
}
