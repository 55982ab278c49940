import type { FrameAt } from '../workers/openFrame.ts';
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
  const kept = new Map<string, { made: Promise<Pyramid>; ready: Pyramid | undefined }>();
  const trim = () => {
    let bytes = 0;
    for (const [i, [id, { ready }]] of [...kept].reverse().entries()) {
      for (const level of ready?.levels ?? []) bytes += level.data.byteLength;
      if (i > 0 && bytes > mostBytes) kept.delete(id);
    }
  };
  return {
    of(id) {
      const known = kept.get(id);
      if (known) {
        kept.delete(id);
        kept.set(id, known);
        return known.made;
      }
      const frame = frameAt(id);
      if (frame === undefined) return undefined;
      const entry: { made: Promise<Pyramid>; ready: Pyramid | undefined } = {
        made: workers.run('pyramid', frame),
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
      return entry.made;
    },
    ready: (id) => kept.get(id)?.ready,
  };
}
