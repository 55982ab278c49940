import { existsSync } from 'node:fs';
import type { FrameLook } from '@uraniborg/api';
import { drained, narrowPixels, type Pixels } from '@uraniborg/core';
import { encodeFits, type Frame, frameOfFile, writeJpeg } from '@uraniborg/formats';
import {
  applyStretch,
  type BackgroundMesh,
  type BayerOrder,
  backgroundMesh,
  detectSteps,
  dropPadding,
  flipRows,
  type Stretch,
} from '@uraniborg/imaging';
import { describeFile } from '../files/describeFile.ts';
import { partsOf } from '../files/partsOf.ts';
import { asSeen } from '../frames/asSeen.ts';
import { closerLook } from '../frames/closerLook.ts';
import { countPart, countPixels } from '../frames/countedFrame.ts';
import { joinMosaic } from '../frames/joinMosaic.ts';
import { PREVIEW_QUALITY, preview } from '../frames/preview.ts';
import { type Pyramid, pyramid } from '../frames/pyramid.ts';
import { saturatedPart } from '../frames/saturatedPart.ts';
import { tile } from '../frames/tile.ts';
import { type WireFrame, wirePixels } from '../frames/wirePixels.ts';
import { encodedFrame, writeFrame } from '../jobs/frames/writeFrame.ts';
import { liveStackJobs } from '../liveStack/liveStackJobs.ts';
import { masterJobs } from '../masters/masterJobs.ts';
import { decodeRaw } from './decodeRaw.ts';
import { measureJobs } from './measureJobs.ts';
import { type FileFrame, type FrameAt, openFrame } from './openFrame.ts';
import { sharePixels } from './sharePixels.ts';
import { warmUp } from './warmUp.ts';

/** What the workers do. Nothing else imports this but their own module: on the main thread it would be in the way. */
export const pixelJobs = {
  warmUp,
  countPixels,
  countPart,
  /** In place. */
  readOut(pixels: Pixels, { flip, sensorBits }: { flip: boolean; sensorBits: number | null }): number {
    if (flip) flipRows(pixels);
    return sensorBits === null ? 0 : dropPadding(pixels, sensorBits);
  },
  /** The frame in a file that a camera has sent, of any kind; its pixels in shared memory, of 16 bits where they can be. */
  async decode(file: Uint8Array): Promise<Frame> {
    const frame = await frameOfFile(file, { shared: true, raw: decodeRaw, upright: false });
    return { ...frame, pixels: await sharePixels(drained(narrowPixels(frame.pixels))) };
  },
  background: (pixels: Pixels): BackgroundMesh => backgroundMesh(pixels),
  joinMosaic: async (frame: FrameAt) => joinMosaic(await openFrame(frame)),
  ...detectSteps,
  preview: async (frame: FrameAt, side: number): Promise<Uint8Array> => preview(await openFrame(frame), side),
  closerLook,
  async saturatedPart(frame: FrameAt): Promise<number> {
    const { pixels, histogram } = await openFrame(frame);
    return saturatedPart(pixels, histogram);
  },
  pyramid: async (frame: FrameAt): Promise<Pyramid> => pyramid(await openFrame(frame)),
  tile: (level: Pixels<Uint16Array>, column: number, row: number, apron: number): Uint8Array =>
    tile(level, column, row, apron),
  previewOf: (level: Pixels, stretches: Stretches): Uint8Array =>
    writeJpeg(applyStretch(level, stretches), PREVIEW_QUALITY),
  wire: async (frame: FrameAt): Promise<WireFrame> => wirePixels((await openFrame(frame)).pixels),
  ...measureJobs,
  describe: (file: FileFrame) => describeFile(file),
  headers: (frame: FrameAt) => partsOf(frame),
  encode: async (frame: FrameAt, extension: string): Promise<Uint8Array> =>
    joined(encodedFrame(await openFrame(frame), extension)),
  picture: (
    stored: Pixels<Uint16Array>,
    look: FrameLook,
    bayer: BayerOrder | undefined,
    extension: string,
  ): Uint8Array => joined(encodedFrame({ pixels: asSeen(stored, look, bayer), header: [] }, extension)),
  /** A camera's own picture may stand there already, and stays. */
  async pictureBeside(path: string, extension: string): Promise<void> {
    const beside = `${path.replace(/\.(fits\.fz|[^.]*)$/, '')}${extension}`;
    if (!existsSync(beside)) await writeFrame(beside, await openFrame(path));
  },
  fits: (frame: Frame): Uint8Array => encodeFits(frame),
  ...liveStackJobs,
  ...masterJobs,
};

type Stretches = Stretch | readonly [Stretch, Stretch, Stretch];

export type PixelJobs = typeof pixelJobs;

/** The chunks of an encoder are memory that it uses again. */
function joined(chunks: Iterable<Uint8Array>): Uint8Array {
  const kept = Array.from(chunks, (chunk) => chunk.slice());
  const bytes = new Uint8Array(kept.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of kept) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
