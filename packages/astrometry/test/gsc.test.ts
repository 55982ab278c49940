/** Debian's unmodified camera simulator, with our `gsc` on its PATH, photographs our catalogue's sky. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { separation, systemClock, type Waiting } from '@uraniborg/core';
import { readFits } from '@uraniborg/formats';
import { IndiClient, tcp } from '@uraniborg/indi';
import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apparentFromJ2000 } from '../src/apparentPlace.ts';
import { solvePlate } from '../src/solver/solvePlate.ts';
import { pixelToSky, skyToPixel } from '../src/wcs.ts';
import { findStars } from './findStars.ts';
import { catalogue } from './starField.ts';

const script = fileURLToPath(new URL('../scripts/gsc.ts', import.meta.url));
const run = (...words: string[]) =>
  execFileSync(process.execPath, [script, ...words], { encoding: 'utf8' })
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' '));

test('gsc prints the stars of a cone, twelve words a line, brightest first', () => {
  const lines = run('-c', '83.820000', '-5.390000', '-r', '40', '-m', '0', '9', '-n', '10');
  expect(lines).toHaveLength(10);
  for (const words of lines) {
    expect(words).toHaveLength(12);
    const [id = '', ra, dec] = words;
    expect(id).toMatch(/^\d{10}$/);
    expect(separation({ ra: Number(ra), dec: Number(dec) }, { ra: 83.82, dec: -5.39 })).toBeLessThan(40 / 60);
    expect(Number(words[4])).toBeLessThanOrEqual(9);
  }
  const magnitudes = lines.map((words) => Number(words[4]));
  expect(magnitudes).toEqual(magnitudes.toSorted((a, b) => a - b));
});

const reason = whyNoIndiServer();
if (reason) console.log(`The sky of Debian's camera simulator is not looked at: ${reason}`);

describe.skipIf(reason)("Debian's camera simulator", () => {
  const waiting: Waiting = { clock: systemClock, signal: new AbortController().signal };
  const within = { ...waiting, timeoutMs: 30_000 };
  const [ccd, mount] = ['CCD Simulator', 'Telescope Simulator'];
  let server: RunningIndiServer;
  let client: IndiClient;
  let path: string;

  beforeAll(async () => {
    path = mkdtempSync(join(tmpdir(), 'gsc-'));
    writeFileSync(join(path, 'gsc'), `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`);
    chmodSync(join(path, 'gsc'), 0o755);
    server = await startIndiServer({ drivers: ['indi_simulator_ccd', 'indi_simulator_telescope'], path });
    client = new IndiClient({ connect: tcp(server), clock: systemClock });
    await client.open(waiting);
    for (const [device, ready] of [
      [mount, 'EQUATORIAL_EOD_COORD'],
      [ccd, 'CCD_EXPOSURE'],
    ] as const) {
      await client.defined(device, 'CONNECTION', within);
      await client.change(device, 'CONNECTION', { CONNECT: true }, within);
      await client.defined(device, ready, within);
    }
  });
  afterAll(async () => {
    client?.close();
    await server?.stop();
    if (path) rmSync(path, { recursive: true });
  });

  test("photographs the catalogue's stars where the mount points", async () => {
    const target = { ra: 56.75, dec: 24.12 };
    const now = apparentFromJ2000(target, systemClock.now());
    await client.change(
      mount,
      'TELESCOPE_INFO',
      { TELESCOPE_APERTURE: 100, TELESCOPE_FOCAL_LENGTH: 400, GUIDER_APERTURE: 100, GUIDER_FOCAL_LENGTH: 400 },
      within,
    );
    await client.change(mount, 'ON_COORD_SET', { SYNC: true }, within);
    await client.change(mount, 'EQUATORIAL_EOD_COORD', { RA: now.ra / 15, DEC: now.dec }, within);
    const blobs = await client.receiveBlobs(ccd, 'CCD1', waiting);
    const [blob] = await Promise.all([
      blobs.next({ ...within, what: 'the frame' }),
      client.change(ccd, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 2 }, within),
    ]);
    blobs.close();
    const { width, height, data } = readFits(blob.bytes).pixels;
    const stars = findStars(data, width, height);
    expect(stars.length).toBeGreaterThan(20);
    const scale = (206.265 * 5.2) / 400;
    const solution = solvePlate({ width, height, stars }, catalogue, { ...target, radius: 2, scale });
    if (!solution) throw new Error(`no solution from ${stars.length} stars`);
    const middle = pixelToSky(solution.wcs, { x: width / 2, y: height / 2 });
    expect(separation(middle, target) * 60).toBeLessThan(1);
    const bright = catalogue.cone({ ...target, radius: 0.5, limitMagnitude: 8 });
    const missing = bright.filter((star) => {
      const at = skyToPixel(solution.wcs, star);
      if (!at || at.x < 10 || at.y < 10 || at.x > width - 10 || at.y > height - 10) return false;
      return !stars.some(({ x, y }) => Math.hypot(x - at.x, y - at.y) < 3);
    });
    expect(missing).toEqual([]);
  });
});
