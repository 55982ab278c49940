import { readFileSync } from 'node:fs';
import { alpacaClient, createAlpacaHandler, memoryTransport } from '@uraniborg/alpaca';
import { openStarCatalogue } from '@uraniborg/astrometry';
import { parseUtc, VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { createSimulatedObservatory } from './index.ts';

const stars = openStarCatalogue(readFileSync(new URL('../../astrometry/data/stars.bin', import.meta.url)));
const NIGHT = parseUtc('2026-11-20T23:00:00Z');

test('a client slews, exposes and downloads a star field through the Alpaca server', async () => {
  const clock = new VirtualClock(NIGHT);
  const { devices } = createSimulatedObservatory({ clock, seed: 1, stars });
  const server = { name: 's', manufacturer: 'm', version: '1', location: 'l' };
  const transport = memoryTransport(createAlpacaHandler({ server, devices, clock }), { clock });
  const mount = alpacaClient('telescope', 0, { transport });
  const camera = alpacaClient('camera', 0, { transport });
  await clock.run(
    (async () => {
      await mount.putConnected(true);
      await camera.putConnected(true);
      await mount.putTracking(true);
      await mount.slewToCoordinatesAsync(0.71, 41.2);
      while (await mount.slewing()) await clock.sleep(500);
      expect(await mount.declination()).toBeCloseTo(41.2, 4);
      await camera.startExposure(10, true);
      while (!(await camera.imageReady())) await clock.sleep(500);
      const image = await camera.imageArray({ clock });
      expect([image.width, image.height, image.data.length]).toEqual([1936, 1216, 1936 * 1216]);
      expect(Uint16Array.from(image.data).reduce((max, pixel) => Math.max(max, pixel), 0)).toBeGreaterThan(20_000);
    })(),
    'the night',
  );
});
