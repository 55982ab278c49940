import { median, type Pixels } from '@uraniborg/core';
import { cardText, type Header } from '@uraniborg/formats/fits';
import {
  backgroundMesh,
  brightestStars,
  type Point,
  type Similarity,
  type StackMethod,
  stackRows,
} from '@uraniborg/imaging/stacking';
import { sharePixels } from '../../workers/sharePixels.ts';
import { levelsOf } from './levelsOf.ts';
import type { Recipe } from './prepareFrame.ts';
import { readStackFrame } from './readStackFrame.ts';
import { type KeptFrame, keepOnDisk, rowsOf } from './scratchFrame.ts';

/** A frame that is ready to be laid onto the others. */
export interface PreparedFrame {
  readonly frame: KeptFrame;
  readonly header: Header;
  /** Brightest first. */
  readonly stars: readonly Point[];
  /** The sky of each plane, ADU. */
  readonly levels: readonly number[];
}

/** Where a frame lies on the reference. */
export interface PlacedFrame {
  readonly frame: KeptFrame;
  readonly similarity: Similarity;
  /** Is added to each plane, so that all skies are alike. */
  readonly offsets: readonly number[];
  /** Each plane is multiplied by it before. */
  readonly factors: readonly number[];
}

export interface Band {
  readonly frames: readonly PlacedFrame[];
  readonly method: StackMethod;
  /** Rows of the stack. */
  readonly begin: number;
  readonly end: number;
  /** The stack itself, in shared memory. */
  readonly to: Pixels<Float32Array>;
}

/** More stars make a registration no better that is known to a hundredth of a pixel. */
const STARS = 150;

/** Pixels: the sky of a bright star need not be known as well as that of a faint one. */
const CELL = 128;

/** Of the files that are read one after the other. */
let file = new Uint8Array(0);
const room = (size: number) => {
  if (file.length < size) file = new Uint8Array(size);
  return file.subarray(0, size);
};

/** What the workers of a stack do. */
export const stackJobs = {
  /** Answers as soon as there is a worker. */
  ready(): void {},

  /**
   * @param align whether its stars are needed
   * @param left bytes of shared memory that are left for frames, one number for all workers
   * @param scratch where the pixels go when there is no room
   */
  async prepare(
    path: string,
    recipe: Recipe,
    { align, left, scratch }: { align: boolean; left: BigInt64Array; scratch: string },
  ): Promise<PreparedFrame> {
    const { pixels: raw, header } = await readStackFrame(path, room);
    const pixels = await prepared(raw, header, recipe);
    const { stars, level } = align ? await starsOf(pixels) : { stars: [] };
    const levels = level === undefined ? levelsOf(pixels) : [level];
    const bytes = BigInt(pixels.data.byteLength);
    if (Atomics.sub(left, 0, bytes) >= bytes) return { frame: await sharePixels(pixels), header, stars, levels };
    Atomics.add(left, 0, bytes);
    return { frame: await keepOnDisk(pixels, scratch), header, stars, levels };
  },

  /** Stacks some rows of all planes. Answers how many values there were and how many were left out. */
  band({ frames, method, begin, end, to }: Band): { values: number; rejected: number } {
    const { width, height, planes, data } = to;
    const rowCount = end - begin;
    let [values, rejected] = [0, 0];
    for (let plane = 0; plane < planes; plane++) {
      const layers = frames.flatMap(({ frame, similarity, offsets, factors }) => {
        const strip = rowsOf(frame, plane, similarity, { width, begin, end });
        return strip ? [{ ...multiplied(strip, factors[plane] ?? 1), offset: offsets[plane] ?? 0 }] : [];
      });
      const at = (plane * height + begin) * width;
      const rows = data.subarray(at, at + rowCount * width);
      if (layers.length === 0) rows.fill(Number.NaN);
      else rejected += stackRows(layers, method, { width, begin, end }, rows);
      values += layers.length * rows.length;
    }
    return { values, rejected };
  },
};

/** What prepares frames is loaded when there is something to prepare. */
async function prepared(raw: Pixels, header: Header, recipe: Recipe): Promise<Pixels> {
  const isPlain = Object.keys(recipe).length === 0 && cardText(header, 'BAYERPAT') === undefined;
  return isPlain ? raw : (await import('./prepareFrame.ts')).prepareFrame(raw, header, recipe);
}

/** The brightest stars, and of one plane the sky, which has been measured for them. */
async function starsOf(pixels: Pixels): Promise<{ stars: readonly Point[]; level?: number }> {
  const { data, planes } = pixels;
  if (planes === 1 && data instanceof Uint16Array) {
    const mesh = backgroundMesh(pixels, { cell: CELL });
    const stars = brightestStars({ ...pixels, data }, mesh, STARS);
    if (stars) return { stars, level: median(mesh.level) };
  }
  const { detectStars } = await import('@uraniborg/imaging');
  const { stars, background } = detectStars(pixels, { limit: STARS });
  return { stars: stars.map(({ x, y }) => ({ x, y })), ...(planes === 1 && { level: median(background.level) }) };
}

function multiplied<T extends { readonly pixels: Pixels }>(strip: T, factor: number): T {
  if (factor === 1) return strip;
  return { ...strip, pixels: { ...strip.pixels, data: Float32Array.from(strip.pixels.data, (v) => v * factor) } };
}

export type StackJobs = typeof stackJobs;
