import { readFileSync } from 'node:fs';
import { alpacaClient, createAlpacaHandler, memoryTransport } from '@uraniborg/alpaca';
import { openStarCatalogue } from '@uraniborg/astrometry';
import { DeviceError, parseUtc, TimeoutError, VirtualClock } from '@uraniborg/core';
import { createSimulatedObservatory, type FaultKind } from '@uraniborg/simulators';
import { describe, expect, test } from 'vitest';
import { patient } from '../testing/contract.ts';
import { alpacaCamera } from './alpacaCamera.ts';
import { alpacaFilterWheel } from './alpacaFilterWheel.ts';
import { alpacaFocuser } from './alpacaFocuser.ts';
import { alpacaMount } from './alpacaMount.ts';

const stars = openStarCatalogue(readFileSync(new URL('../../../astrometry/data/stars.bin', import.meta.url)));
const NIGHT = parseUtc('2026-11-20T23:00:00Z');

async function rig() {
  const clock = new VirtualClock(NIGHT);
  const { devices, faults } = createSimulatedObservatory({ clock, seed: 1, stars });
  const server = { name: 'Simulated', manufacturer: 'Uraniborg', version: '0', location: 'Hven' };
  const transport = memoryTransport(createAlpacaHandler({ server, devices, clock }), { clock });
  const all = {
    camera: alpacaCamera(alpacaClient('camera', 0, { transport }), 'alpaca://s/camera/0'),
    mount: alpacaMount(alpacaClient('telescope', 0, { transport }), 'alpaca://s/telescope/0'),
    focuser: alpacaFocuser(alpacaClient('focuser', 0, { transport }), 'alpaca://s/focuser/0'),
    wheel: alpacaFilterWheel(alpacaClient('filterWheel', 0, { transport }), 'alpaca://s/filterwheel/0'),
  };
  const waiting = patient(clock);
  for (const device of Object.values(all)) await clock.run(device.connect(waiting));
  await clock.run(all.mount.unpark(waiting));
  return { ...all, clock, faults, waiting };
}

/** Minutes until `work` settled, and how. */
async function outcomeOf(clock: VirtualClock, work: Promise<unknown>) {
  const begun = clock.now();
  const error = await clock.run(
    work.then(
      () => undefined,
      (failure: unknown) => failure,
    ),
  );
  return { error, minutes: (clock.now() - begun) / 60_000 };
}

describe('a device that fails while it works', () => {
  type Rig = Awaited<ReturnType<typeof rig>>;
  const works: Record<string, { device: string; begin: (at: Rig) => Promise<unknown> }> = {
    exposing: { device: 'camera/0', begin: (at) => at.camera.expose({ seconds: 60, light: true }, at.waiting) },
    slewing: { device: 'telescope/0', begin: (at) => at.mount.slew({ ra: 80, dec: 10 }, at.waiting) },
    'moving the focuser': { device: 'focuser/0', begin: (at) => at.focuser.moveTo(0, at.waiting) },
    'changing the filter': { device: 'filterwheel/0', begin: (at) => at.wheel.select(4, at.waiting) },
  };
  const kinds: FaultKind[] = ['hang', 'disconnected', 'garbage', 'slow'];

  for (const [what, { device, begin }] of Object.entries(works))
    test.each(kinds)(`${what}: %s does not hang it, and it works again afterwards`, async (kind) => {
      const at = await rig();
      const { clock, faults, waiting } = at;
      faults.add({ device, kind, from: clock.now() + 800, delayMs: 3000 });
      const { error, minutes } = await outcomeOf(clock, begin(at));
      if (kind === 'slow') expect(error).toBeUndefined();
      if (kind === 'hang') expect(error).toBeInstanceOf(TimeoutError);
      if (kind === 'disconnected') expect(error).toBeInstanceOf(DeviceError);
      expect(minutes).toBeLessThan(20);
      faults.clear();
      for (const one of [at.camera, at.mount, at.focuser, at.wheel]) await clock.run(one.connect(waiting));
      await clock.run(at.camera.stop(waiting));
      await clock.run(at.mount.stop(waiting));
      await clock.run(at.focuser.halt(waiting));
      expect((await outcomeOf(clock, begin(at))).error).toBeUndefined();
    });
});

test('an exposure survives a short silence', async () => {
  const { camera, clock, faults, waiting } = await rig();
  faults.add({ device: 'camera/0', kind: 'hang', from: clock.now() + 5000, until: clock.now() + 14_000 });
  const exposed = await clock.run(camera.expose({ seconds: 30, light: true }, waiting));
  expect(exposed.seconds).toBe(30);
});

test('a cable that comes out shows at once, and only until it is in again', async () => {
  const { focuser, clock, faults, waiting } = await rig();
  faults.add({ device: 'focuser/0', kind: 'disconnected' });
  await expect(clock.run(focuser.read(waiting))).rejects.toThrow(DeviceError);
  expect(focuser.connected).toBe(false);
  await expect(clock.run(focuser.connect(waiting))).rejects.toThrow();
  faults.clear();
  await clock.run(focuser.connect(waiting));
  expect((await clock.run(focuser.read(waiting))).moving).toBe(false);
});
