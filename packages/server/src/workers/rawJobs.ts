import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Frame, librawUrl, readRaw } from '@uraniborg/formats';

/** What the worker does that reads cameras' raw files. */
export const rawJobs = {
  read: async (file: Uint8Array): Promise<Frame> => readRaw(file, await readFile(fileURLToPath(librawUrl()))),
};

export type RawJobs = typeof rawJobs;
