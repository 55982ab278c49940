import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { onlyHandlers, testApp } from '../testing/testApp.ts';
import { readPassword, setPassword } from './password.ts';

async function guarded() {
  const file = join(temporaryFolder(), 'password');
  await setPassword(file, 'Tycho Brahe');
  return await testApp({ password: await readPassword(file), handlers: onlyHandlers({ stop: async () => ({}) }) });
}
const json = { 'content-type': 'application/json' };
const say = (url: string, password: string, headers: Record<string, string> = json) =>
  fetch(`${url}/login`, { method: 'POST', body: JSON.stringify({ password }), headers, redirect: 'manual' });

test('without the password nothing is served: a page for people, 401 for scripts', async () => {
  const { url } = await guarded();
  for (const path of [
    '/',
    '/sky',
    '/api/v1/state',
    '/api/v1/frames/x/pixels',
    '/api/v1/openapi.json',
    '/api/v1/events',
  ]) {
    expect((await fetch(url + path)).status, path).toBe(401);
  }
  expect((await fetch(`${url}/api/v1/commands/stop`, { method: 'POST', body: '{}', headers: json })).status).toBe(401);
  const page = await fetch(url, { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain('Password of this observatory');
});

test('the password opens it, by a cookie that no script of a page can read, until the logout', async () => {
  const { url } = await guarded();
  const answer = await say(url, 'Tycho Brahe');
  const cookie = answer.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Strict/);
  const headers = { cookie: cookie.split(';')[0] ?? '', ...json };
  expect((await fetch(`${url}/api/v1/state`, { headers })).status).toBe(200);
  expect((await fetch(`${url}/api/v1/state`, { headers: { cookie: `${headers.cookie}x` } })).status).toBe(401);
  await fetch(`${url}/logout`, { method: 'POST', body: '{}', headers });
  expect((await fetch(`${url}/api/v1/state`, { headers })).status).toBe(401);
});

test('the form of the page works without a script', async () => {
  const { url } = await guarded();
  const form = (password: string) =>
    fetch(`${url}/login`, {
      method: 'POST',
      body: new URLSearchParams({ password }),
      headers: { accept: 'text/html' },
      redirect: 'manual',
    });
  const right = await form('Tycho Brahe');
  expect(right.status).toBe(303);
  expect(right.headers.get('location')).toBe('/');
  const wrong = await form('Kepler <b>');
  expect(wrong.status).toBe(401);
  expect(await wrong.text()).toContain('This is not the password');
});

test('an observer looks and may stop; an operator observes; the rig belongs to the owner', async () => {
  const file = join(temporaryFolder(), 'password');
  await setPassword(file, 'Tycho Brahe');
  await setPassword(file, 'Longomontanus', 'operator');
  await setPassword(file, 'Sophie Brahe', 'observer');
  const { url } = await testApp({
    password: await readPassword(file),
    handlers: onlyHandlers({
      stop: async () => ({}),
      'mount.unpark': async () => ({}),
      'equipment.removeSwitches': async () => ({}),
    }),
  });
  const statuses = async (password: string) => {
    const cookie = (await say(url, password)).headers.get('set-cookie')?.split(';')[0] ?? '';
    const command = (name: string, body = {}) =>
      fetch(`${url}/api/v1/commands/${name}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { ...json, cookie },
      }).then(({ status }) => status);
    return {
      state: (await fetch(`${url}/api/v1/state`, { headers: { cookie } })).status,
      session: await (await fetch(`${url}/api/v1/session`, { headers: { cookie } })).json(),
      stop: await command('stop'),
      unpark: await command('mount.unpark'),
      rig: await command('equipment.removeSwitches', { nickname: 'power' }),
      disguised: await command('equipment%2EremoveSwitches', { nickname: 'power' }),
      unknown: await command('toString'),
    };
  };
  expect(await statuses('Sophie Brahe')).toEqual({
    state: 200,
    session: { access: 'observer', login: true },
    stop: 200,
    unpark: 403,
    rig: 403,
    disguised: 403,
    unknown: 403,
  });
  expect(await statuses('Longomontanus')).toMatchObject({ stop: 200, unpark: 200, rig: 403, disguised: 403 });
  expect(await statuses('Tycho Brahe')).toMatchObject({ stop: 200, unpark: 200, rig: 200, unknown: 400 });
});

test('where no password is asked for everybody is the owner', async () => {
  const { url } = await testApp();
  expect(await (await fetch(`${url}/api/v1/session`)).json()).toEqual({ access: 'owner', login: false });
});

test('a crowd of guesses is turned away instead of filling memory', async () => {
  const { url } = await guarded();
  const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => say(url, `guess number ${i}`)));
  const statuses = answers.map((answer) => answer.status);
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
  expect(statuses.every((status) => status === 429 || status === 401)).toBe(true);
});
