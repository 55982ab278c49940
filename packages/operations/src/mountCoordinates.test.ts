import { VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { fromMountEquinox, toMountEquinox } from './mountCoordinates.ts';
import { startOperation } from './operation.ts';
import { slew } from './plan.ts';
import { captureSingle } from './plans/captureSeries.ts';
import { fakeObservatory } from './testing/fakeObservatory.ts';

const START = Date.UTC(2026, 10, 20, 22);
const orion = { ra: 83.8221, dec: -5.3911 };

test('a mount that counts from today is sent where the star is today', async () => {
  const clock = new VirtualClock(START);
  const observatory = fakeObservatory(clock);
  const { mount } = observatory.devices;
  const apparent = { ...mount, capabilities: () => ({ ...mount.capabilities(), equinox: 'apparent' as const }) };
  const withApparent = { ...observatory, rig: () => ({ ...observatory.rig(), mount: apparent }) };
  const slewing = { name: 'Slew', needs: ['mount'] as const, plan: () => slew(orion) };
  await clock.run((await clock.run(startOperation(slewing, withApparent))).done);
  // 26.9 years of precession (5h35m, -5 deg: +3.02 s and +2.2" a year), less than half an arcminute of the rest.
  const { ra, dec } = observatory.devices.at.pointing;
  expect((ra - orion.ra) * 3600).toBeCloseTo(26.9 * 3.02 * 15, -2);
  expect(Math.abs((dec - orion.dec) * 3600 - 26.9 * 2.2)).toBeLessThan(30);

  const once = {
    name: 'Capture',
    needs: ['camera'] as const,
    plan: () => captureSingle({ frameType: 'light', seconds: 1 }, { keep: true }),
  };
  await clock.run((await clock.run(startOperation(once, withApparent))).done);
  expect(observatory.kept[0]?.mount?.ra).toBeCloseTo(orion.ra, 4);
  expect(observatory.kept[0]?.mount?.dec).toBeCloseTo(orion.dec, 4);
});

test('there and back is where it was', () => {
  const back = fromMountEquinox(toMountEquinox(orion, 'apparent', START), 'apparent', START);
  expect(back.ra).toBeCloseTo(orion.ra, 9);
  expect(back.dec).toBeCloseTo(orion.dec, 9);
  expect(toMountEquinox(orion, 'J2000', START)).toEqual(orion);
});
