import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { MasterKind, MastersState } from '@uraniborg/api';
import { InvalidInput, isAborted, sentenceOf } from '@uraniborg/core';
import type { StateStore } from '../observatory/stateStore.ts';
import { makeFolder } from '../storage/makeFolder.ts';
import { storageError } from '../storage/storageError.ts';
import type { FrameAt } from '../workers/openFrame.ts';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';
import { type MasterRequest, makeMaster } from './makeMaster.ts';
import type { MasterFile } from './masterFile.ts';
import { masterName } from './masterName.ts';
import { type Matched, matchMasters } from './matchMasters.ts';
import { type Wanted, whyNot } from './whyNot.ts';

export const NO_MASTERS: MastersState = { list: [], strangers: [], making: null, message: '' };

/** A file from which a master is to be made: where it is, and what a person calls it. */
export interface NamedFile {
  readonly path: string;
  readonly name: string;
}

/** The masters of the observatory: a folder of FITS files, which may be filled by hand too. */
export interface MasterShelf {
  /** Looks into the folder again. */
  look(): Promise<void>;
  /** Of all of them, why each does not fit. */
  judge(wanted: Wanted): { matched: Matched; masters: { file: string; why: string | null }[] };
  /**
   * Begins to make one; answers at once. With `sigma` the bad pixels of a dark are mapped too.
   * @throws InvalidInput another one is being made
   */
  make(files: readonly NamedFile[], method: MasterRequest['method'], sigma?: number): void;
  /** Ends the making; settles when nothing of it is left. */
  stop(): Promise<void>;
  /** @throws InvalidInput it is no dark of ours, or sigma is too small for it */
  badPixels(dark: string, sigma: number, keep: boolean): Promise<{ badPixels: number; file: string | null }>;
  /** @throws InvalidInput nothing says what it is */
  add(at: FrameAt, name: string, kind: MasterKind | undefined): Promise<string>;
  /** Where one is. @throws InvalidInput there is none of that name */
  path(file: string): string;
  remove(file: string): Promise<void>;
  restore(file: string): Promise<void>;
}

export interface ShelfParts {
  folder: string;
  workers: Pick<PixelWorkers, 'run'>;
  store: StateStore;
  log: (level: 'info' | 'warning' | 'error', text: string) => void;
}

/** Beside the masters: those that were taken away. */
const REMOVED = 'removed';

export function masterShelf({ folder, workers, store, log }: ShelfParts): MasterShelf {
  let known: readonly MasterFile[] = [];
  let making: { stopped: AbortController; done: Promise<void> } | undefined;
  const change = (to: Partial<MastersState>) => store.change({ masters: { ...store.state.masters, ...to } });

  const look = async () => {
    // No worker is begun for a folder that nobody has made.
    const nothing = { masters: [], strangers: [] };
    const { masters, strangers } = existsSync(folder) ? await workers.run('listMasters', folder) : nothing;
    known = masters;
    change({ list: masters.map(({ stamp: _, origin: __, ...facts }) => facts), strangers: [...strangers] });
  };
  const found = (file: string): MasterFile => {
    const master = known.find((one) => one.file === file);
    if (!master) throw new InvalidInput(`There is no master "${file}"`, 'file');
    return master;
  };
  const freePath = (name: string): string => {
    for (let number = 1; ; number++) {
      const path = join(folder, `${name}${number === 1 ? '' : `_${number}`}.fits`);
      if (!existsSync(path)) return path;
    }
  };
  const move = async (from: string, to: string, name: string) => {
    if (existsSync(to)) throw new InvalidInput(`A file called ${name} is there already`, 'file');
    await rename(from, to).catch((error: unknown) => {
      throw storageError(`The master ${name} cannot be moved`, error);
    });
    await look();
  };

  const badPixels: MasterShelf['badPixels'] = async (dark, sigma, keep) => {
    const { kind, ...master } = found(dark);
    if (kind !== 'dark') throw new InvalidInput('Bad pixels are found on a master dark', 'dark');
    const out = keep ? freePath(masterName({ ...master, kind: 'badPixels', sigma })) : null;
    const count = await workers.run('badPixels', join(folder, dark), sigma, out);
    if (out === null) return { badPixels: count, file: null };
    log('info', `Map of ${count} bad pixels made: ${basename(out)}`);
    await look();
    return { badPixels: count, file: basename(out) };
  };

  return {
    look,
    badPixels,
    judge: (wanted) => ({
      matched: matchMasters(known, wanted),
      masters: known.map((one) => ({ file: one.file, why: whyNot(one, wanted).join(', and ') || null })),
    }),
    make(files, method, sigma) {
      if (making) throw new InvalidInput('A master is being made already: wait for it, or stop it');
      const stopped = new AbortController();
      const title = `Master of ${files.length} frames`;
      change({ making: { title, phase: 'Reading the headers', fraction: 0, secondsLeft: null }, message: '' });
      const work = async () => {
        let message = '';
        try {
          const { file, frames, notes } = await makeMaster(
            { files: files.map(({ path }) => path), folder, method },
            { signal: stopped.signal, onProgress: (progress) => change({ making: { title, ...progress } }) },
          );
          log('info', `Master made of ${frames} frames: ${file}`);
          message = notes.map(sentence).join(' ');
          if (sigma !== undefined) {
            change({ making: { title, phase: 'Mapping its bad pixels', fraction: 1, secondsLeft: null } });
            await look();
            await badPixels(file, sigma, true);
          }
        } catch (error) {
          message = isAborted(error) ? '' : sentence(sentenceOf(error));
        }
        // Opened files lie under names of ours.
        for (const { path, name } of files) message = message.replaceAll(path, name).replaceAll(basename(path), name);
        if (message !== '') log('warning', message);
        making = undefined;
        change({ making: null, message });
        await look();
      };
      making = { stopped, done: work() };
      making.done.catch((error: unknown) => log('error', sentenceOf(error)));
    },
    async stop() {
      making?.stopped.abort();
      await making?.done;
    },
    async add(at, name, kind) {
      const is = kind ?? (await workers.run('masterKindOf', at));
      if (is === undefined)
        throw new InvalidInput(
          `The header of ${name} does not say what it is: say whether it is a dark, a flat or a bias`,
          'kind',
        );
      await makeFolder(folder);
      const out = freePath(name.replace(/(\.\w{1,5})?(\.(fz|gz|Z|bz2))?$/i, '').replaceAll(/[^\w.+ -]+/g, '-') || is);
      await workers.run('adoptMaster', at, is, out);
      await look();
      return basename(out);
    },
    path: (file) => join(folder, found(file).file),
    async remove(file) {
      found(file);
      await makeFolder(join(folder, REMOVED));
      // One of that name may have been taken away before: it has had its time.
      await rename(join(folder, REMOVED, file), join(folder, REMOVED, `${file}.older`)).catch(() => undefined);
      await move(join(folder, file), join(folder, REMOVED, file), file);
      log('info', `Master taken away: ${file}`);
    },
    async restore(file) {
      if (basename(file) !== file || !existsSync(join(folder, REMOVED, file)))
        throw new InvalidInput(`No master "${file}" has been taken away`, 'file');
      await move(join(folder, REMOVED, file), join(folder, file), file);
    },
  };
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
