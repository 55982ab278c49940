import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { openLogins } from './serverLogins.ts';

test('a login is kept in a file that only its owner may read, and is there again', async () => {
  const file = join(temporaryFolder(), 'logins.json');
  const logins = await openLogins(file);
  await logins.set('https://observatory.example:443', { user: 'tycho', password: 'stella nova' });
  await logins.set('http://192.168.1.5:11111/', { user: 'sophie', password: 'x' });
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  const again = await openLogins(file);
  expect(again.servers).toEqual(['http://192.168.1.5:11111', 'https://observatory.example']);
  expect(again.of('https://observatory.example')).toEqual({ user: 'tycho', password: 'stella nova' });
  await again.set('https://observatory.example', undefined);
  expect(readFileSync(file, 'utf8')).not.toContain('stella');
  await expect(again.set('indi://pi', undefined)).rejects.toThrow(/no server's address; write for example https/);
});

test('a file that others may read is refused with what to do', async () => {
  const file = join(temporaryFolder(), 'logins.json');
  writeFileSync(file, '{"version":1,"servers":{}}');
  chmodSync(file, 0o644);
  if (process.platform !== 'win32') await expect(openLogins(file)).rejects.toThrow(/run: chmod 600 .*logins.json/);
});

test('a broken file is named, and nothing of it is said', async () => {
  const file = join(temporaryFolder(), 'logins.json');
  writeFileSync(file, '{"version":1,"servers":{"https://a":{"user":"u","password":"hunter2"', { mode: 0o600 });
  const failure = await openLogins(file).catch((error: Error) => error.message);
  expect(failure).toMatch(/logins.json is not JSON; mend it/);
  expect(failure).not.toContain('hunter2');
  writeFileSync(file, '{"version":1,"servers":{"https://a":{"user":"u","password":7}}}');
  await expect(openLogins(file)).rejects.toThrow(/logins.json, "servers.https:\/\/a.password" must be a string/);
});
