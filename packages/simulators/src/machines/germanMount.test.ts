import { expect, test } from 'vitest';
import { perfectMechanics } from '../testing/observatory.ts';
import { createGermanMount, defaultMechanics, hourDirectionOf, SIDEREAL_RATE } from './germanMount.ts';

const mount = (change: Partial<typeof defaultMechanics> = {}) =>
  createGermanMount({ ...defaultMechanics, ...perfectMechanics, ...change }, { site: { latitude: 55.9 }, seed: 1 });
const T = 1_000_000;
const slewed = (machine: ReturnType<typeof mount>, hourAngle: number, dec: number) => {
  machine.slew(
    (time) => ({ hourAngle: hourAngle + ((time - T) / 1000) * SIDEREAL_RATE, dec }),
    hourAngle >= 0 ? 'east' : 'west',
    T,
    {
      tracking: true,
      settle: 0,
    },
  );
  let time = T;
  while (machine.moving(time)) time += 100;
  return time;
};
const truth = (machine: ReturnType<typeof mount>, time: number) => hourDirectionOf(machine.opticalAxis(time).axis);

test.each([
  [30, 20],
  [-30, 20],
  [80, -10],
  [-100, 75],
])('it arrives at hour angle %d, declination %d and follows the sky', (hourAngle, dec) => {
  const machine = mount();
  const arrived = slewed(machine, hourAngle, dec);
  for (const time of [arrived, arrived + 600_000]) {
    const at = truth(machine, time);
    expect(at.hourAngle).toBeCloseTo(hourAngle + ((time - T) / 1000) * SIDEREAL_RATE, 6);
    expect(at.dec).toBeCloseTo(dec, 6);
    expect(machine.reported(time).dec).toBeCloseTo(dec, 6);
  }
});

test('a slew takes as long as its longer axis at its speed and acceleration', () => {
  const machine = mount();
  // Home: h 90, d 90. To h 30, d 20: 70 degrees in declination at 4 degrees/s, 2.5 degrees/s2: 70 / 4 + 4 / 2.5 s.
  expect((slewed(machine, 30, 20) - T) / 1000).toBeCloseTo(70 / 4 + 4 / 2.5, 0);
});

test('west of the pier the camera is upside down', () => {
  const [east, west] = [mount(), mount()];
  const up = (machine: ReturnType<typeof mount>, hourAngle: number) => {
    const time = slewed(machine, hourAngle, 20);
    expect(machine.pierSide(time)).toBe(hourAngle >= 0 ? 'east' : 'west');
    return machine.opticalAxis(time).up[2];
  };
  expect(up(east, 20)).toBeGreaterThan(0.9);
  expect(up(west, -20)).toBeLessThan(-0.9);
});

test('the worm drives the stars to and fro once in its period, by its amplitude', () => {
  const machine = mount({ periodicError: 8, wormPeriod: 480 });
  const arrived = slewed(machine, 10, 0);
  const errors = Array.from({ length: 97 }, (_, i) => {
    const time = arrived + i * 5000;
    return 3600 * (truth(machine, time).hourAngle - (10 + ((time - T) / 1000) * SIDEREAL_RATE));
  });
  const amplitude = (Math.max(...errors) - Math.min(...errors)) / 2;
  expect(amplitude).toBeGreaterThan(7);
  expect(amplitude).toBeLessThan(11);
  expect(Math.abs((errors[0] ?? 0) - (errors[96] ?? 0))).toBeLessThan(0.8);
});

test('a polar axis off in azimuth makes stars in the south drift in declination', () => {
  // Bigourdan: d(dec)/dt = 15.04 arcsec/s * azimuth error * cos(latitude) at the meridian.
  const machine = mount({ polarAzimuthError: 60 });
  const arrived = slewed(machine, 0, 0);
  const drift = 3600 * (truth(machine, arrived + 60_000).dec - truth(machine, arrived).dec);
  expect(Math.abs(drift)).toBeCloseTo(60 * 15.041 * (Math.PI / 180) * Math.cos((55.9 * Math.PI) / 180), 0);
});

test('after a reversal in declination the play is crossed first', () => {
  const machine = mount({ decBacklash: 6 });
  let time = slewed(machine, 20, 20);
  const pulse = (rate: number) => {
    const before = truth(machine, time).dec;
    machine.pulse('dec', rate, 2, time);
    time += 3000;
    return 3600 * (truth(machine, time).dec - before);
  };
  pulse(SIDEREAL_RATE / 2);
  pulse(SIDEREAL_RATE / 2);
  expect(pulse(SIDEREAL_RATE / 2)).toBeCloseTo(15.04, 1);
  expect(pulse(-SIDEREAL_RATE / 2)).toBeCloseTo(-15.04 + 6, 1);
  expect(pulse(-SIDEREAL_RATE / 2)).toBeCloseTo(-15.04, 1);
});

test('a pulse east lets the right ascension grow, while it lasts', () => {
  const machine = mount();
  const time = slewed(machine, 20, 0);
  machine.pulse('hour', -SIDEREAL_RATE / 2, 4, time);
  expect(machine.pulsing(time + 3999)).toBe(true);
  expect(machine.pulsing(time + 4001)).toBe(false);
  const lag = (at: number) => 20 + ((at - T) / 1000) * SIDEREAL_RATE - truth(machine, at).hourAngle;
  expect(3600 * lag(time + 10_000)).toBeCloseTo(30.08, 1);
});

test('past the meridian it stops at its limit, and says so', () => {
  const machine = mount({ meridianLimit: 5 });
  const arrived = slewed(machine, -2, 20);
  expect(machine.tracking(arrived)).toBe(true);
  const later = arrived + (8 / SIDEREAL_RATE) * 1000;
  expect(machine.tracking(later)).toBe(false);
  expect(truth(machine, later).hourAngle).toBeCloseTo(5, 6);
});

test('after a sync it reads what it was told, and slews there again', () => {
  const machine = mount({ hourIndexError: 6, decIndexError: -4 });
  const time = slewed(machine, 30, 20);
  expect(truth(machine, time).dec).toBeCloseTo(20 - 4 / 60, 6);
  machine.sync(truth(machine, time), time);
  expect(machine.reported(time).dec).toBeCloseTo(20 - 4 / 60, 6);
  expect(machine.reported(time).hourAngle).toBeCloseTo(truth(machine, time).hourAngle, 6);
  machine.slew(() => ({ hourAngle: 33, dec: 22 }), 'east', time, { tracking: false, settle: 0 });
  expect(truth(machine, time + 60_000)).toEqual({ hourAngle: expect.closeTo(33, 6), dec: expect.closeTo(22, 6) });
});

test('stop ends a slew where it is, and tracking goes on', () => {
  const machine = mount();
  machine.slew(() => ({ hourAngle: 30, dec: 20 }), 'east', T, { tracking: true, settle: 3 });
  machine.stop(T + 5000);
  expect(machine.moving(T + 5000)).toBe(false);
  const [a, b] = [truth(machine, T + 5000), truth(machine, T + 65_000)];
  expect(b.dec).toBeCloseTo(a.dec, 9);
  expect(b.hourAngle - a.hourAngle).toBeCloseTo(60 * SIDEREAL_RATE, 6);
});
