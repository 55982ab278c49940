import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Profile } from '@uraniborg/api';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { canMount, tinyDisk } from '../testing/tinyDisk.ts';
import { emptyProfile } from './emptyProfile.ts';
import { openProfiles } from './profileStore.ts';

const first: Profile = { ...emptyProfile('C11 at home'), devices: { mount: { address: 'indi://pi/EQMod' } } };
const withGain =
  (gain: number) =>
  (profile: Profile): Profile => ({
    ...profile,
    options: { ...profile.options, camera: { ...profile.options.camera, gain } },
  });

test('the first profile is made once, and is there again the next time with what was changed', async () => {
  const folder = join(temporaryFolder(), 'profiles');
  const store = await openProfiles(folder, first);
  expect(store.activeId).toBe('c11-at-home');
  await store.save(withGain(120));
  const again = await openProfiles(folder, emptyProfile('Another'));
  expect(again.active.options.camera.gain).toBe(120);
  expect(again.active.devices).toEqual(first.devices);
  expect(await again.list()).toEqual([{ id: 'c11-at-home', name: 'C11 at home', problem: '' }]);
});

test('a copy is independent, an empty one is empty, and switching changes everything', async () => {
  const folder = temporaryFolder();
  const store = await openProfiles(folder, first);
  const copy = await store.create({ ...store.active, name: 'C11 in the garden' });
  const empty = await store.create(emptyProfile('Élan'));
  expect([copy, empty]).toEqual(['c11-in-the-garden', 'elan']);
  await store.activate(copy);
  await store.save(withGain(7));
  expect((await store.read('c11-at-home')).options.camera.gain).toBeNull();
  await store.activate(empty);
  expect(store.active).toEqual(emptyProfile('Élan'));
  const again = await openProfiles(folder, first);
  expect(again.activeId).toBe('elan');
  expect((await again.list()).map(({ name }) => name)).toEqual(['C11 at home', 'C11 in the garden', 'Élan']);
});

test('the active one is not deleted, names are given once, and no id leads out of the folder', async () => {
  const folder = temporaryFolder();
  const store = await openProfiles(join(folder, 'profiles'), first);
  writeFileSync(join(folder, 'secret.json'), JSON.stringify(emptyProfile('secret')));
  await expect(store.remove('c11-at-home')).rejects.toThrow(/is in use; switch to another profile/);
  await expect(store.create({ ...first, name: 'c11 AT home' })).rejects.toThrow(/already; choose another name/);
  await expect(store.read('../secret')).rejects.toThrow(/There is no profile "..\/secret"/);
  await expect(store.remove('../secret')).rejects.toThrow(/There is no profile/);
  await expect(store.activate('nothing')).rejects.toThrow(/There is no profile "nothing"/);
  const other = await store.create(emptyProfile('Other'));
  await store.rename(other, 'Another name');
  await expect(store.rename(other, 'C11 at home')).rejects.toThrow(/choose another name/);
  expect((await store.read(other)).name).toBe('Another name');
  await store.remove(other);
  expect(readdirSync(join(folder, 'profiles')).sort()).toEqual(['active', 'c11-at-home.json']);
});

test('a file broken by hand is named with its place; the others can be used', async () => {
  const folder = temporaryFolder();
  const store = await openProfiles(folder, first);
  writeFileSync(join(folder, 'cut.json'), '{ "version": 1,');
  writeFileSync(join(folder, 'odd.json'), JSON.stringify({ ...first, options: { recovery: { attempts: 0 } } }));
  writeFileSync(join(folder, 'typo.json'), JSON.stringify({ version: 1, name: 'T', options: { sight: null } }));
  writeFileSync(join(folder, 'newer.json'), JSON.stringify({ version: 2, name: 'Newer' }));
  const problems = Object.fromEntries((await store.list()).map(({ id, problem }) => [id, problem]));
  expect(problems['c11-at-home']).toBe('');
  expect(problems.cut).toMatch(/cut.json is not JSON; mend it/);
  expect(problems.odd).toMatch(/odd.json, "options.recovery.attempts" must be at least 1; mend it/);
  expect(problems.typo).toMatch(/typo.json, "options" .*"sight"/);
  expect(problems.newer).toMatch(/newer.json was written by a newer Uraniborg; update this one/);
  await expect(store.activate('odd')).rejects.toThrow(/options.recovery.attempts/);
  expect(store.activeId).toBe('c11-at-home');
});

test('what is left out of a file written by hand has its default', async () => {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'mine.json'), '{"version":1,"name":"Mine","options":{"cooling":{"onConnect":-10}}}');
  const { active } = await openProfiles(folder, first);
  expect(active.options.cooling).toEqual({ onConnect: -10, degreesPerMinute: null });
  expect(active.options.recovery.attempts).toBe(3);
});

test.skipIf(!canMount)('a full disk loses nothing of the file that was there', async () => {
  const { folder } = tinyDisk(64);
  const store = await openProfiles(join(folder, 'profiles'), first);
  writeFileSync(join(folder, 'ballast'), Buffer.alloc(56 * 1024));
  const large = (profile: Profile) => ({
    ...profile,
    devices: { mount: { address: `indi://pi/${'x'.repeat(2000)}` } },
  });
  const many = async () => {
    for (let i = 0; i < 40; i++) await store.create({ ...large(first), name: `Copy ${i}` });
  };
  await expect(many()).rejects.toThrow(/cannot be written: the disk is full/);
  await expect(store.save(withGain(1)).then(many)).rejects.toThrow(/disk is full/);
  expect(JSON.parse(readFileSync(join(folder, 'profiles', 'c11-at-home.json'), 'utf8')).name).toBe('C11 at home');
  expect(readdirSync(join(folder, 'profiles')).filter((name) => name.endsWith('.part'))).toEqual([]);
});
