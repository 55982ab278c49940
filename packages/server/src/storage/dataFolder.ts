import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

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
