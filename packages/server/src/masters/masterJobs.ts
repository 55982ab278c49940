import { basename, dirname, join } from 'node:path';
import type { MasterKind } from '@uraniborg/api';
import { InvalidInput, systemClock } from '@uraniborg/core';
import { encodeFitsChunks, type Frame, withCard, withRemark } from '@uraniborg/formats';
import { findBadPixels } from '@uraniborg/imaging';
import { makeBadPixelFile } from '../jobs/frames/badPixelFile.ts';
import { readFrame } from '../jobs/frames/readFrame.ts';
import { writeFrame } from '../jobs/frames/writeFrame.ts';
import { writeNewFile } from '../storage/writeNewFile.ts';
import { type FrameAt, openFrame } from '../workers/openFrame.ts';
import { sharePixels } from '../workers/sharePixels.ts';
import { calibratedFrame, whyNeverCalibrated } from './calibratedFrame.ts';
import { listMasters } from './listMasters.ts';
import { kindOf } from './masterFile.ts';
import { type ChosenMasters, openMasters, wantedFor } from './mastersFor.ts';
import { type Matched, matchMasters } from './matchMasters.ts';
import type { Wanted } from './whyNot.ts';

const none: Matched = { dark: undefined, flat: undefined, badPixels: undefined, missing: [] };

/** What the workers do with masters. */
export const masterJobs = {
  listMasters,
  openMasters,

  /** What a frame asks of its masters, and those that fit. */
  async masterMatch(at: FrameAt, folder: string): Promise<{ wanted: Wanted; matched: Matched }> {
    const frame = await openFrame(at);
    const wanted = wantedFor(frame);
    const never = whyNeverCalibrated(frame.header);
    if (never !== undefined) return { wanted, matched: { ...none, missing: [never] } };
    return { wanted, matched: matchMasters((await listMasters(folder)).masters, wanted) };
  },

  async calibrated(at: FrameAt, matched: Matched, chosen: ChosenMasters): Promise<Frame> {
    const { pixels, header } = calibratedFrame(await openFrame(at), matched, chosen);
    return { pixels: await sharePixels(pixels), header };
  },

  /**
   * Writes a calibrated copy of a file, where there is anything to calibrate it with.
   * @returns why it is not as calibrated as could be; `written` whether there is a copy
   */
  async writeCalibrated(path: string, folder: string): Promise<{ written: boolean; missing: readonly string[] }> {
    const frame = await openFrame(path);
    const matched = matchMasters((await listMasters(folder)).masters, wantedFor(frame));
    const chosen = await openMasters(matched, folder);
    if (chosen.names.length === 0) return { written: false, missing: matched.missing };
    const out = join(dirname(path), 'calibrated', `${basename(path).replace(/\.(fits\.fz|[^.]*)$/, '')}.fits`);
    const written = await writeNewFile(out, encodeFitsChunks(calibratedFrame(frame, matched, chosen)));
    return { written, missing: matched.missing };
  },

  async badPixels(dark: string, sigma: number, out: string | null): Promise<number> {
    if (out !== null) return await makeBadPixelFile({ dark, out, sigma }, systemClock);
    return findBadPixels((await readFrame(dark)).pixels, { sigma }).indices.length;
  },

  /** What an opened file is as a master; undefined when its header does not say. */
  masterKindOf: async (at: FrameAt): Promise<MasterKind | undefined> => kindOf((await openFrame(at)).header),

  /** Writes an opened file as a master of a kind. */
  async adoptMaster(at: FrameAt, kind: MasterKind, out: string): Promise<void> {
    const { pixels, header } = await openFrame(at);
    const whole = kind === 'dark' || kind === 'bias' || kind === 'darkFlat' ? inAdu(pixels) : pixels;
    let told = withCard(header, 'IMAGETYP', types[kind], 'type of image');
    if (whole !== pixels) told = withRemark(told, 'HISTORY', 'multiplied by 65535: it was in parts of the whole range');
    await writeFrame(out, { pixels: whole, header: told });
  },
};

const types: Record<MasterKind, string> = {
  dark: 'Master Dark',
  flat: 'Master Flat',
  bias: 'Master Bias',
  darkFlat: 'Master Dark Flat',
  badPixels: 'Bad pixel map',
};

/** Siril and PixInsight write masters as parts of the whole range, 0 to 1; frames are in ADU. */
function inAdu(pixels: Frame['pixels']): Frame['pixels'] {
  const { data } = pixels;
  if (!(data instanceof Float32Array || data instanceof Float64Array)) return pixels;
  for (let i = 0; i < data.length; i++) if ((data[i] as number) > 1) return pixels;
  if (data.length === 0) throw new InvalidInput('it holds no pixel');
  return { ...pixels, data: Float32Array.from(data, (value) => value * 65535) };
}
