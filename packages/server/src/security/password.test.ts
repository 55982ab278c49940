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
  expect(await check?.('Tycho Brahe 1576')).toBe(true);
  expect(await check?.('tycho brahe 1576')).toBe(false);
  expect(await check?.('')).toBe(false);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).not.toMatch(/tycho/i);
});

test('too short a password and a damaged file are refused', async () => {
  const file = join(temporaryFolder(), 'password');
  await expect(setPassword(file, 'short')).rejects.toThrow(/at least 8 characters/);
  writeFileSync(file, 'hello');
  await expect(readPassword(file)).rejects.toThrow(/damaged; set the password again/);
});
