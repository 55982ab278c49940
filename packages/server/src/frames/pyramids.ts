import { InvalidInput } from '@uraniborg/core';
import type { FrameAt } from '../workers/openFrame.ts';
import { type Parked, parked } from '../workers/parked.ts';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';
import type { Pyramid } from './pyramid.ts';

/** Pyramids of the frames that are being looked at. */
export interface Pyramids {
  /** undefined: nobody has that frame any more. */
  of(id: string): Promise<Pyramid> | undefined;
  /** The pyramid if it is here already; nothing is made. */
  ready(id: string): Pyramid | undefined;
}

/**
 * Makes each pyramid once and keeps the last ones, the least recently asked for leaving first.
 * @param mostBytes of pixels that are kept; one is always kept
 */
export function pyramids(
  { workers, frameAt }: { workers: Pick<PixelWorkers, 'run'>; frameAt: (id: string) => FrameAt | undefined },
  mostBytes = 400 << 20,
): Pyramids {
  const kept = new Map<string, { made: Promise<ParkedPyramid>; ready: ParkedPyramid | undefined }>();
  const trim = () => {
    let sum = 0;
    for (const [i, [id, { ready }]] of [...kept].reverse().entries()) {
      sum += ready?.bytes ?? 0;
      if (i === 0 || sum <= mostBytes) continue;
      kept.delete(id);
      ready?.pyramid.letGo();
    }
  };
  const make = (id: string): Promise<Pyramid> | undefined => {
    const frame = frameAt(id);
    if (frame === undefined) return undefined;
    const making = workers.run('pyramid', frame);
    const entry: { made: Promise<ParkedPyramid>; ready: ParkedPyramid | undefined } = {
      made: making.then(parkedPyramid),
      ready: undefined,
    };
    kept.set(id, entry);
    entry.made.then(
      (made) => {
        entry.ready = made;
        trim();
      },
      () => kept.delete(id),
    );
    return making;
  };
  return {
    of(id) {
      const known = kept.get(id);
      if (!known) return make(id);
      kept.delete(id);
      kept.set(id, known);
      return known.made.then(async ({ pyramid }) => {
        // It may have had to leave while it was being made.
        const made = pyramid.get() ?? (await make(id));
        if (!made) throw new InvalidInput('This frame is no longer in memory and has no file', 'frame');
        return made;
      });
    },
    ready: (id) => kept.get(id)?.ready?.pyramid.get(),
  };
}

interface ParkedPyramid {
  readonly pyramid: Parked<Pyramid>;
  /** Of its pixels. */
  readonly bytes: number;
}

const parkedPyramid = (pyramid: Pyramid): ParkedPyramid => ({
  pyramid: parked(pyramid),
  bytes: pyramid.levels.reduce((sum, { data }) => sum + data.byteLength, 0),
});
