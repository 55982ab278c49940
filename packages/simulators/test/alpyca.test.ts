/**
 * Alpyca, the Python client of the ASCOM Initiative, against the simulated observatory. It is in no package registry
 * that a newcomer has: where the environment variable URANIBORG_ALPYCA names a folder with a copy, it is run and every
 * member is seen, and what it makes of each answer is what our own client makes of it; everywhere, its traffic as recorded
 * is replayed. URANIBORG_RECORD=1 records it anew.
 */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { commonMembers, createAlpacaHandler, type DeviceType, deviceTypes, serveAlpaca } from '@uraniborg/alpaca';
import { openStarCatalogue } from '@uraniborg/astrometry';
import { type Clock, parseUtc, scaledClock, VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { createSimulatedObservatory } from '../src/index.ts';
import { type Access, type AnsweredRequest, kept, unlike } from './sameAsAlpyca.ts';
import { answerOf, type Exchange, recorded, requestOf } from './traffic.ts';

const alpyca = process.env.URANIBORG_ALPYCA;
if (!alpyca)
  console.info('Alpyca is not run: set URANIBORG_ALPYCA to a folder with a copy. Its recorded traffic is replayed.');

const stars = openStarCatalogue(readFileSync(new URL('../../astrometry/data/stars.bin', import.meta.url)));
const recording = new URL('./recordings/alpyca.jsonl.gz', import.meta.url);
const midnight = parseUtc('2026-11-20T23:00:00Z');

function observatory(clock: Clock) {
  const { devices } = createSimulatedObservatory({ clock, seed: 1, stars });
  const server = { name: 'Simulator', manufacturer: 'Uraniborg', version: '1', location: 'Hven' };
  return { devices, handler: createAlpacaHandler({ server, devices, clock }) };
}
const types = [...new Set(observatory(new VirtualClock(midnight)).devices.map(({ type }) => type))];

/** What a refusal may be: each is in the table of the standard. Anything else is a fault of one of the two. */
const refusals = [
  'NotImplementedException',
  'InvalidValueException',
  'ValueNotSetException',
  'InvalidOperationException',
  'ParkedException',
  'ActionNotImplementedException',
];
/** Not in Alpyca, or not called by it: what only old Windows scripts want, and what waits until a slew has ended. */
const beyond = ['ImageArrayVariant', 'SlewToAltAz', 'SlewToCoordinates', 'SlewToTarget'];

test.skipIf(!alpyca)('Alpyca drives every member of every device, and sees what our own client sees', async () => {
  const clock = scaledClock(10, midnight);
  const exchanges: Exchange[] = [];
  const answered = new Map<number, AnsweredRequest>();
  const handler = recorded(kept(observatory(clock).handler, answered), clock, (exchange) => exchanges.push(exchange));
  const listening = await serveAlpaca(handler, { host: '127.0.0.1', port: 0 });
  const names = types.map((type) => type.toLowerCase());
  try {
    const script = new URL('./alpyca_every_member.py', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(
      '/usr/bin/python3',
      [script, `127.0.0.1:${listening.port}`, ...names],
      {
        env: { ...process.env, PYTHONPATH: alpyca, PYTHONDONTWRITEBYTECODE: '1' },
        maxBuffer: 1 << 26,
      },
    );
    const accesses = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Access);
    expect(accesses.filter(({ error }) => error !== undefined && !refusals.includes(error))).toEqual([]);
    for (const type of types) expect([type, missing(type, accesses)]).toEqual([type, []]);
    const compared = await unlike(accesses, answered);
    expect(compared.differences).toEqual([]);
    // Every access but the few that Alpyca refuses by itself.
    expect(compared.count).toBeGreaterThan(0.95 * accesses.length);
  } finally {
    await listening.close();
  }
  if (process.env.URANIBORG_RECORD)
    writeFileSync(recording, gzipSync(exchanges.map((e) => JSON.stringify(e)).join('\n')));
});

function missing(type: DeviceType, accesses: readonly Access[]): string[] {
  const seen = new Set(accesses.filter(({ device }) => device === type.toLowerCase()).map(({ member }) => member));
  const wanted = Object.keys({ ...commonMembers, ...deviceTypes[type].members });
  return wanted.filter((member) => !seen.has(member) && !beyond.includes(member));
}

test('what Alpyca asked when it was recorded is answered as then', async () => {
  const clock = new VirtualClock(midnight);
  const { handler } = observatory(clock);
  const lines = gunzipSync(readFileSync(recording)).toString().split('\n');
  const replay = async () => {
    for (const line of lines) {
      const exchange = JSON.parse(line) as Exchange;
      await clock.sleep(midnight + exchange.at - clock.now());
      const response = await handler(requestOf(exchange));
      const body = response.body instanceof Uint8Array ? response.body : undefined;
      expect([
        exchange.method,
        exchange.path,
        exchange.text,
        answerOf(response.status, response.contentType, body),
      ]).toEqual([exchange.method, exchange.path, exchange.text, exchange.answer]);
    }
  };
  await clock.run(replay(), 'the replay');
  expect(lines.length).toBeGreaterThan(200);
});
