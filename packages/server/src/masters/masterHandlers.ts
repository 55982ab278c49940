import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { FrameSummary, ObservatoryState } from '@uraniborg/api';
import { InvalidInput } from '@uraniborg/core';
import type { OpenedFiles } from '../files/openedFiles.ts';
import type { Handlers } from '../http/commandRoutes.ts';
import type { FrameLibrary } from '../storage/frameLibrary.ts';
import type { FrameAt } from '../workers/openFrame.ts';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';
import type { CalibratedFrames } from './calibratedFrames.ts';
import { masterSets } from './masterSets.ts';
import type { MasterShelf, NamedFile } from './masterShelf.ts';
import { matchFacts } from './matchMasters.ts';
import { wantedNow } from './wantedNow.ts';
import type { Wanted } from './whyNot.ts';

export interface MasterParts {
  readonly shelf: MasterShelf;
  readonly calibrated: CalibratedFrames;
  readonly workers: Pick<PixelWorkers, 'run'>;
  /** In memory, or where its file is. */
  readonly frameAt: (id: string) => FrameAt | undefined;
  /** What an opened file is called. */
  readonly nameOf: (id: string) => string | undefined;
  /** Takes a file to be looked at. */
  readonly openFile: OpenedFiles['open'];
  readonly library: Pick<FrameLibrary, 'page' | 'path'>;
  readonly folder: string;
  readonly state: () => ObservatoryState;
}

/** Frames of each kind that are offered, the newest. */
const MOST_OFFERED = 500;
const nothing = {};

/** The files of frames of the library, or of files that were opened. @throws InvalidInput one has none */
export function filesOf(
  { library, frameAt, nameOf }: Pick<MasterParts, 'library' | 'frameAt' | 'nameOf'>,
  ids: readonly string[],
): NamedFile[] {
  return ids.map((id) => {
    const path = library.path(id);
    if (path !== undefined) return { path, name: basename(path) };
    const at = frameAt(id);
    if (at === undefined) throw gone();
    if (typeof at !== 'string' && 'file' in at && at.index === 0)
      return { path: at.file, name: nameOf(id) ?? basename(at.file) };
    throw new InvalidInput('A master is made of frames that have a file: keep the previews first', 'frames');
  });
}

const gone = () => new InvalidInput('This frame is no longer in memory and has no file', 'frame');

/** What performs the commands on masters, and those that use them. */
export function masterHandlers(parts: MasterParts) {
  const { shelf, calibrated, workers, openFile, frameAt, nameOf, library, folder, state } = parts;
  const found = (id: string): FrameAt => {
    const at = frameAt(id);
    if (at === undefined) throw gone();
    return at;
  };
  return {
    'masters.look': async () => {
      await shelf.look();
      return nothing;
    },
    'masters.match': async ({ frame }) => {
      await shelf.look();
      if (frame === undefined) {
        const wanted = wantedNow(state());
        const { matched, masters } = shelf.judge(wanted);
        return { ...matchFacts(matched), subject: subjectOf(wanted), masters };
      }
      const { wanted, matched } = await workers.run('masterMatch', found(frame), folder);
      return { ...matchFacts(matched), subject: subjectOf(wanted), masters: shelf.judge(wanted).masters };
    },
    'masters.sets': async () => {
      const frames: FrameSummary[] = [];
      for (const type of ['dark', 'flat', 'bias', 'darkFlat'] as const)
        frames.push(...library.page({ type, verdict: 'good' }, 0, MOST_OFFERED));
      return { sets: masterSets(frames, state().place?.longitude) };
    },
    'masters.make': async ({ frames, method }) => {
      shelf.make(filesOf(parts, frames), method === 'auto' ? undefined : method);
      return nothing;
    },
    'masters.stop': async () => {
      await shelf.stop();
      return nothing;
    },
    'masters.badPixels': async ({ dark, sigma, keep }) => await shelf.badPixels(dark, sigma, keep ?? false),
    'masters.add': async ({ frame, kind }) => ({
      file: await shelf.add(found(frame), nameOf(frame) ?? 'master', kind),
    }),
    'masters.open': async ({ file }) => await openFile(file, createReadStream(shelf.path(file))),
    'masters.remove': async ({ file }) => {
      await shelf.remove(file);
      return nothing;
    },
    'masters.restore': async ({ file }) => {
      await shelf.restore(file);
      return nothing;
    },
    'frame.calibrate': async ({ frame }) => await calibrated.make(frame, found(frame)),
  } satisfies Partial<Handlers>;
}

function subjectOf({ seconds, gain, offset, temperature, bin, filter, width, height }: Wanted): string {
  const parts = [
    seconds === null ? undefined : `${seconds} s`,
    gain === null ? undefined : `gain ${gain}`,
    offset === null ? undefined : `offset ${offset}`,
    temperature === null ? undefined : `${String(Math.round(temperature * 10) / 10).replace('-', '−')} °C`,
    bin === null ? undefined : `bin ${bin}`,
    filter ?? undefined,
    width === null ? undefined : `${width} × ${height}`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}
