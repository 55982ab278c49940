import type { Pixels } from '@uraniborg/core';
import { encodeFits, type Frame, readFits, writePng } from '@uraniborg/formats';
import { applyStretch, type Statistics, type Stretch, statisticsOf } from '@uraniborg/imaging';
import { measureFrame } from '../frames/measureFrame.ts';
import { previewPng } from '../frames/previewPng.ts';
import { type Pyramid, pyramid } from '../frames/pyramid.ts';
import { tile } from '../frames/tile.ts';
import { type WireFrame, wirePixels } from '../frames/wirePixels.ts';
import { readFileWhole } from '../storage/readFileWhole.ts';

/** What the workers do. Nothing else imports this but their own module: on the main thread it would be in the way. */
export const pixelJobs = {
  statistics: (pixels: Pixels): Statistics => statisticsOf(pixels),
  measure: async (frame: FrameAt) => measureFrame(await open(frame)),
  preview: async (frame: FrameAt, side: number): Promise<Uint8Array> => previewPng(await open(frame), side),
  pyramid: async (frame: FrameAt): Promise<Pyramid> => pyramid(await open(frame)),
  tile: (level: Pixels<Uint16Array>, column: number, row: number): Uint8Array => tile(level, column, row),
  previewOf: (level: Pixels, stretches: Stretches): Uint8Array => writePng(applyStretch(level, stretches)),
  wire: async (frame: FrameAt): Promise<WireFrame> => wirePixels((await open(frame)).pixels),
  fits: (frame: Frame): Uint8Array => encodeFits(frame),
};

type Stretches = Stretch | readonly [Stretch, Stretch, Stretch];

export type PixelJobs = typeof pixelJobs;

/** A frame in shared memory, or the path of its FITS file. */
export type FrameAt = Frame | string;

async function open(frame: FrameAt): Promise<Frame> {
  return typeof frame === 'string' ? readFits(await readFileWhole(frame)) : frame;
}
