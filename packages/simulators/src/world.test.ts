import { median } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { observatoryAt, pointAt } from './testing/observatory.ts';

const FIELD = { ra: 350, dec: 45 };

test('the rotator turns the field by as much as it turns', async () => {
  const observatory = observatoryAt();
  await pointAt(observatory, FIELD);
  const { clock, world, driver } = observatory;
  const angle = () => world.main.path.pose(clock.now()).angle;
  const before = angle();
  await driver('rotator').moveAbsolute(30);
  await clock.run(clock.sleep(20_000));
  expect(angle() - before).toBeCloseTo(30, 1);
  expect(await driver('rotator').position()).toBeCloseTo(30, 6);
  await driver('rotator').sync?.(100);
  expect(await driver('rotator').position()).toBeCloseTo(100, 6);
  expect(await driver('rotator').mechanicalPosition?.()).toBeCloseTo(30, 6);
});

test('a slaved dome follows the telescope; a dome that is not leaves it in the dark', async () => {
  const observatory = observatoryAt();
  const { clock, world, driver } = observatory;
  await pointAt(observatory, FIELD);
  const open = () => world.main.path.transparency(clock.now());
  expect(open()).toBeGreaterThan(0.9);
  await driver('dome').putSlaved?.(false);
  const azimuth = Number(await driver('dome').azimuth?.());
  await driver('dome').slewToAzimuth?.((azimuth + 90) % 360);
  await clock.run(clock.sleep(20_000));
  expect(open()).toBe(0);
  await driver('dome').putSlaved?.(true);
  await clock.run(clock.sleep(20_000));
  expect(open()).toBeGreaterThan(0.9);
  await driver('dome').closeShutter?.();
  await clock.run(clock.sleep(40_000));
  expect([open(), await driver('dome').shutterStatus?.()]).toEqual([0, 'closed']);
});

test('dew dims the stars on a wet night until the heater is on', async () => {
  const observatory = observatoryAt();
  const { clock, world, driver } = observatory;
  await pointAt(observatory, FIELD);
  await driver('observingConditions').action?.('SetWeather', '{"humidity": 99}');
  expect(world.main.path.transparency(clock.now())).toBeLessThan(0.3);
  await driver('switch').setSwitchValue?.(2, 80);
  expect(world.main.path.transparency(clock.now())).toBeGreaterThan(0.9);
});

test('what has no power does not answer, and a mount without it stands still', async () => {
  const observatory = observatoryAt();
  await pointAt(observatory, FIELD);
  const { clock, driver, world } = observatory;
  await driver('camera').connect?.();
  await driver('switch').setSwitch?.(1, false);
  expect(await driver('camera').connected?.()).toBe(false);
  expect(() => driver('camera').startExposure(1, true)).toThrow(/no power/);
  await driver('switch').setSwitch?.(1, true);
  expect(await driver('camera').connected?.()).toBe(true);
  await driver('switch').setSwitch?.(0, false);
  expect(() => driver('telescope').rightAscension()).toThrow(/no power/);
  const before = world.main.path.pose(clock.now());
  await clock.run(clock.sleep(60_000));
  expect(((world.main.path.pose(clock.now()).ra - before.ra + 540) % 360) - 180).toBeCloseTo(0.25, 2);
});

test('bad weather, made by hand, is measured, dims the stars and is not safe', async () => {
  const observatory = observatoryAt();
  const { clock, world, driver } = observatory;
  await pointAt(observatory, FIELD);
  const weather = driver('observingConditions');
  expect(await driver('safetyMonitor').isSafe()).toBe(true);
  await weather.action?.('setweather', '{"rainRate": 4, "cloudCover": 1}');
  expect([await weather.rainRate?.(), await weather.cloudCover?.()]).toEqual([4, 100]);
  expect(await driver('safetyMonitor').isSafe()).toBe(false);
  expect(world.main.path.transparency(clock.now())).toBeLessThan(0.2);
  await weather.action?.('SetWeather', '{"rainRate": null, "cloudCover": null}');
  expect(await driver('safetyMonitor').isSafe()).toBe(true);
  for (const wrong of ['rain', '[]', '{"gravity": 1}', '{"rainRate": "much"}'])
    expect(() => weather.action?.('SetWeather', wrong)).toThrow(/SetWeather wants JSON/);
});

test('best focus drifts with the temperature of the tube, and each filter has its own', async () => {
  const observatory = observatoryAt();
  const { clock, world, driver } = observatory;
  const defocus = () => world.main.path.defocusUm(clock.now());
  const warm = defocus();
  const before = world.tubeTemperature(clock.now());
  await driver('observingConditions').action?.('SetWeather', `{"temperature": ${before - 5}}`);
  await clock.run(clock.sleep(3_600_000));
  // 9 steps of 2 um a degree: focus has moved out, the focuser now stands too far in.
  expect(defocus() - warm).toBeCloseTo(-5 * 9 * 2, 0);
  const luminance = defocus();
  await driver('filterWheel').putPosition(4);
  await clock.run(clock.sleep(10_000));
  expect(defocus() - luminance).toBeCloseTo(-2 * ((await driver('filterWheel').focusOffsets())[4] ?? 0), 0);
});

test('the guide camera sees another field on the same mount, and its pulses move both', async () => {
  const observatory = observatoryAt();
  const { clock, world, driver } = observatory;
  await pointAt(observatory, FIELD);
  const guider = driver('camera', 1);
  await guider.startExposure(2, true);
  await clock.run(clock.sleep(4000));
  const { data, width } = await guider.imageArray();
  expect(width).toBe(1280);
  expect(Math.max(...data.subarray(0, 100_000)) - median(data.subarray(0, 100_000))).toBeGreaterThan(500);
  const before = world.main.path.pose(clock.now());
  await guider.pulseGuide?.('north', 4000);
  expect(await guider.isPulseGuiding?.()).toBe(true);
  await clock.run(clock.sleep(5000));
  const moved = (world.main.path.pose(clock.now()).dec - before.dec) * 3600;
  expect(moved).toBeGreaterThan(20); // 4 s at half the sidereal rate are 30 arcsec, less the play
  expect(moved).toBeLessThan(34);
});

test('without correction for refraction the mount looks too high', async () => {
  const observatory = observatoryAt();
  const { clock, world, driver } = observatory;
  await pointAt(observatory, { ra: 350, dec: 5 });
  const altitude = () => world.main.path.sky(world.main.path.pose(clock.now()), clock.now()).altitude;
  const corrected = altitude();
  await driver('telescope').putDoesRefraction?.(false);
  // Bennett: about a minute of arc at 40 degrees.
  expect((corrected - altitude()) * 60).toBeCloseTo(1.2, 0);
});
