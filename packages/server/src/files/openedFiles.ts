import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { OpenedFile } from '@uraniborg/api';
import { type Clock, InvalidInput } from '@uraniborg/core';
import { makeFolder } from '../storage/makeFolder.ts';
import { storageError } from '../storage/storageError.ts';
import type { FileFrame } from '../workers/openFrame.ts';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';

/** Files that people brought to look at. They lie under names of ours, and the oldest leave for new ones. */
export interface OpenedFiles {
  /**
   * Takes a file and says what it is.
   * @param name what it was called where it came from; it never becomes part of a path
   * @throws InvalidInput it is too large, or nothing that can be read; StorageError
   */
  open(name: string, bytes: Readable): Promise<OpenedFile>;
  /** Where the frame of that id is; undefined when it is none of these. */
  at(id: string): FileFrame | undefined;
  /** What the frame of that id is called; undefined when it is none of these. */
  nameOf(id: string): string | undefined;
  /** Forgets all of them. */
  close(): Promise<void>;
}

interface Kept {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly frameCount: number;
}

/** The largest of one file, and of all that are kept. */
const MOST_BYTES = 2 * 2 ** 30;
const MOST_KEPT_BYTES = 4 * 2 ** 30;
const MOST_FILES = 12;

/** @param mostBytes of one file. Default 2 GiB */
export async function openedFiles({
  folder,
  workers,
  clock,
  mostBytes = MOST_BYTES,
}: {
  folder: string;
  workers: Pick<PixelWorkers, 'run'>;
  clock: Clock;
  mostBytes?: number;
}): Promise<OpenedFiles> {
  // What a program that was killed has left.
  const empty = () => rm(folder, { recursive: true, force: true }).catch(() => undefined);
  await empty();
  const kept = new Map<string, Kept>();

  async function take(path: string, bytes: Readable): Promise<number> {
    await makeFolder(folder);
    let taken = 0;
    const bounded = async function* (source: AsyncIterable<Buffer>) {
      for await (const part of source) {
        taken += part.length;
        if (taken > mostBytes)
          throw new InvalidInput(`The file is larger than ${Math.round(mostBytes / 2 ** 20)} MB, which is the most`);
        yield part;
      }
    };
    try {
      await pipeline(bytes, bounded, createWriteStream(path, { flags: 'wx' }));
    } catch (error) {
      if (error instanceof InvalidInput) throw error;
      throw storageError('The file cannot be taken', error);
    }
    return taken;
  }
  const trim = async () => {
    let bytes = 0;
    for (const [i, [id, { path, bytes: own }]] of [...kept].reverse().entries()) {
      bytes += own;
      if (i === 0 || (i < MOST_FILES && bytes <= MOST_KEPT_BYTES)) continue;
      kept.delete(id);
      await unlink(path).catch(() => undefined);
    }
  };

  return {
    async open(given, stream) {
      const name = shownName(given);
      const id = `file-${randomUUID()}`;
      const path = join(folder, id);
      try {
        const bytes = await take(path, stream);
        const { format, frameCount, names, startedAt, frame } = await workers.run('describe', { file: path, index: 0 });
        kept.set(id, { path, name, bytes, frameCount });
        await trim();
        const summary = { ...frame, id: `${id}.0`, fileName: name, startedAt: startedAt ?? clock.now() };
        return { frame: summary, format, frameCount, ...(names && { names }), dated: startedAt !== undefined };
      } catch (error) {
        await unlink(path).catch(() => undefined);
        // People know the file by its name and not by ours.
        if (error instanceof InvalidInput)
          throw new InvalidInput(error.message.replaceAll(path, name), error.where, { cause: error.cause });
        throw error;
      }
    },
    at(id) {
      const [, file = '', number = ''] = /^(file-[\w-]+)\.(\d{1,9})$/.exec(id) ?? [];
      const found = kept.get(file);
      const index = Number(number);
      return found && index < found.frameCount ? { file: found.path, index } : undefined;
    },
    nameOf: (id) => kept.get(id.replace(/\.\d+$/, ''))?.name,
    async close() {
      kept.clear();
      await empty();
    },
  };
}

/** The last part of whatever a browser or a script calls it, on one line. */
function shownName(given: string): string {
  const name = basename(given.replaceAll('\\', '/'))
    .replaceAll(/[\p{C}]/gu, '')
    .trim();
  return name === '' ? 'file' : name.slice(0, 200);
}
