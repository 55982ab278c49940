import { readFileSync } from 'node:fs';
import { alpacaClient, createAlpacaHandler, memoryTransport } from '@uraniborg/alpaca';
import { openStarCatalogue } from '@uraniborg/astrometry';
import { InvalidInput, parseUtc, VirtualClock } from '@uraniborg/core';
import { createSimulatedObservatory, type FaultKind } from '@uraniborg/simulators';
import { describe, expect, test } from 'vitest';
import { alpacaCamera } from '../alpaca/alpacaCamera.ts';
import { alpacaFilterWheel } from '../alpaca/alpacaFilterWheel.ts';
import { alpacaFocuser } from '../alpaca/alpacaFocuser.ts';
import { alpacaMount } from '../alpaca/alpacaMount.ts';
import type { Switches } from '../switches.ts';
import { patient } from '../testing/contract.ts';
import { powerCycle } from './powerCycle.ts';
import { type LinkStatus, type Remedy, supervise } from './supervise.ts';

const stars = openStarCatalogue(readFileSync(new URL('../../../astrometry/data/stars.bin', import.meta.url)));

function world() {
  const clock = new VirtualClock(parseUtc('2026-11-20T23:00:00Z'));
  const { devices, faults } = createSimulatedObservatory({ clock, seed: 1, stars });
  const server = { name: 'Simulated', manufacturer: 'Uraniborg', version: '0', location: 'Hven' };
  const transport = memoryTransport(createAlpacaHandler({ server, devices, clock }), { clock });
  const statuses: LinkStatus[] = [];
  const lines: string[] = [];
  const keep = {
    clock,
    onStatus: (s: LinkStatus) => void statuses.push(s),
    log: (_: string, t: string) => void lines.push(t),
  };
  return { clock, faults, transport, waiting: patient(clock), statuses, lines, keep };
}

describe('a device that is lost while nobody uses it', () => {
  const kinds: FaultKind[] = ['hang', 'disconnected', 'garbage'];
  const devices = {
    camera: [
      'camera/0',
      ({ transport }: ReturnType<typeof world>) => alpacaCamera(alpacaClient('camera', 0, { transport }), 'a'),
    ],
    mount: [
      'telescope/0',
      ({ transport }: ReturnType<typeof world>) => alpacaMount(alpacaClient('telescope', 0, { transport }), 'a'),
    ],
    focuser: [
      'focuser/0',
      ({ transport }: ReturnType<typeof world>) => alpacaFocuser(alpacaClient('focuser', 0, { transport }), 'a'),
    ],
    'filter wheel': [
      'filterwheel/0',
      ({ transport }: ReturnType<typeof world>) =>
        alpacaFilterWheel(alpacaClient('filterWheel', 0, { transport }), 'a'),
    ],
  } as const;
  for (const [name, [device, make]] of Object.entries(devices))
    test.each(kinds)(`${name}: %s is noticed within half a minute and mended within another`, async (kind) => {
      const at = world();
      const { clock, faults, waiting, statuses } = at;
      const supervised = supervise(make(at), at.keep);
      await clock.run(supervised.connect(waiting));
      const until = clock.now() + 120_000;
      faults.add({ device, kind, from: clock.now() + 1000, until });
      await clock.run(clock.sleep(31_000));
      expect(supervised.status.state).toBe('lost');
      expect(supervised.status.message).not.toBe('');
      await clock.run(clock.sleep(until + 45_000 - clock.now()));
      expect(supervised.status).toMatchObject({ state: 'on', message: '', attempts: 0 });
      expect(statuses.map(({ state }) => state).filter((s, i, all) => s !== all[i - 1])).toEqual([
        'connecting',
        'on',
        'lost',
        'on',
      ]);
      await clock.run(supervised.disconnect(waiting));
      expect(supervised.status.state).toBe('off');
    });
});

test('what was set is set again', async () => {
  const { clock, faults, transport, waiting, lines, keep } = world();
  const supervised = supervise(alpacaCamera(alpacaClient('camera', 0, { transport }), 'a'), keep);
  await clock.run(supervised.connect(waiting));
  await clock.run(supervised.device.cool(-10, waiting));
  await clock.run(clock.sleep(60_000));
  // The driver starts anew and has forgotten everything.
  faults.add({ device: 'camera/0', kind: 'disconnected', until: clock.now() + 60_000 });
  const other = alpacaClient('camera', 0, { transport });
  await clock.run(clock.sleep(61_000));
  await clock.run(other.connect());
  await clock.run(other.putCoolerOn(false));
  await clock.run(clock.sleep(60_000));
  expect(await clock.run(supervised.device.read(waiting))).toMatchObject({ coolerOn: true, setpoint: -10 });
  expect(lines.at(-1)).toBe('Simulated camera is back, set again: cooling: -10');
  await clock.run(supervised.disconnect(waiting));
});

test('one lost answer is no lost device', async () => {
  const { clock, faults, transport, waiting, statuses, keep } = world();
  const supervised = supervise(alpacaFocuser(alpacaClient('focuser', 0, { transport }), 'a'), keep);
  await clock.run(supervised.connect(waiting));
  faults.add({ device: 'focuser/0', kind: 'hang', from: clock.now() + 4000, until: clock.now() + 15_500 });
  await clock.run(clock.sleep(120_000));
  expect(statuses.some(({ state }) => state === 'lost')).toBe(false);
  await clock.run(supervised.disconnect(waiting));
});

test('its power is switched off and on when nothing else helps', async () => {
  const { clock, faults, transport, waiting, keep } = world();
  const done: string[] = [];
  const plug: Switches = {
    kind: 'switches',
    address: 'a',
    name: 'Power box',
    connected: true,
    connect: async () => {},
    check: async () => {},
    disconnect: async () => {},
    capabilities: () => ({ switches: [] }),
    read: async () => ({ values: new Map() }),
    async set(id, value) {
      done.push(`${id}=${value} at ${Math.round((clock.now() - begun) / 1000)}`);
      if (value === 1) faults.clear();
    },
  };
  const remedies: Remedy[] = [powerCycle(plug, 'focuser', { after: 3 })];
  const supervised = supervise(alpacaFocuser(alpacaClient('focuser', 0, { transport }), 'a'), { ...keep, remedies });
  await clock.run(supervised.connect(waiting));
  const begun = clock.now();
  faults.add({ device: 'focuser/0', kind: 'disconnected' });
  await clock.run(clock.sleep(120_000));
  expect(done).toEqual([expect.stringMatching(/^focuser=0 at \d+$/), expect.stringMatching(/^focuser=1 at \d+$/)]);
  expect(supervised.status.state).toBe('on');
  await clock.run(supervised.disconnect(waiting));
});

test('a device that cannot be connected at first is an error, not a vigil', async () => {
  const { clock, faults, transport, waiting, keep } = world();
  const supervised = supervise(alpacaFocuser(alpacaClient('focuser', 0, { transport }), 'a'), keep);
  faults.add({ device: 'focuser/0', kind: 'disconnected' });
  await expect(clock.run(supervised.connect(waiting))).rejects.toThrow();
  expect(supervised.status).toMatchObject({ state: 'off', message: expect.stringContaining('cable') });
});

test('what a device refuses is not remembered', async () => {
  const { clock, transport, waiting, keep } = world();
  const guide = supervise(alpacaCamera(alpacaClient('camera', 1, { transport }), 'a'), keep);
  await clock.run(guide.connect(waiting));
  if (!guide.device.capabilities().canSetTemperature)
    await expect(clock.run(guide.device.cool(-10, waiting))).rejects.toThrow(InvalidInput);
  await clock.run(guide.disconnect(waiting));
});
