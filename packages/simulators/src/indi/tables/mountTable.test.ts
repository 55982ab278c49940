import { separation, signedDegrees } from '@uraniborg/core';
import { chosen, numberOf, textOf } from '@uraniborg/indi';
import { expect, test } from 'vitest';
import { indiSession } from '../../testing/indiSession.ts';

const MOUNT = 'Simulated mount';

async function mounted() {
  const session = await indiSession();
  await session.connected(MOUNT);
  const number = (property: string, element: string) =>
    numberOf(session.client.vector(MOUNT, property), element) ?? NaN;
  const at = () => ({ ra: number('EQUATORIAL_EOD_COORD', 'RA') * 15, dec: number('EQUATORIAL_EOD_COORD', 'DEC') });
  const state = (property: string) => session.client.vector(MOUNT, property)?.state;
  const change = (property: string, values: Parameters<typeof session.change>[2]) =>
    session.change(MOUNT, property, values);
  const ask = (property: string, values: Parameters<typeof session.change>[2]) => session.send(MOUNT, property, values);
  /** Hours that stand an hour past the meridian. */
  const west = () => (number('TIME_LST', 'LST') + 23) % 24;
  return { ...session, change, ask, number, at, state, west };
}

test('TRACK slews and tracks, SLEW slews and stands, SYNC believes', async () => {
  const { change, at, state, sleep, west, client, driver } = await mounted();
  const tracking = () => chosen(client.vector(MOUNT, 'TELESCOPE_TRACK_STATE'));
  const target = { RA: west(), DEC: 40 };
  await change('EQUATORIAL_EOD_COORD', target);
  expect(separation(at(), { ra: target.RA * 15, dec: 40 })).toBeLessThan(0.01);
  expect([state('EQUATORIAL_EOD_COORD'), tracking()]).toEqual(['Ok', 'TRACK_ON']);
  await change('ON_COORD_SET', { SYNC: true });
  await change('EQUATORIAL_EOD_COORD', { ...target, DEC: 40.5 });
  expect(at().dec).toBeCloseTo(40.5);
  expect(await driver('telescope').declination()).toBeCloseTo(40.5);
  await change('ON_COORD_SET', { SLEW: true });
  await change('EQUATORIAL_EOD_COORD', { RA: west(), DEC: 30 });
  await sleep(2000);
  expect(tracking()).toBe('TRACK_OFF');
  const before = at().ra;
  await sleep(600_000);
  // Ten minutes of standing still are two and a half degrees of sky.
  expect(signedDegrees(at().ra - before)).toBeCloseTo(2.507, 2);
  expect(state('EQUATORIAL_EOD_COORD')).toBe('Idle');
});

test('parks where it was told, and moves no more until it is unparked', async () => {
  const { change, state, client, west, at, sleep } = await mounted();
  await change('EQUATORIAL_EOD_COORD', { RA: west(), DEC: 40 });
  await change('TELESCOPE_PARK_OPTION', { PARK_CURRENT: true });
  await change('EQUATORIAL_EOD_COORD', { RA: west(), DEC: 60 });
  await change('TELESCOPE_PARK', { PARK: true });
  expect(chosen(client.vector(MOUNT, 'TELESCOPE_PARK'))).toBe('PARK');
  await sleep(1000);
  expect(at().dec).toBeCloseTo(40, 1);
  await expect(change('EQUATORIAL_EOD_COORD', { RA: west(), DEC: 50 })).rejects.toThrow(/parked/);
  await change('TELESCOPE_PARK', { UNPARK: true });
  await change('EQUATORIAL_EOD_COORD', { RA: west(), DEC: 50 });
  expect(state('TELESCOPE_PARK')).toBe('Ok');
});

test('goes home', async () => {
  const { change, at, sleep } = await mounted();
  await change('EQUATORIAL_EOD_COORD', { RA: 1, DEC: 60 });
  await change('TELESCOPE_HOME', { GO: true });
  await sleep(1000);
  expect(at().dec).toBeCloseTo(90, 1);
});

test('the hand pad moves at its speed, to the side that is held, until it is let go or all is stopped', async () => {
  const { change, ask, at, state, sleep, west } = await mounted();
  await change('EQUATORIAL_EOD_COORD', { RA: west(), DEC: 40 });
  await change('TELESCOPE_SLEW_RATE', { SLEW_FIND: true });
  for (const [property, element, axis, sign] of [
    ['TELESCOPE_MOTION_NS', 'MOTION_NORTH', 'dec', 1],
    ['TELESCOPE_MOTION_NS', 'MOTION_SOUTH', 'dec', -1],
    ['TELESCOPE_MOTION_WE', 'MOTION_EAST', 'ra', 1],
    ['TELESCOPE_MOTION_WE', 'MOTION_WEST', 'ra', -1],
  ] as const) {
    const before = at();
    await ask(property, { [element]: true });
    await sleep(10_000);
    expect(state(property)).toBe('Busy');
    await change(property, { [element]: false });
    await sleep(2000);
    expect(signedDegrees(at()[axis] - before[axis])).toBeCloseTo(sign * 3, 0);
  }
  await ask('TELESCOPE_MOTION_NS', { MOTION_NORTH: true });
  await sleep(2000);
  await change('TELESCOPE_ABORT_MOTION', { ABORT: true });
  expect([state('TELESCOPE_MOTION_NS'), state('EQUATORIAL_EOD_COORD')]).toEqual(['Idle', 'Ok']);
});

test('tracks at the rates of Sun and Moon, and at one of its own', async () => {
  const { change, at, sleep, west, client } = await mounted();
  await change('EQUATORIAL_EOD_COORD', { RA: west(), DEC: 40 });
  /** Arcseconds per second. */
  const drift = async () => {
    const before = at();
    await sleep(600_000);
    const after = at();
    return { ra: signedDegrees(after.ra - before.ra) * 6, dec: (after.dec - before.dec) * 6 };
  };
  expect(Math.abs((await drift()).ra)).toBeLessThan(0.01);
  await change('TELESCOPE_TRACK_MODE', { TRACK_LUNAR: true });
  expect((await drift()).ra).toBeCloseTo(0.356, 2);
  await change('TELESCOPE_TRACK_MODE', { TRACK_SOLAR: true });
  expect((await drift()).ra).toBeCloseTo(0.041, 2);
  await change('TELESCOPE_TRACK_RATE', { TRACK_RATE_RA: 14.5, TRACK_RATE_DE: 0.2 });
  await change('TELESCOPE_TRACK_MODE', { TRACK_CUSTOM: true });
  expect(chosen(client.vector(MOUNT, 'TELESCOPE_TRACK_MODE'))).toBe('TRACK_CUSTOM');
  const own = await drift();
  expect(own.ra).toBeCloseTo(0.541, 2);
  expect(own.dec).toBeCloseTo(0.2, 2);
  await change('TELESCOPE_TRACK_MODE', { TRACK_SIDEREAL: true });
  expect(Math.abs((await drift()).dec)).toBeLessThan(0.01);
});

test('a guide pulse is Busy as long as it lasts, and moves by its rate', async () => {
  const { change, at, west, clock, number, sleep } = await mounted();
  await change('EQUATORIAL_EOD_COORD', { RA: west(), DEC: 40 });
  await change('GUIDE_RATE', { GUIDE_RATE_WE: 0.8, GUIDE_RATE_NS: 0.8 });
  const [before, begun] = [at(), clock.now()];
  await change('TELESCOPE_TIMED_GUIDE_NS', { TIMED_GUIDE_N: 5000, TIMED_GUIDE_S: 0 });
  expect(clock.now() - begun).toBe(5000);
  expect(number('TELESCOPE_TIMED_GUIDE_NS', 'TIMED_GUIDE_N')).toBe(0);
  await sleep(1000);
  expect((at().dec - before.dec) * 3600).toBeCloseTo(0.8 * 15.04 * 5, 0);
});

test('stands where it is told, and knows the time', async () => {
  const { change, number, world, client } = await mounted();
  await change('GEOGRAPHIC_COORD', { LAT: -30.2, LONG: 289.2, ELEV: 2200 });
  expect(world.site).toEqual({ latitude: -30.2, longitude: expect.closeTo(-70.8), elevation: 2200 });
  expect(number('GEOGRAPHIC_COORD', 'LONG')).toBeCloseTo(289.2);
  await change('TIME_UTC', { UTC: '2030-01-01T00:00:00', OFFSET: '1' });
  expect(textOf(client.vector(MOUNT, 'TIME_UTC'), 'UTC')).toBe('2030-01-01T00:00:00');
  await expect(change('TIME_UTC', { UTC: '2030-01-01T00:00:00', OFFSET: 'late' })).rejects.toThrow(/offset/);
});
