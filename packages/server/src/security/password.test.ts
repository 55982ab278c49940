import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { readPassword, setPassword } from './password.ts';

test('the right password passes, any other does not, and the file says neither', async () => {
  const file = join(temporaryFolder(), 'password');
  expect(await readPassword(file)).toBeUndefined();
  await setPassword(file, 'Tycho Brahe 1576');
  const check = await readPassword(file);
  expect(await check?.('Tycho Brahe 1576')).toBe('owner');
  expect(await check?.('tycho brahe 1576')).toBeUndefined();
  expect(await check?.('')).toBeUndefined();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).not.toMatch(/tycho/i);
});

test('too short a password and a damaged file are refused', async () => {
  const file = join(temporaryFolder(), 'password');
  await expect(setPassword(file, 'short')).rejects.toThrow(/at least 8 characters/);
  writeFileSync(file, 'hello');
  await expect(readPassword(file)).rejects.toThrow(/damaged; delete it and set the password again/);
});

test('observers and operators have passwords of their own, which can be taken away again', async () => {
  const file = join(temporaryFolder(), 'password');
  await expect(setPassword(file, 'Sophie Brahe', 'observer')).rejects.toThrow(/password of the owner first/);
  await setPassword(file, 'Tycho Brahe 1576');
  await setPassword(file, 'Sophie Brahe', 'observer');
  await setPassword(file, 'Longomontanus', 'operator');
  await expect(setPassword(file, 'Tycho Brahe 1576', 'operator')).rejects.toThrow(/password of the owner already/);
  await expect(setPassword(file, '')).rejects.toThrow(/at least 8 characters/);
  const check = await readPassword(file);
  const said = ['Tycho Brahe 1576', 'Sophie Brahe', 'Longomontanus', 'Kepler 1600'].map((word) => check?.(word));
  expect(await Promise.all(said)).toEqual(['owner', 'observer', 'operator', undefined]);
  await setPassword(file, '', 'observer');
  expect(await (await readPassword(file))?.('Sophie Brahe')).toBeUndefined();
  expect(await (await readPassword(file))?.('Longomontanus')).toBe('operator');
});
