import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Profile, profile } from '@uraniborg/api';
import { InvalidInput } from '@uraniborg/core';
import { invalidInputOf } from '../http/apiErrorOf.ts';
import { storageError } from '../storage/storageError.ts';
import { writeWhole } from './writeWhole.ts';

/** A file that was written by a program of a later version is not guessed at. */
const VERSION = 1;

/**
 * @returns undefined when there is no such file
 * @throws InvalidInput it is not a profile: the message names the file and the place; StorageError
 */
export async function readProfile(file: string): Promise<Profile | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw storageError(`The profile ${file} cannot be read`, error);
  });
  return text === undefined ? undefined : parseProfile(text, file);
}

/** @param file for the messages */
export function parseProfile(text: string, file: string): Profile {
  const wrong = (why: string, where?: string, cause?: unknown) =>
    new InvalidInput(`${why}; mend it, or remove it to begin anew`, where, { cause });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw wrong(`The profile ${file} is not JSON`, undefined, error);
  }
  if (versionOf(json) > VERSION)
    throw new InvalidInput(`The profile ${file} was written by a newer Uraniborg; update this one`, 'version');
  const parsed = profile.safeParse(json);
  if (parsed.success) return parsed.data;
  const { message, where } = invalidInputOf(parsed.error);
  throw wrong(`In the profile ${file}, ${message}`, where);
}

/** @throws StorageError */
export async function writeProfile(file: string, value: Profile): Promise<void> {
  await writeWhole(file, `${JSON.stringify(value, undefined, 2)}\n`, `The profile ${basename(file)}`);
}

function versionOf(json: unknown): number {
  const version = typeof json === 'object' && json !== null && 'version' in json ? json.version : undefined;
  return typeof version === 'number' ? version : 0;
}
