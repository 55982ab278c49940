import { median } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { evening, observatoryAt } from './testing/observatory.ts';

test('a night of twelve hours passes on a virtual clock', async () => {
  const { clock, driver, world } = observatoryAt(evening - 5 * 3_600_000);
  const [camera, mount, focuser] = [driver('camera'), driver('telescope'), driver('focuser')];
  await camera.putCoolerOn?.(true);
  await camera.putSetCCDTemperature?.(-10);
  await mount.putTracking?.(true);
  const best: number[] = [];
  const sky: number[] = [];
  const sides = new Set<string>();
  await clock.run(
    (async () => {
      for (let hour = 0; hour < 12; hour++) {
        // Always a star an hour east of the meridian, so that the mount flips on the way.
        await mount.slewToCoordinatesAsync?.(((await mount.siderealTime()) + 1) % 24, 40);
        while (await mount.slewing?.()) await clock.sleep(1000);
        sides.add(String(await mount.sideOfPier?.()));
        await camera.startExposure(1, true);
        while (!(await camera.imageReady())) await clock.sleep(1000);
        const { data } = await camera.imageArray();
        sky.push(median(data.subarray(0, 100_000)));
        best.push(world.tubeTemperature(clock.now()));
        expect(await focuser.temperature?.()).toBeCloseTo(world.tubeTemperature(clock.now()), 0);
        await clock.sleep(3_400_000);
      }
    })(),
    'the night',
  );
  expect(clock.now()).toBeGreaterThan(evening + 6 * 3_600_000);
  expect(sides).toEqual(new Set(['west']));
  expect(await camera.ccdTemperature?.()).toBe(-10);
  // Twilight at 16 h UTC, night at 22 h.
  expect(sky[0]).toBeGreaterThan(4 * Math.min(...sky));
  expect(Math.max(...best) - Math.min(...best)).toBeGreaterThan(1);
});
