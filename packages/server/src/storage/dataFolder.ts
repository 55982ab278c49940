import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { storageError } from './storageError.ts';

/** Where everything of one observatory lies. */
export interface DataFolder {
  readonly root: string;
  readonly frames: string;
  readonly database: string;
  readonly profile: string;
  readonly password: string;
}

/** @param root default: Uraniborg in the person's home */
export function dataFolder(root = join(homedir(), 'Uraniborg')): DataFolder {
  const full = resolve(root);
  return {
    root: full,
    frames: join(full, 'frames'),
    database: join(full, 'library.sqlite'),
    profile: join(full, 'profile.json'),
    password: join(full, 'password'),
  };
}

/** @throws StorageError */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw storageError(`The folder ${path} cannot be made`, error);
  }
}
