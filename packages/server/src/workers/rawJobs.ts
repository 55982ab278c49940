import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Frame, frameOfFile, librawUrl, readRaw } from '@uraniborg/formats';

/** What the worker does that reads the files of cameras. */
export const rawJobs = {
  read: (file: Uint8Array): Promise<Frame> =>
    frameOfFile(file, { raw: async (bytes) => readRaw(bytes, await readFile(fileURLToPath(librawUrl()))) }),
};

export type RawJobs = typeof rawJobs;
