import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sentenceOf } from '@uraniborg/core';
import { type MasterFile, masterFile } from './masterFile.ts';

export interface ListedMasters {
  /** By kind, then by name. */
  readonly masters: readonly MasterFile[];
  /** What else lies there, a sentence each. */
  readonly strangers: readonly string[];
}

/** The masters of a folder, by their headers. No folder is an empty one. */
export async function listMasters(folder: string): Promise<ListedMasters> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter(
      (entry) =>
        !entry.isDirectory() &&
        /\.((fits?|fts)(\.(gz|Z|bz2))?|fz|xisf)$/i.test(entry.name) &&
        !entry.name.startsWith('.'),
    )
    .map(({ name }) => name);
  const masters: MasterFile[] = [];
  const strangers: string[] = [];
  for (const name of names.sort())
    try {
      masters.push(await masterFile(join(folder, name)));
    } catch (error) {
      // The person knows the file by its name.
      strangers.push(sentenceOf(error).replaceAll(join(folder, name), name));
    }
  return { masters: masters.sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0)), strangers };
}
