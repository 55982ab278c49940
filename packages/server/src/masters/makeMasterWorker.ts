import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { AbortedError, InvalidInput, isAborted, sentenceOf, systemClock } from '@uraniborg/core';
import type { StackMethod } from '@uraniborg/imaging';
import { stackFiles } from '../jobs/frames/stackFiles.ts';
import { makeFolder } from '../storage/makeFolder.ts';
import { listMasters } from './listMasters.ts';
import type { MadeMaster, MasterRequest, MasterWord } from './makeMaster.ts';
import { type MasterFile, masterFile } from './masterFile.ts';
import { masterName } from './masterName.ts';
import { bestOf } from './matchMasters.ts';
import { whyNot } from './whyNot.ts';

/** Frames from which rejection knows what is usual. */
const ENOUGH = 5;

const tell = (word: MasterWord) => parentPort?.postMessage(word);
const stopped = new AbortController();
parentPort?.on('message', () => stopped.abort(new AbortedError('stopped by hand')));

async function made({ files, folder, method }: MasterRequest): Promise<MadeMaster> {
  const [first, ...others] = await headersOf(files);
  if (!first) throw new InvalidInput('A master is made of at least two frames', 'frames');
  for (const each of others) demandAlike(each, first);
  await makeFolder(folder);
  const notes: string[] = [];
  const pedestal = first.kind === 'flat' ? await pedestalOf(first, folder) : undefined;
  if (first.kind === 'flat' && !pedestal)
    notes.push('no dark flat, dark or bias fits these flats: what the camera adds to them is still in the master');
  const out = freeName(folder, masterName(first));
  const { count } = await stackFiles(
    {
      files,
      out,
      method: methodFor(method, files.length),
      align: false,
      ...(pedestal && { dark: join(folder, pedestal.file) }),
    },
    {
      clock: systemClock,
      signal: stopped.signal,
      onProgress: ({ phase, fraction, secondsLeft }) =>
        tell({
          progress: {
            phase: phase === 'Finding the stars' ? 'Reading the frames' : phase,
            fraction,
            secondsLeft: secondsLeft ?? null,
          },
        }),
      onPlaced: () => {},
      onRefused: (path, why) => notes.push(`${basename(path)} is left out: ${why}`),
    },
  );
  return { file: basename(out), frames: count, notes };
}

async function headersOf(files: readonly string[]): Promise<MasterFile[]> {
  const all: MasterFile[] = [];
  for (const file of files) {
    stopped.signal.throwIfAborted();
    all.push(await masterFile(file));
  }
  return all;
}

/** The exposures of flats follow the sky; all else of the frames of one master is one. */
function demandAlike(each: MasterFile, first: MasterFile): void {
  if (each.kind !== first.kind)
    throw new InvalidInput(`${each.file} is of another kind than ${first.file}: a master is made of one`, 'frames');
  const [why] = whyNot(each, first);
  if (why !== undefined) throw new InvalidInput(`${each.file} does not belong with ${first.file}: ${why}`, 'frames');
}

/** What is in a flat besides light, best measured with its own exposure. */
async function pedestalOf(flat: MasterFile, folder: string): Promise<MasterFile | undefined> {
  const { masters } = await listMasters(folder);
  return bestOf(masters, 'darkFlat', flat) ?? bestOf(masters, 'dark', flat) ?? bestOf(masters, 'bias', flat);
}

function methodFor(wanted: MasterRequest['method'], count: number): StackMethod {
  if (wanted) return { kind: wanted };
  return { kind: count >= ENOUGH ? 'kappaSigma' : count > 2 ? 'median' : 'mean' };
}

function freeName(folder: string, name: string): string {
  for (let number = 1; ; number++) {
    const path = join(folder, `${name}${number === 1 ? '' : `_${number}`}.fits`);
    if (!existsSync(path)) return path;
  }
}

made(workerData as MasterRequest).then(
  (master) => tell({ made: master }),
  (error: unknown) => tell({ failed: sentenceOf(error), aborted: isAborted(error) }),
);
