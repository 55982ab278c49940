import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Profile, ProfileSummary } from '@uraniborg/api';
import { InvalidInput, sentenceOf } from '@uraniborg/core';
import { makeFolder } from '../storage/makeFolder.ts';
import { storageError } from '../storage/storageError.ts';
import { readProfile, writeProfile } from './profileFile.ts';
import { writeWhole } from './writeWhole.ts';

/** The profiles of an observatory: a folder with a JSON file each, and which of them is in use. */
export interface ProfileStore {
  readonly activeId: string;
  readonly active: Profile;
  /** All of them by name; one whose file is broken with the reason. */
  list(): Promise<ProfileSummary[]>;
  /** @throws InvalidInput there is none, or its file is broken */
  read(id: string): Promise<Profile>;
  /** Changes the active one, at once for whoever looks; settles when it is on the disk. @throws StorageError */
  save(change: (profile: Profile) => Profile): Promise<void>;
  /** @returns its id, made of its name. @throws InvalidInput the name is taken; StorageError */
  create(profile: Profile): Promise<string>;
  /** @throws InvalidInput the name is taken, or there is no such profile; StorageError */
  rename(id: string, name: string): Promise<void>;
  /** @throws InvalidInput it is the active one, or there is none; StorageError */
  remove(id: string): Promise<void>;
  /** @throws InvalidInput there is none, or its file is broken: the active one stays; StorageError */
  activate(id: string): Promise<void>;
  /** Settles when everything that was to be written is on the disk, or could not be. */
  settled(): Promise<void>;
}

const SUFFIX = '.json';
const ACTIVE = 'active';

/**
 * @param folder is made where it is missing
 * @param first what the first profile is, where there is none yet
 * @throws InvalidInput the active profile's file is broken; StorageError
 */
export async function openProfiles(folder: string, first: Profile): Promise<ProfileStore> {
  await makeFolder(folder);
  const fileOf = (id: string) => join(folder, `${id}${SUFFIX}`);
  const pointer = join(folder, ACTIVE);
  /** Writes come one after the other, in the order in which they were asked for. */
  let writing: Promise<void> = Promise.resolve();
  const inTurn = (write: () => Promise<void>) => {
    writing = writing.catch(() => undefined).then(write);
    return writing;
  };

  const ids = async () => {
    try {
      const names = await readdir(folder);
      return names.filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length));
    } catch (error) {
      throw storageError(`The profiles in ${folder} cannot be listed`, error);
    }
  };
  const read = async (id: string) => {
    // An id comes from outside: it is a name in this folder or nothing.
    const found = (await ids()).includes(id) ? await readProfile(fileOf(id)) : undefined;
    if (!found) throw new InvalidInput(`There is no profile "${id}"`, 'profile');
    return found;
  };
  const list = async () => {
    const all = await Promise.all(
      (await ids()).map(async (id): Promise<ProfileSummary> => {
        try {
          const { name } = id === activeId ? active : await read(id);
          return { id, name, problem: '' };
        } catch (error) {
          return { id, name: id, problem: sentenceOf(error) };
        }
      }),
    );
    return all.sort((a, b) => a.name.localeCompare(b.name));
  };
  const assertFree = async (name: string, except?: string) => {
    const taken = (await list()).some((one) => one.id !== except && one.name.toLowerCase() === name.toLowerCase());
    if (taken) throw new InvalidInput(`There is a profile called "${name}" already; choose another name`, 'name');
  };
  const create = async (profile: Profile) => {
    await assertFree(profile.name);
    const id = idFor(profile.name, new Set(await ids()));
    await inTurn(() => writeProfile(fileOf(id), profile));
    return id;
  };
  const point = (id: string) => inTurn(() => writeWhole(pointer, `${id}\n`, 'Which profile is in use'));

  const save = (change: (profile: Profile) => Profile) => {
    active = change(active);
    const [file, value] = [fileOf(activeId), active];
    return inTurn(() => writeProfile(file, value));
  };

  let activeId = '';
  let active = first;
  const known = await ids();
  const pointed = (await readFile(pointer, 'utf8').catch(() => '')).trim();
  const [only] = known;
  if (known.includes(pointed)) activeId = pointed;
  else if (only !== undefined) activeId = only;
  if (activeId === '') {
    activeId = await create(first);
    await point(activeId);
  } else active = await read(activeId);

  return {
    get activeId() {
      return activeId;
    },
    get active() {
      return active;
    },
    list,
    read: async (id) => (id === activeId ? active : await read(id)),
    save,
    create,
    async rename(id, name) {
      await assertFree(name, id);
      if (id === activeId) return await save((profile) => ({ ...profile, name }));
      const renamed = { ...(await read(id)), name };
      await inTurn(() => writeProfile(fileOf(id), renamed));
    },
    async remove(id) {
      if (id === activeId)
        throw new InvalidInput(`"${active.name}" is in use; switch to another profile before it is deleted`, 'profile');
      if (!(await ids()).includes(id)) throw new InvalidInput(`There is no profile "${id}"`, 'profile');
      await inTurn(async () => {
        await rm(fileOf(id)).catch((error) => {
          throw storageError(`The profile ${id} cannot be deleted`, error);
        });
      });
    },
    async activate(id) {
      if (id === activeId) return;
      const next = await read(id);
      await point(id);
      activeId = id;
      active = next;
    },
    settled: () => writing.catch(() => undefined),
  };
}

/** "C11 at home" becomes "c11-at-home"; a number follows where that is taken. */
function idFor(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  const base = plain || 'profile';
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(id)) return id;
  }
}
