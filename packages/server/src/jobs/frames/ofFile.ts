import { InvalidInput } from '@uraniborg/core';

/** Runs `read` so that what is wrong with a file is said with its name. */
export async function ofFile<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(`${path}: ${error.message}`, error.where, { cause: error.cause });
  }
}
