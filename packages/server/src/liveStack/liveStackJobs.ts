import { rename } from 'node:fs/promises';
import type { Pixels } from '@uraniborg/core';
import { encodeFitsChunks, type Frame } from '@uraniborg/formats';
import {
  addRows,
  type BadPixelMap,
  type CalibratedRoom,
  type CalibrationMasters,
  calibrateRows,
  flatLevels,
  mendBadPixels,
  type Rejection,
  type RunningStack,
  type Similarity,
  showStack,
  takeOutLast,
} from '@uraniborg/imaging';
import { prepareFrame, type Recipe } from '../jobs/frames/prepareFrame.ts';
import { rowsOf } from '../jobs/frames/scratchFrame.ts';
import { type ChosenMasters, mastersFor } from '../masters/mastersFor.ts';
import { writeNewFile } from '../storage/writeNewFile.ts';
import { sharePixels } from '../workers/sharePixels.ts';
import { type Sky, skyOf } from './skyOf.ts';

/** Rows of the stack, and where they are shown. */
interface Rows {
  readonly stack: RunningStack;
  /** Of the stack; its data is what the screen gets. */
  readonly shown: Pixels<Float32Array>;
  /** What the mean is multiplied by. */
  readonly factor: number;
  readonly begin: number;
  readonly end: number;
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

  liveMend(pixels: Pixels, map: BadPixelMap): void {
    mendBadPixels(pixels, map, { inPlace: true });
  },

  /** New memory is made here, where nobody waits for it. */
  liveTouch(memory: Float32Array): void {
    for (let i = 0; i < memory.length; i += 1024) memory[i] = 0;
  },

  /** Answers how many values there were and how many were left out. */
  liveLay({ pixels, similarity, offsets, rejection, ...rows }: Laying): { values: number; rejected: number } {
    const { stack, shown, begin, end } = rows;
    const { width, height } = shown;
    let rejected = 0;
    for (let plane = 0; plane < shown.planes; plane++) {
      const strip = rowsOf(pixels, plane, similarity, { width, begin, end });
      rejected += addRows(
        strip && { ...strip, offset: offsets[plane] ?? 0 },
        stack,
        { width, begin, end, plane: plane * width * height, factor: rows.factor, rejection: rejection?.[plane] },
        shown.data,
      );
    }
    return { values: width * (end - begin) * shown.planes, rejected };
  },

  liveUndo(rows: Rows): void {
    const { stack, shown, begin, end } = rows;
    for (let plane = 0; plane < shown.planes; plane++) {
      const at = plane * shown.height;
      takeOutLast(stack, (at + begin) * shown.width, (at + end) * shown.width);
    }
    show(rows);
  },

  liveMasters: (frame: Frame, folder: string): Promise<ChosenMasters> => mastersFor(frame, folder),

  liveSky: (shown: Pixels): Sky[] => skyOf(shown),

  /** A new file, or in place of an older one of the same stack: whole or not at all. */
  async liveWrite(frame: Frame, path: string, replace: boolean): Promise<boolean> {
    if (!replace) return await writeNewFile(path, encodeFitsChunks(frame, { buffers: 2 }));
    const next = `${path}.next`;
    await writeNewFile(next, encodeFitsChunks(frame, { buffers: 2 }));
    await rename(next, path);
    return true;
  },
};

function show({ stack, shown, factor, begin, end }: Rows): void {
  const { width, height, planes, data } = shown;
  for (let plane = 0; plane < planes; plane++)
    showStack(stack, factor, (plane * height + begin) * width, (plane * height + end) * width, data);
}
