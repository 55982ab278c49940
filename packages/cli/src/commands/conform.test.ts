import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { type AlpacaHandler, createAlpacaHandler, serveAlpaca } from '@uraniborg/alpaca';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../run.ts';

const folder = mkdtempSync(join(tmpdir(), 'uraniborg-conform-'));
let sound: { url: string; close: () => Promise<void> };
let broken: typeof sound;

async function serve(alter: (handler: AlpacaHandler) => AlpacaHandler) {
  const handler = createAlpacaHandler({
    server: { name: 'Test', manufacturer: 'Uraniborg', version: '1', location: 'Hven' },
    devices: [{ type: 'safetyMonitor', number: 0, name: 'Watchman', uniqueId: 'w', driver: { isSafe: () => true } }],
  });
  const listening = await serveAlpaca(alter(handler), { host: '127.0.0.1', port: 0 });
  return { url: `http://127.0.0.1:${listening.port}`, close: () => listening.close() };
}

beforeAll(async () => {
  sound = await serve((handler) => handler);
  broken = await serve(
    (handler) => async (request) =>
      request.path.endsWith('/name') ? { ...(await handler(request)), contentType: 'text/html' } : handler(request),
  );
});
afterAll(async () => {
  await Promise.all([sound.close(), broken.close()]);
  rmSync(folder, { recursive: true });
});

async function conform(...args: string[]) {
  let [out, err] = ['', ''];
  const code = await run(['conform', ...args], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    live: false,
    input: new PassThrough(),
    signal: new AbortController().signal,
  });
  return { code, out, err };
}

test('a sound device ends with 0, a broken one with 1 and the rule that it breaks', async () => {
  expect(await conform(sound.url)).toMatchObject({ code: 0 });
  const { code, out, err } = await conform(broken.url, '--device', 'safetymonitor/0');
  expect(code).toBe(1);
  expect(out).toContain('Rule protocol.contentType: Answers are application/json');
  expect(err).toContain('checks failed');
});

test('a report is written as a page or as JSON', async () => {
  const page = join(folder, 'report.html');
  await conform(sound.url, '--report', 'html', '--out', page);
  expect(readFileSync(page, 'utf8')).toContain('It conforms.');
  const { out } = await conform(sound.url, '--protocol', '--report', 'json');
  expect(JSON.parse(out)).toMatchObject([{ type: 'safetyMonitor', number: 0, name: 'Watchman' }]);
});

test('a server that is not there and a device that is none are told in a sentence', async () => {
  expect(await conform('http://127.0.0.1:9')).toMatchObject({ code: 1 });
  const { code, err } = await conform(sound.url, '--device', 'kettle/0');
  expect([code, err]).toEqual([2, 'uraniborg: "kettle/0" is no device; write for example camera/0, or all\n']);
});
