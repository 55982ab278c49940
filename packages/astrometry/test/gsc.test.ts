/** Debian's unmodified camera simulator, with our `gsc` on its PATH, photographs our catalogue's sky. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, radians, separation, signedDegrees, systemClock, type Waiting } from '@uraniborg/core';
import { readFits } from '@uraniborg/formats';
import { IndiClient, isOn, numberOf, tcp } from '@uraniborg/indi';
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
  const [ccd, mount, focuser] = ['CCD Simulator', 'Telescope Simulator', 'Focuser Simulator'];
  const target = { ra: 56.75, dec: 24.12 };
  let server: RunningIndiServer;
  let client: IndiClient;
  let path: string;

  beforeAll(async () => {
    path = mkdtempSync(join(tmpdir(), 'gsc-'));
    writeFileSync(join(path, 'gsc'), `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`);
    chmodSync(join(path, 'gsc'), 0o755);
    server = await startIndiServer({
      drivers: ['indi_simulator_ccd', 'indi_simulator_telescope', 'indi_simulator_focus'],
      path,
    });
    client = new IndiClient({ connect: tcp(server), clock: systemClock });
    await client.open(waiting);
    for (const [device, ready] of [
      [mount, 'EQUATORIAL_EOD_COORD'],
      [focuser, 'ABS_FOCUS_POSITION'],
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

  /** Points the mount there by a sync, and has it follow the sky. */
  async function point(): Promise<void> {
    const now = apparentFromJ2000(target, systemClock.now());
    await client.change(mount, 'ON_COORD_SET', { SYNC: true }, within);
    await client.change(mount, 'EQUATORIAL_EOD_COORD', { RA: now.ra / 15, DEC: now.dec }, within);
    await client.change(mount, 'ON_COORD_SET', { TRACK: true }, within);
    await client.send(mount, 'TELESCOPE_TRACK_STATE', { TRACK_ON: true });
    await client.waitFor(() => isOn(client.vector(mount, 'TELESCOPE_TRACK_STATE'), 'TRACK_ON') || undefined, {
      ...within,
      what: 'the mount to track',
    });
  }

  async function lens(focalLength: number): Promise<void> {
    const [TELESCOPE_APERTURE, GUIDER_APERTURE] = [100, 100];
    await client.change(
      mount,
      'TELESCOPE_INFO',
      {
        TELESCOPE_APERTURE,
        TELESCOPE_FOCAL_LENGTH: focalLength,
        GUIDER_APERTURE,
        GUIDER_FOCAL_LENGTH: focalLength,
      },
      within,
    );
  }

  async function photograph(seconds: number) {
    const blobs = await client.receiveBlobs(ccd, 'CCD1', waiting);
    const [blob] = await Promise.all([
      blobs.next({ ...within, what: 'the frame' }),
      client.change(ccd, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: seconds }, within),
    ]);
    blobs.close();
    const { width, height, data } = readFits(blob.bytes).pixels;
    return { width, height, data, stars: findStars(data, width, height) };
  }

  function solved({ width, height, stars }: Awaited<ReturnType<typeof photograph>>) {
    const scale = (206.265 * 5.2) / 400;
    const solution = solvePlate({ width, height, stars }, catalogue, { ...target, radius: 2, scale });
    if (!solution) throw new Error(`no solution from ${stars.length} stars`);
    return { wcs: solution.wcs, middle: pixelToSky(solution.wcs, { x: width / 2, y: height / 2 }) };
  }

  test("photographs the catalogue's stars where the mount points", async () => {
    await lens(400);
    await point();
    const frame = await photograph(2);
    const { width, height, stars } = frame;
    expect(stars.length).toBeGreaterThan(20);
    const { wcs, middle } = solved(frame);
    expect(separation(middle, target) * 60).toBeLessThan(1);
    const bright = catalogue.cone({ ...target, radius: 0.5, limitMagnitude: 8 });
    const missing = bright.filter((star) => {
      const at = skyToPixel(wcs, star);
      if (!at || at.x < 10 || at.y < 10 || at.x > width - 10 || at.y > height - 10) return false;
      return !stars.some(({ x, y }) => Math.hypot(x - at.x, y - at.y) < 3);
    });
    expect(missing).toEqual([]);
  });

  test('guide pulses move its stars, each in its direction, half as fast as the sky', async () => {
    await lens(400);
    await point();
    const said = () => {
      const vector = client.vector(mount, 'EQUATORIAL_EOD_COORD');
      return { ra: (numberOf(vector, 'RA') ?? Number.NaN) * 15, dec: numberOf(vector, 'DEC') ?? Number.NaN };
    };
    let { middle } = solved(await photograph(1));
    /** How far the sky in the middle of the frame has gone, arc seconds east and north. */
    async function moved(axis: 'NS' | 'WE', direction: 'N' | 'S' | 'W' | 'E') {
      const before = middle;
      const pulse: Record<string, number> =
        axis === 'NS' ? { TIMED_GUIDE_N: 0, TIMED_GUIDE_S: 0 } : { TIMED_GUIDE_W: 0, TIMED_GUIDE_E: 0 };
      pulse[`TIMED_GUIDE_${direction}`] = 2000;
      const from = said();
      await client.change(mount, `TELESCOPE_TIMED_GUIDE_${axis}`, pulse, within);
      // The camera hears of it as we do.
      const arrived = () => Math.max(Math.abs(said().ra - from.ra), Math.abs(said().dec - from.dec)) * 3600 > 11;
      await client.waitFor(() => arrived() || undefined, { ...within, what: 'the mount to say that it has moved' });
      const after = solved(await photograph(1)).middle;
      middle = after;
      return {
        east: signedDegrees(after.ra - before.ra) * Math.cos(radians(target.dec)) * 3600,
        north: (after.dec - before.dec) * 3600,
      };
    }
    // Which way north is depends on the side of the pier; south is the other way.
    const [north, south, west, east] = [
      await moved('NS', 'N'),
      await moved('NS', 'S'),
      await moved('WE', 'W'),
      await moved('WE', 'E'),
    ];
    for (const pulse of [north, south]) {
      expect(Math.abs(pulse.north)).toBeGreaterThan(13);
      expect(Math.abs(pulse.north)).toBeLessThan(17);
      expect(Math.abs(pulse.east)).toBeLessThan(3);
    }
    for (const pulse of [west, east]) {
      expect(Math.abs(pulse.east)).toBeGreaterThan(10);
      expect(Math.abs(pulse.east)).toBeLessThan(17);
      expect(Math.abs(pulse.north)).toBeLessThan(3);
    }
    expect(Math.sign(south.north)).toBe(-Math.sign(north.north));
    expect(Math.sign(east.east)).toBe(-Math.sign(west.east));
  });

  test('its stars are small where the focuser is in focus, and grow beside it', async () => {
    await lens(900);
    await point();
    const radiusAt = async (FOCUS_ABSOLUTE_POSITION: number) => {
      await client.change(focuser, 'ABS_FOCUS_POSITION', { FOCUS_ABSOLUTE_POSITION }, { ...within, timeoutMs: 60_000 });
      return medianRadius(await photograph(1));
    };
    const [far, near, past] = [await radiusAt(50_000), await radiusAt(36_700), await radiusAt(25_000)];
    expect(near).toBeLessThan(far / 1.5);
    expect(near).toBeLessThan(past / 1.3);
  });
});

/** The mean distance of a star's light from its middle, pixels: the median of the stars. */
function medianRadius({
  width,
  data,
  stars,
}: {
  width: number;
  data: ArrayLike<number>;
  stars: { x: number; y: number; flux: number }[];
}): number {
  const sky = median(Float64Array.from({ length: 5000 }, (_, n) => data[(n * 7919) % data.length] ?? 0));
  const radii = stars
    .toSorted((a, b) => b.flux - a.flux)
    .slice(0, 30)
    .map(({ x, y }) => {
      let [flux, moment] = [0, 0];
      for (let dy = -10; dy <= 10; dy++)
        for (let dx = -10; dx <= 10; dx++) {
          const above = Math.max(0, (data[(Math.round(y) + dy) * width + Math.round(x) + dx] ?? 0) - sky - 15);
          flux += above;
          moment += above * Math.hypot(Math.round(x) + dx - x, Math.round(y) + dy - y);
        }
      return moment / flux;
    });
  return median(radii);
}
