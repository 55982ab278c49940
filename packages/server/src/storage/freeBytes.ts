import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** What is free for us on the disk of a folder that need not be there yet; undefined when the system does not tell. */
export function freeBytes(folder: string): number | undefined {
  let there = folder;
  while (!existsSync(there) && dirname(there) !== there) there = dirname(there);
  try {
    const { bavail, bsize } = statfsSync(there);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
