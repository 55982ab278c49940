import { rename } from 'node:fs/promises';
import type { Pixels } from '@uraniborg/core';
import { encodeFitsChunks, type Frame } from '@uraniborg/formats';
import {
  addRows,
  type BadPixelMap,
  type BayerOrder,
  type CalibratedRoom,
  type CalibrationMasters,
  calibrateRows,
  flatLevels,
  type Histogram,
  histogramOf,
  type MosaicSky,
  mendBadPixels,
  mosaicCells,
  mosaicSky,
  type Rejection,
  type RunningStack,
  type Similarity,
  showStack,
  takeOutLast,
  wienerRows,
} from '@uraniborg/imaging';
import { extremesOf, spreadFloats } from '../frames/spreadFloats.ts';
import { scaleOf } from '../frames/storedPixels.ts';
import { prepareFrame, type Recipe } from '../jobs/frames/prepareFrame.ts';
import { rowsOf } from '../jobs/frames/scratchFrame.ts';
import { type ChosenMasters, mastersFor } from '../masters/mastersFor.ts';
import { writeNewFile } from '../storage/writeNewFile.ts';
import { sharePixels } from '../workers/sharePixels.ts';
import type { ColourRoom } from './frameRoom.ts';
import { type Sky, skyOf } from './skyOf.ts';
import { warmLiveStack } from './warmLiveStack.ts';

/** Rows of the stack, and where they are shown. */
interface Rows extends Band {
  readonly stack: RunningStack;
  /** Of the stack; its data is what the screen gets. */
  readonly shown: Pixels<Float32Array>;
  /** What the mean is multiplied by. */
  readonly factor: number;
}

interface Band {
  readonly begin: number;
  readonly end: number;
}

/** The least and the largest finite value; the wrong way round where there is none. */
export interface Ends {
  readonly low: number;
  readonly high: number;
}

export interface Laying extends Rows {
  readonly pixels: Pixels;
  /** Takes a point of the frame to the stack. */
  readonly similarity: Similarity;
  /** Is added to each plane. */
  readonly offsets: readonly number[];
  /** Of each plane; undefined rejects nothing. */
  readonly rejection?: readonly Rejection[];
}

/** What the workers do for a live stack. */
export const liveStackJobs = {
  liveWarm: (): number => warmLiveStack(),

  async livePrepare({ pixels: raw, header }: Frame, recipe: Recipe): Promise<Pixels> {
    return await sharePixels(prepareFrame(raw, header, recipe));
  },

  liveLevels: (raw: Pixels, masters: CalibrationMasters): number[] => flatLevels(raw, masters),

  liveCalibrate(
    raw: Pixels,
    masters: CalibrationMasters,
    levels: readonly number[],
    rows: readonly [number, number],
    to: CalibratedRoom,
  ): void {
    calibrateRows(raw, masters, levels, rows, to);
  },

  liveMend(pixels: Pixels, map: BadPixelMap, mosaic: boolean): void {
    mendBadPixels(pixels, map, { mosaic, inPlace: true });
  },

  liveMosaicSky: (mosaic: Pixels, order: BayerOrder): MosaicSky => mosaicSky(mosaic, order),

  /** Some rows of the colours of a mosaic, from an even one to an even one or the last, and the cells of these rows. */
  liveColour(
    mosaic: Pixels,
    order: BayerOrder,
    sky: MosaicSky,
    [begin, end]: readonly [number, number],
    to: ColourRoom,
  ): void {
    wienerRows(mosaic, order, sky, [begin, end], to.planes);
    mosaicCells(mosaic, [begin >> 1, end >> 1], to.cells);
  },

  /** New memory is made here, where nobody waits for it. */
  liveTouch(memories: readonly (Float32Array | Uint16Array)[]): void {
    for (const memory of memories) for (let i = 0; i < memory.length; i += 1024) memory[i] = 0;
  },

  /** Answers how many values there were and how many were left out, and the ends of what is shown now. */
  liveLay({ pixels, similarity, offsets, rejection, ...rows }: Laying): { values: number; rejected: number } & Ends {
    const { stack, shown, begin, end } = rows;
    const { width, height } = shown;
    let [rejected, low, high] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let plane = 0; plane < shown.planes; plane++) {
      const strip = rowsOf(pixels, plane, similarity, { width, begin, end });
      const added = addRows(
        strip && { ...strip, offset: offsets[plane] ?? 0 },
        stack,
        { width, begin, end, plane: plane * width * height, factor: rows.factor, rejection: rejection?.[plane] },
        shown.data,
      );
      rejected += added.rejected;
      low = Math.min(low, added.low);
      high = Math.max(high, added.high);
    }
    return { values: width * (end - begin) * shown.planes, rejected, low, high };
  },

  liveUndo(rows: Rows): Ends {
    const { stack, shown, begin, end } = rows;
    for (let plane = 0; plane < shown.planes; plane++) {
      const at = plane * shown.height;
      takeOutLast(stack, (at + begin) * shown.width, (at + end) * shown.width);
    }
    show(rows);
    return endsOf(rows);
  },

  /**
   * Some rows of a picture as the screen gets them (see storedPixels), and the histogram of each plane.
   * @param to of all planes
   */
  liveStore(
    { data, width, height, planes }: Pixels<Float32Array>,
    to: Uint16Array,
    { low, high }: Ends,
    rows: Band,
  ): Histogram[] {
    return Array.from({ length: planes }, (_, plane) => {
      const [from, before] = [(plane * height + rows.begin) * width, (plane * height + rows.end) * width];
      const part = to.subarray(from, before);
      spreadFloats(data.subarray(from, before), part, low, scaleOf(low, high));
      return histogramOf({ width, height: rows.end - rows.begin, planes: 1, data: part });
    });
  },

  liveMasters: (frame: Frame, folder: string): Promise<ChosenMasters> => mastersFor(frame, folder),

  liveSky: (shown: Pixels): Sky[] => skyOf(shown),

  /** A new file, or in place of an older one of the same stack: whole or not at all. */
  async liveWrite(frame: Frame, path: string, replace: boolean): Promise<boolean> {
    if (!replace) return await writeNewFile(path, encodeFitsChunks(frame));
    const next = `${path}.next`;
    await writeNewFile(next, encodeFitsChunks(frame));
    await rename(next, path);
    return true;
  },
};

function endsOf({ shown: { data, width, height, planes }, begin, end }: Rows): Ends {
  const ends = Array.from({ length: planes }, (_, plane) =>
    extremesOf(data.subarray((plane * height + begin) * width, (plane * height + end) * width)),
  );
  return { low: Math.min(...ends.map(({ low }) => low)), high: Math.max(...ends.map(({ high }) => high)) };
}

function show({ stack, shown, factor, begin, end }: Rows): void {
  const { width, height, planes, data } = shown;
  for (let plane = 0; plane < planes; plane++)
    showStack(stack, factor, (plane * height + begin) * width, (plane * height + end) * width, data);
}
