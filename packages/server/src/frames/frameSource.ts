import { basename } from 'node:path';
import { type FrameSource, type PreviewSize, previewSides } from '../http/frameRoutes.ts';
import type { FrameLibrary } from '../storage/frameLibrary.ts';
import { readFileWhole } from '../storage/readFileWhole.ts';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';
import type { FrameKeeper } from './frameKeeper.ts';
import { crossesAsItIs, wirePixels } from './wirePixels.ts';

/** Previews of a few nights' lists. */
const MOST_PREVIEW_BYTES = 64 << 20;

/** Frames for those who look at them: from memory, or else from their files. */
export function frameSource({
  keeper,
  library,
  workers,
}: {
  keeper: Pick<FrameKeeper, 'frame' | 'fits'>;
  library: Pick<FrameLibrary, 'path'>;
  workers: PixelWorkers;
}): FrameSource {
  /** The least recently asked for first. A preview that is being made is here already, so that it is made once. */
  const previews = new Map<string, { png: Promise<Uint8Array>; bytes: number }>();
  const forget = () => {
    let bytes = [...previews.values()].reduce((sum, each) => sum + each.bytes, 0);
    for (const [key, each] of previews) {
      if (bytes <= MOST_PREVIEW_BYTES) return;
      bytes -= each.bytes;
      previews.delete(key);
    }
  };
  const frameAt = (id: string) => keeper.frame(id) ?? library.path(id);

  const preview = (id: string, size: PreviewSize) => {
    const key = `${size} ${id}`;
    const known = previews.get(key);
    if (known) {
      previews.delete(key);
      previews.set(key, known);
      return known.png;
    }
    const frame = frameAt(id);
    if (frame === undefined) return undefined;
    const entry = { png: workers.run('preview', frame, previewSides[size]), bytes: 0 };
    previews.set(key, entry);
    entry.png.then(
      ({ length }) => {
        entry.bytes = length;
        forget();
      },
      () => previews.delete(key),
    );
    return entry.png;
  };

  return {
    async pixels(id) {
      const frame = frameAt(id);
      if (frame === undefined) return undefined;
      if (typeof frame !== 'string' && crossesAsItIs(frame.pixels.data)) return wirePixels(frame.pixels);
      return await workers.run('wire', frame);
    },
    preview: async (id, size) => preview(id, size),
    async file(id) {
      const path = library.path(id);
      if (path === undefined) return await keeper.fits(id);
      return { name: basename(path), bytes: await readFileWhole(path) };
    },
  };
}
