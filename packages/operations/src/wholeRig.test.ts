import { readFileSync } from 'node:fs';
import { alpacaClient, createAlpacaHandler, memoryTransport } from '@uraniborg/alpaca';
import { openStarCatalogue } from '@uraniborg/astrometry';
import { parseUtc, VirtualClock } from '@uraniborg/core';
import {
  alpacaCamera,
  alpacaCoverCalibrator,
  alpacaDome,
  alpacaFilterWheel,
  alpacaFocuser,
  alpacaMount,
  alpacaRotator,
  alpacaSwitches,
} from '@uraniborg/devices';
import { createSimulatedObservatory } from '@uraniborg/simulators';
import { expect, test } from 'vitest';
import { startOperation } from './operation.ts';
import * as plan from './plan.ts';
import { captureSeries } from './plans/captureSeries.ts';
import type { Role } from './rig.ts';
import { fakeObservatory } from './testing/fakeObservatory.ts';

const stars = openStarCatalogue(readFileSync(new URL('../../astrometry/data/stars.bin', import.meta.url)));

/** Every device that a plan can command, simulated, through real protocol code. */
async function simulated() {
  const clock = new VirtualClock(parseUtc('2026-11-20T22:00:00Z'));
  const { devices } = createSimulatedObservatory({ clock, seed: 3, stars });
  const server = { name: 'Simulated', manufacturer: 'Uraniborg', version: '0', location: 'Hven' };
  const transport = memoryTransport(createAlpacaHandler({ server, devices, clock }), { clock });
  const rig = {
    camera: alpacaCamera(alpacaClient('camera', 0, { transport }), 'alpaca://s/camera/0'),
    mount: alpacaMount(alpacaClient('telescope', 0, { transport }), 'alpaca://s/telescope/0'),
    focuser: alpacaFocuser(alpacaClient('focuser', 0, { transport }), 'alpaca://s/focuser/0'),
    filterWheel: alpacaFilterWheel(alpacaClient('filterWheel', 0, { transport }), 'alpaca://s/filterwheel/0'),
    rotator: alpacaRotator(alpacaClient('rotator', 0, { transport }), 'alpaca://s/rotator/0'),
    dome: alpacaDome(alpacaClient('dome', 0, { transport }), 'alpaca://s/dome/0'),
    coverCalibrator: alpacaCoverCalibrator(alpacaClient('coverCalibrator', 0, { transport }), 'alpaca://s/cover/0'),
    switches: alpacaSwitches(alpacaClient('switch', 0, { transport }), 'alpaca://s/switch/0'),
  };
  const waiting = { clock, signal: new AbortController().signal };
  for (const device of Object.values(rig)) await clock.run(device.connect(waiting));
  return { clock, rig, waiting, observatory: { ...fakeObservatory(clock), rig: () => rig } };
}

const needs: readonly Role[] = ['camera', 'mount', 'focuser', 'rotator', 'dome', 'coverCalibrator', 'switches'];

function* evening(): plan.Plan<readonly number[]> {
  const medians: number[] = [];
  try {
    yield* plan.unpark();
    yield* plan.moveShutter('open');
    yield* plan.slaveDome(true);
    yield* plan.setSwitch('0', 1);
    yield* plan.together(
      plan.slew({ ra: 10.68, dec: 41.27 }, 'M31'),
      plan.turnRotator(30),
      plan.moveFocuser({ to: 25_400 }),
    );
    yield* captureSeries({ frameType: 'light', seconds: 120, object: 'M31' }, { count: 2 });
    yield* plan.moveCover('closed');
    yield* plan.lightPanel(20);
    for (let i = 0; i < 2; i++) {
      const { exposed } = yield* plan.expose({ seconds: 1, frameType: 'flat' });
      medians.push([...exposed.pixels.data.slice(0, 1001)].sort((a, b) => a - b)[500] ?? 0);
      yield* plan.lightPanel(i === 0 ? 60 : 'off');
    }
    return medians;
  } finally {
    yield* plan.undisturbed(home());
  }
}

function* home(): plan.Plan<void> {
  yield* plan.park();
  yield* plan.parkDome();
  yield* plan.moveShutter('closed');
}

test('a whole evening: dome, cover, panel, rotator, power and the rest', async () => {
  const { clock, rig, waiting, observatory } = await simulated();
  const running = await clock.run(startOperation({ name: 'Evening', needs, plan: evening }, observatory));
  const [dim = 0, bright = 0] = await clock.run(running.done);
  expect(bright).toBeGreaterThan(dim * 1.5);
  expect(observatory.kept.map(({ frameType }) => frameType)).toEqual(['light', 'light', 'flat', 'flat']);
  expect(observatory.kept[0]?.mount?.altitude).toBeGreaterThan(30);
  expect(await clock.run(rig.dome.read(waiting))).toMatchObject({ shutter: 'closed', moving: false });
  expect(await clock.run(rig.mount.read(waiting))).toMatchObject({ parked: true });
  expect((await clock.run(rig.rotator.read(waiting))).angle).toBeCloseTo(30, 1);
});

test('rain in the middle of it: the telescope is parked and the dome closed', async () => {
  const { clock, rig, waiting, observatory } = await simulated();
  const running = await clock.run(startOperation({ name: 'Evening', needs, plan: evening }, observatory));
  void clock.sleep(100_000).then(() => running.stop('rain'));
  await expect(clock.run(running.done)).rejects.toThrow('rain');
  expect(await clock.run(rig.dome.read(waiting))).toMatchObject({ shutter: 'closed', moving: false });
  expect(await clock.run(rig.mount.read(waiting))).toMatchObject({ parked: true, slewing: false });
  expect((await clock.run(rig.camera.read(waiting))).state).toBe('idle');
});
