import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { DeviceError, systemClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { openedFiles } from '../files/openedFiles.ts';
import { wirePixels } from '../frames/wirePixels.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { noFrames, onlyHandlers, testApp } from '../testing/testApp.ts';

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
const problem = async (response: Response) => {
  const { error } = (await response.json()) as { error: { tag: string; message: string; where?: string } };
  return { status: response.status, ...error };
};
/** fetch sets Host itself: what a browser cannot forge a test must. */
const statusWith = (port: number, headers: Record<string, string>, path = '/api/v1/state', method = 'GET') =>
  new Promise<number>((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end(method === 'POST' ? '{}' : undefined);
  });

test('a command gets its validated input, and its answer comes back', async () => {
  const { url } = await testApp({
    handlers: onlyHandlers({ 'focuser.move': async (input) => ({ activity: JSON.stringify(input) }) }),
  });
  const response = await post(`${url}/api/v1/commands/focuser.move`, { to: 12_000, nonsense: 1 });
  expect(await response.json()).toEqual({ activity: '{"to":12000}' });
});

test.each([
  ['capture.series', { frameType: 'light', seconds: -1 }, /"seconds" must be at least 0/, 'seconds'],
  ['capture.series', { frameType: 'lihgt' }, /"frameType" must be one of light, dark/, 'frameType'],
  ['focuser.move', { to: 'far' }, /"to" must be an? (number|integer)/, 'to'],
  ['focuser.move', {}, /"to" is missing/, 'to'],
  ['mount.slew', { ra: 400, dec: 0 }, /"ra" must be at most 360/, 'ra'],
  ['mount.slew', { text: '' }, /"text" must be at least 1 characters long/, 'text'],
  ['mount.slew', [], /The input must be|"ra" is missing/, undefined],
  ['equipment.connect', 'not json', /not valid JSON|Unexpected token/, undefined],
  ['telescope.explode', {}, /There is no command "telescope.explode"/, 'name'],
])('a wrong input to %s is refused in words: %j', async (name, input, sentence, where) => {
  const { url } = await testApp();
  const answer = await problem(await post(`${url}/api/v1/commands/${name}`, input));
  expect(answer).toMatchObject({ status: 400, tag: 'InvalidInput' });
  expect(answer.message).toMatch(sentence);
  if (where !== undefined) expect(answer.where).toBe(where);
});

test('what a device says against it reaches the person; what is our fault is called so', async () => {
  const { url } = await testApp({
    handlers: onlyHandlers({
      'mount.unpark': async () => {
        throw new DeviceError('The mount refuses: its cables are wound up', 0x40b);
      },
      'mount.park': async () => {
        throw new TypeError('x is undefined');
      },
    }),
  });
  const refusal = await problem(await post(`${url}/api/v1/commands/mount.unpark`, {}));
  expect(refusal).toMatchObject({
    status: 409,
    tag: 'DeviceError',
    message: 'The mount refuses: its cables are wound up',
  });
  const fault = await problem(await post(`${url}/api/v1/commands/mount.park`, {}));
  expect(fault).toMatchObject({ status: 500, tag: 'InternalError' });
  expect(fault.message).toMatch(/Something went wrong inside the server/);
});

test('a body beyond all measure is not read', async () => {
  const { url } = await testApp();
  const response = await post(`${url}/api/v1/commands/sky.find`, { text: 'x'.repeat(7_000_000) });
  expect(response.status).toBe(413);
});

test('the page of another site can neither command nor listen', async () => {
  const { port } = await testApp({ handlers: onlyHandlers({ stop: async () => ({}) }) });
  const ours = { host: `127.0.0.1:${port}`, 'content-type': 'application/json', 'content-length': '2' };
  const stop = (headers: Record<string, string>) => statusWith(port, headers, '/api/v1/commands/stop', 'POST');
  expect(await stop({ ...ours, origin: `http://127.0.0.1:${port}` })).toBe(200);
  expect(await stop(ours)).toBe(200);
  expect(await stop({ ...ours, origin: 'http://evil.example' })).toBe(403);
  expect(await stop({ ...ours, origin: 'null' })).toBe(403);
  expect(await stop({ ...ours, 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await stop({ ...ours, 'content-type': 'text/plain' })).toBe(415);
  const { 'content-length': _, ...listener } = ours;
  const upgrade = {
    connection: 'upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  };
  expect(await statusWith(port, { ...listener, ...upgrade, origin: 'http://evil.example' }, '/api/v1/events')).toBe(
    403,
  );
});

test('a name that is not ours is refused: it may have been pointed here', async () => {
  const { port } = await testApp({ names: ['pi.local'] });
  expect(await statusWith(port, { host: `localhost:${port}` })).toBe(200);
  expect(await statusWith(port, { host: `[::1]:${port}` })).toBe(200);
  expect(await statusWith(port, { host: 'PI.local:80' })).toBe(200);
  expect(await statusWith(port, { host: `evil.example:${port}` })).toBe(421);
  expect(await statusWith(port, { host: 'localhost.evil.example' })).toBe(421);
});

test('the web application is served, its own addresses too, and nothing beside its folder', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'dist', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'dist', 'index.html'), '<!doctype html>hello');
  writeFileSync(join(folder, 'dist', 'assets', 'a-1234.js'), 'code');
  writeFileSync(join(folder, 'secret'), 'secret');
  const { url, port } = await testApp({ webFolder: join(folder, 'dist') });
  const page = { accept: 'text/html' };
  expect(await (await fetch(`${url}/`, { headers: page })).text()).toContain('hello');
  expect(await (await fetch(`${url}/sky`, { headers: page })).text()).toContain('hello');
  const script = await fetch(`${url}/assets/a-1234.js`);
  expect(script.headers.get('cache-control')).toContain('immutable');
  expect(script.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect((await fetch(`${url}/api/v1/nothing`, { headers: page })).status).toBe(404);
  const host = { host: `127.0.0.1:${port}` };
  for (const path of [
    '/../secret',
    '/..%2fsecret',
    '/assets/..%2f..%2fsecret',
    '/%2e%2e/secret',
    '/assets/..\\..\\secret',
  ]) {
    expect([400, 403, 404], path).toContain(await statusWith(port, host, path));
  }
});

test('before the application is built a page says what to do', async () => {
  const { url } = await testApp();
  const response = await fetch(url, { headers: { accept: 'text/html' } });
  expect(await response.text()).toContain('npm run build');
});

test('pixels come with their size, and a frame that is gone says so', async () => {
  const data = Uint16Array.of(1, 2, 3, 0xffff, 0x0102, 6);
  const { url } = await testApp({
    frames: {
      ...noFrames,
      pixels: async (id) => (id === 'f1' ? wirePixels({ width: 3, height: 2, planes: 1, data }) : undefined),
      file: async (id) => (id === 'f1' ? { name: 'M 42ü.fits', bytes: Uint8Array.of(1, 2) } : undefined),
    },
  });
  const pixels = await fetch(`${url}/api/v1/frames/f1/pixels`);
  expect(Object.fromEntries(pixels.headers)).toMatchObject({
    'x-frame-width': '3',
    'x-frame-height': '2',
    'x-frame-planes': '1',
    'x-frame-type': 'uint16',
  });
  expect(new Uint16Array(await pixels.arrayBuffer())).toEqual(data);
  const file = await fetch(`${url}/api/v1/frames/f1/file`);
  expect(file.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''M%2042%C3%BC.fits");
  const gone = await problem(await fetch(`${url}/api/v1/frames/..%2f..%2fetc%2fpasswd/file`));
  expect(gone).toMatchObject({ status: 400, message: expect.stringContaining('no longer in memory') });
});

test('describes itself', async () => {
  const { url } = await testApp();
  const description = (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as { paths: object };
  expect(Object.keys(description.paths)).toContain('/api/v1/commands/mount.slew');
});

test('a file that is larger than is taken is refused while it comes', async () => {
  const folder = temporaryFolder();
  const workers = { run: async () => Promise.reject(new Error('nobody asks for it')) };
  const files = await openedFiles({ folder: join(folder, 'opened'), workers, clock: systemClock, mostBytes: 100_000 });
  const { url } = await testApp({ openFile: files.open });
  const response = await fetch(`${url}/api/v1/files?name=big.fits`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(300_000),
  });
  expect(await problem(response)).toMatchObject({ status: 400, message: expect.stringContaining('larger than') });
  expect(readdirSync(join(folder, 'opened'))).toEqual([]);
});
