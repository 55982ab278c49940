import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { demoNight } from '@uraniborg/server';
import { afterAll, beforeAll } from 'vitest';

/** The files of a short night of the simulated observatory, taken once for all tests of a file. */
export interface SimulatedNight {
  readonly folder: string;
  /** The paths of the frames whose names begin with `name`, in the order in which they were taken. */
  frames(name: string): string[];
}

export function simulatedNight(seed = 1): SimulatedNight {
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-night-'));
  const paths: string[] = [];
  beforeAll(async () => {
    const { signal } = new AbortController();
    await demoNight({ seed, folder, signal, onLog: () => undefined, onFrame: (path) => paths.push(path) });
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, frames: (name) => paths.filter((path) => basename(path).startsWith(name)) };
}
