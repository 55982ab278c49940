import { readFile, rename, writeFile } from 'node:fs/promises';
import { captureSettings, role } from '@uraniborg/api';
import { InvalidInput, StorageError } from '@uraniborg/core';
import { z } from 'zod';
import { invalidInputOf } from '../http/apiErrorOf.ts';
import { storageError } from './storageError.ts';

/** What a person has chosen: a JSON file that may be read and edited by hand. */
export const profile = z.object({
  version: z.literal(1),
  /** Which device plays which role, by address. */
  equipment: z.partialRecord(role, z.string()),
  capture: captureSettings,
});
export type Profile = z.infer<typeof profile>;

/**
 * @returns undefined when there is none yet
 * @throws InvalidInput the file is not a profile; the message names the file and the place
 */
export async function readProfile(file: string): Promise<Profile | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw storageError(`The profile ${file} cannot be read`, error);
  });
  if (text === undefined) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InvalidInput(`The profile ${file} is not JSON; mend it, or remove it to begin anew`, undefined, {
      cause: error,
    });
  }
  const parsed = profile.safeParse(json);
  if (parsed.success) return parsed.data;
  const { message, where } = invalidInputOf(parsed.error);
  throw new InvalidInput(`In the profile ${file}, ${message}; mend it, or remove it to begin anew`, where);
}

/** @throws StorageError */
export async function writeProfile(file: string, value: Profile): Promise<void> {
  try {
    await writeFile(`${file}.new`, `${JSON.stringify(value, undefined, 2)}\n`, { flush: true });
    await rename(`${file}.new`, file);
  } catch (error) {
    throw error instanceof StorageError ? error : storageError(`The profile ${file} cannot be written`, error);
  }
}
