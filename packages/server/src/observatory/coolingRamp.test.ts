import type { ObservatoryState } from '@uraniborg/api';
import { parseUtc, VirtualClock } from '@uraniborg/core';
import type { Camera } from '@uraniborg/devices';
import { expect, test } from 'vitest';
import { nightSite } from '../rig/nightSite.ts';
import { rigOpener } from '../rig/openDevice.ts';
import { simulatedRig } from '../rig/simulatedRig.ts';
import { coolingRamp } from './coolingRamp.ts';

async function cooled() {
  const clock = new VirtualClock(parseUtc('2026-11-20T22:00:00Z'));
  const simulated = simulatedRig({ clock, seed: 1, site: nightSite(clock.now()) });
  const opener = rigOpener({ clock, inside: { [simulated.host]: simulated.transport } });
  const camera: Camera = opener.open('camera', simulated.addresses.camera);
  const { signal } = new AbortController();
  await clock.run(camera.connect({ clock, signal }));
  const told: ObservatoryState['cooling'][] = [];
  const log: string[] = [];
  const ramp = coolingRamp({
    camera: () => camera,
    connected: () => camera.connected,
    clock,
    log: (_, text) => log.push(text),
    signal,
    onChange: (change) => told.push(change),
  });
  const read = () => clock.run(camera.read({ clock, signal }));
  const setpoints = async (count: number) => {
    const all: (number | undefined)[] = [];
    for (let i = 0; i < count; i++) {
      await clock.run(clock.sleep(60_000));
      all.push((await read()).setpoint);
    }
    return all;
  };
  return { clock, ramp, read, setpoints, told, log, faults: simulated.observatory.faults };
}

test('cools by so many degrees a minute, within 5 %, and then rests', async () => {
  const { clock, ramp, read, setpoints, told } = await cooled();
  const begin = (await read()).temperature ?? 0;
  await clock.run(ramp.begin(begin - 10, 2));
  expect(told.at(-1)).toMatchObject({ target: begin - 10, from: begin, end: begin - 10, degreesPerMinute: 2 });
  const steps = await setpoints(6);
  for (const minute of [1, 2, 3, 4]) {
    const way = (steps[minute] ?? 0) - (steps[minute - 1] ?? 0);
    if (minute < 4) expect(Math.abs(way + 2)).toBeLessThan(0.1);
  }
  expect(steps.at(-1)).toBeCloseTo(begin - 10, 1);
  expect(told.at(-1)).toBeNull();
});

test('without a rate it is set at once', async () => {
  const { clock, ramp, read, told } = await cooled();
  await clock.run(ramp.begin(-10, null));
  expect(await read()).toMatchObject({ setpoint: -10, coolerOn: true });
  expect(told).toEqual([null]);
});

test('warms up step by step before the cooler is switched off', async () => {
  const { clock, ramp, read, setpoints } = await cooled();
  await clock.run(ramp.begin(-10, null));
  await clock.run(clock.sleep(900_000));
  await clock.run(ramp.begin('off', 3));
  const way = await setpoints(3);
  expect(way[0]).toBeGreaterThan(-8);
  expect(way[0]).toBeLessThan(-5);
  expect((await read()).coolerOn).toBe(true);
  await setpoints(12);
  expect((await read()).coolerOn).toBe(false);
});

test('"stay" ends it where it is', async () => {
  const { clock, ramp, read, setpoints, told } = await cooled();
  await clock.run(ramp.begin(-20, 2));
  await setpoints(3);
  const { temperature = 0 } = await read();
  await clock.run(ramp.begin('stay', 2));
  expect(told.at(-1)).toBeNull();
  const after = await setpoints(3);
  expect(new Set(after).size).toBe(1);
  expect(after[0]).toBeCloseTo(temperature, 0);
});

test('a camera that is away for two minutes is led on when it is back', async () => {
  const { clock, ramp, setpoints, faults, log } = await cooled();
  await clock.run(ramp.begin(-10, 2));
  await setpoints(1);
  faults.add({ device: 'camera/0', kind: 'hang', until: clock.now() + 60_000 });
  await clock.run(clock.sleep(120_000));
  const after = await setpoints(15);
  expect(after.at(-1)).toBe(-10);
  expect(log).toEqual([]);
});

test('warms up before it is let go of, and not when somebody asks for cold again', async () => {
  const { clock, ramp, read, told } = await cooled();
  await clock.run(ramp.begin(0, null));
  await clock.run(clock.sleep(600_000));
  const letGo: string[] = [];
  await clock.run(ramp.warmThen(5, async () => void letGo.push('now')));
  expect(told.at(-1)).toMatchObject({ target: 'off', end: 20, thenDisconnect: true });
  expect(letGo).toEqual([]);
  await clock.run(clock.sleep(600_000));
  expect(letGo).toEqual(['now']);
  expect(await read()).toMatchObject({ coolerOn: false });

  await clock.run(ramp.begin(0, null));
  await clock.run(clock.sleep(600_000));
  await clock.run(ramp.warmThen(null, async () => void letGo.push('again')));
  await clock.run(ramp.begin('stay', null));
  await clock.run(clock.sleep(600_000));
  expect(letGo).toEqual(['now']);
});
