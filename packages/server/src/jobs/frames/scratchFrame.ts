import { closeSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PixelArray, Pixels } from '@uraniborg/core';
import { inverse, type Similarity, transform } from '@uraniborg/imaging/stacking';
import { storageError } from '../../storage/storageError.ts';

const kinds = { Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array };
type Kind = keyof typeof kinds;

/** Pixels as they stand in memory, in a file of their own that is read by rows. */
interface ScratchFrame {
  readonly path: string;
  readonly kind: Kind;
  readonly width: number;
  readonly height: number;
  readonly planes: 1 | 3;
}

/** A frame in shared memory, or on the disk where memory did not suffice. */
export type KeptFrame = Pixels | ScratchFrame;

/** @throws StorageError the disk is full, or cannot be written to */
export async function keepOnDisk({ width, height, planes, data }: Pixels, path: string): Promise<ScratchFrame> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    } finally {
      await file.close();
    }
  } catch (error) {
    throw storageError(`"${basename(path)}", where frames wait to be stacked, cannot be written`, error);
  }
  return { path, kind: data.constructor.name as Kind, width, height, planes };
}

/** A part of one plane, and where it lies on the reference. */
interface Strip {
  readonly pixels: Pixels;
  readonly similarity: Similarity;
}

/** What a kernel needs beyond the rows on which the corners of a band fall. */
const MARGIN = 4;

/**
 * The rows of a plane that some rows of the reference need; undefined when none of them does.
 *
 * @param similarity takes a point of the frame to the reference
 */
export function rowsOf(
  frame: KeptFrame,
  plane: number,
  similarity: Similarity,
  { width, begin, end }: { width: number; begin: number; end: number },
): Strip | undefined {
  const back = inverse(similarity);
  const ys = [0, width - 1].flatMap((x) => [begin, end - 1].map((y) => transform(back, { x, y }).y));
  const first = Math.max(0, Math.floor(Math.min(...ys)) - MARGIN);
  const last = Math.min(frame.height, Math.ceil(Math.max(...ys)) + MARGIN + 1);
  if (first >= last) return undefined;
  const at = (plane * frame.height + first) * frame.width;
  const count = (last - first) * frame.width;
  const data = 'data' in frame ? frame.data.subarray(at, at + count) : readSamples(frame, at, count);
  // The point (x, y) of the strip is (x, y + first) of the frame.
  const moved = {
    ...similarity,
    tx: similarity.tx - similarity.b * first,
    ty: similarity.ty + similarity.a * first,
  };
  return { pixels: { width: frame.width, height: last - first, planes: 1, data }, similarity: moved };
}

function readSamples({ path, kind }: ScratchFrame, at: number, count: number): PixelArray {
  const data = new kinds[kind](count);
  const bytes = new Uint8Array(data.buffer);
  const file = openSync(path, 'r');
  try {
    for (let done = 0; done < bytes.length; ) {
      const read = readSync(file, bytes, done, bytes.length - done, at * data.BYTES_PER_ELEMENT + done);
      if (read === 0) throw new Error('it is shorter than it was');
      done += read;
    }
  } catch (error) {
    throw storageError(`"${basename(path)}", where a frame waits to be stacked, cannot be read`, error);
  } finally {
    closeSync(file);
  }
  return data;
}
