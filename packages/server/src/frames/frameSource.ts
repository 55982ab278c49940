import { basename } from 'node:path';
import type { FrameImageFacts, FrameLook } from '@uraniborg/api';
import { InvalidInput } from '@uraniborg/core';
import { asItIs, autoStretch } from '@uraniborg/imaging';
import type { OpenedFiles } from '../files/openedFiles.ts';
import { type FrameSource, type PreviewSize, previewSides, type SavedAs, savedAs } from '../http/frameRoutes.ts';
import type { FrameLibrary } from '../storage/frameLibrary.ts';
import { readFileWhole } from '../storage/readFileWhole.ts';
import type { FrameAt } from '../workers/openFrame.ts';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';
import type { FrameKeeper } from './frameKeeper.ts';
import { apronOf, type PlaneStatistics, type Pyramid, TILE } from './pyramid.ts';
import { pyramids } from './pyramids.ts';
import { crossesAsItIs, wirePixels } from './wirePixels.ts';

/** Previews of a few nights' lists. */
const MOST_PREVIEW_BYTES = 64 << 20;

export interface ExpectingSource extends FrameSource {
  /**
   * A frame has been taken, of which nobody has been told yet. When the one before it was looked at, its picture is made
   * ready while it is being filed.
   */
  expect(id: string): void;
}

/** Frames for those who look at them: from memory, from their files, or from files that somebody has opened. */
export function frameSource({
  keeper,
  library,
  files,
  workers,
}: {
  keeper: Pick<FrameKeeper, 'frame' | 'fits'>;
  library: Pick<FrameLibrary, 'path'>;
  files?: Pick<OpenedFiles, 'at' | 'nameOf'>;
  workers: PixelWorkers;
}): ExpectingSource {
  /** The least recently asked for first. A preview that is being made is here already, so that it is made once. */
  const previews = new Map<string, { jpeg: Promise<Uint8Array>; bytes: number }>();
  let isWatched = false;
  const forget = () => {
    let bytes = [...previews.values()].reduce((sum, each) => sum + each.bytes, 0);
    for (const [key, each] of previews) {
      if (bytes <= MOST_PREVIEW_BYTES) return;
      bytes -= each.bytes;
      previews.delete(key);
    }
  };
  const frameAt = (id: string): FrameAt | undefined => keeper.frame(id) ?? library.path(id) ?? files?.at(id);
  const looks = pyramids({ workers, frameAt });

  /** A large one is what is looked at next: what the tiles are cut from is made with it. A list has only the small ones. */
  const make = (id: string, size: PreviewSize): Promise<Uint8Array> | undefined => {
    const ready = size === 'large' ? looks.of(id) : looks.ready(id);
    if (ready) return Promise.resolve(ready).then((made) => previewOf(made, previewSides[size]));
    const frame = frameAt(id);
    return frame === undefined ? undefined : workers.run('preview', frame, previewSides[size]);
  };
  const previewOf = ({ levels, statistics, colours, range, finished }: Pyramid, side: number) => {
    // The mosaic itself has no colours yet.
    const small = colours ? levels.slice(1) : levels;
    const level = small.find(({ width, height }) => Math.max(width, height) <= side) ?? levels.at(-1);
    if (!level) throw new Error('a pyramid without a level');
    const [r, g, b] = (level.planes === 3 ? (colours ?? statistics) : statistics).map((plane) =>
      finished ? asItIs(range) : autoStretch(plane, range),
    );
    if (!r) throw new Error('a pyramid without statistics');
    return workers.run('previewOf', level, g && b ? [r, g, b] : r);
  };
  const preview = (id: string, size: PreviewSize) => {
    const key = `${size} ${id}`;
    const known = previews.get(key);
    if (known) {
      previews.delete(key);
      previews.set(key, known);
      return known.jpeg;
    }
    const jpeg = make(id, size);
    if (jpeg === undefined) return undefined;
    const entry = { jpeg, bytes: 0 };
    previews.set(key, entry);
    entry.jpeg.then(
      ({ length }) => {
        entry.bytes = length;
        forget();
      },
      () => previews.delete(key),
    );
    return entry.jpeg;
  };

  return {
    async pixels(id) {
      const frame = frameAt(id);
      if (frame === undefined) return undefined;
      if (typeof frame !== 'string' && 'pixels' in frame && crossesAsItIs(frame.pixels.data))
        return wirePixels(frame.pixels);
      return await workers.run('wire', frame);
    },
    async image(id) {
      const made = await looks.of(id);
      return made && factsOf(made);
    },
    histogram: async (id) => (await looks.of(id))?.histogram,
    async tile(id, level, column, row) {
      const made = await looks.of(id);
      if (!made) return undefined;
      const pixels = made.levels[level];
      if (!pixels) throw new InvalidInput(`This frame has the levels 0 to ${made.levels.length - 1}`, 'level');
      return await workers.run('tile', pixels, column, row, apronOf(made, level));
    },
    async preview(id, size) {
      if (size === 'large') isWatched = true;
      return await preview(id, size);
    },
    expect(id) {
      // What goes wrong is said to whoever asks for it.
      if (isWatched) preview(id, 'large')?.catch(() => undefined);
      isWatched = false;
    },
    async headers(id) {
      const frame = frameAt(id);
      return frame === undefined ? undefined : await workers.run('headers', frame);
    },
    async file(id, as, look) {
      const path = library.path(id);
      if (as === undefined && path !== undefined) return { name: basename(path), bytes: await readFileWhole(path) };
      if (as === undefined && keeper.frame(id)) return await keeper.fits(id);
      return await saved(id, as ?? 'fits', look);
    },
  };

  async function saved(id: string, as: SavedAs, look?: FrameLook) {
    const frame = frameAt(id);
    if (frame === undefined) return undefined;
    const [extension] = savedAs[as];
    const path = library.path(id);
    const name = files?.nameOf(id) ?? (path === undefined ? id : basename(path));
    const made = look && (as === 'jpeg' || as === 'bmp') ? await looks.of(id) : undefined;
    const bytes =
      look && made?.levels[0]
        ? await workers.run('picture', made.levels[0], look, made.bayer, extension)
        : await workers.run('encode', frame, extension.slice(extension.lastIndexOf('.')));
    return { name: `${name.replace(/(\.\w{1,5})?(\.(fz|gz|Z|bz2))?$/i, '')}${extension}`, bytes };
  }
}

function factsOf({ levels, scale, zero, range, finished, statistics, colours, wcs, bayer }: Pyramid): FrameImageFacts {
  const [full] = levels;
  if (!full) throw new Error('a pyramid without a level');
  const { width, height, planes } = full;
  return {
    width,
    height,
    planes,
    tile: TILE,
    levels: levels.length,
    scale,
    zero,
    range,
    finished,
    statistics: statistics.map(numbersOf),
    colours: colours ? colours.map(numbersOf) : null,
    wcs: wcs ? { crval: [...wcs.crval], crpix: [...wcs.crpix], cd: [[...wcs.cd[0]], [...wcs.cd[1]]] } : null,
    bayer: bayer ?? null,
  };
}

/** The standard deviation of one pixel is none. */
function numbersOf({ min, max, median, mad, mean, standardDeviation, mode, upper }: PlaneStatistics) {
  return {
    min,
    max,
    median,
    mad,
    mean,
    standardDeviation: Number.isFinite(standardDeviation) ? standardDeviation : null,
    mode,
    upper: [...upper],
  };
}
