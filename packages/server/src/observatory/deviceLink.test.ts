import type { DeviceState } from '@uraniborg/api';
import { parseUtc, VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { nightSite } from '../rig/nightSite.ts';
import { rigOpener } from '../rig/openDevice.ts';
import { simulatedRig } from '../rig/simulatedRig.ts';
import { deviceLink } from './deviceLink.ts';

/** A link to the simulated focuser on a clock that jumps, and everything it told. */
function focuserLink() {
  const clock = new VirtualClock(parseUtc('2026-11-20T22:00:00Z'));
  const simulated = simulatedRig({ clock, seed: 1, site: nightSite(clock.now()) });
  const states: DeviceState[] = [];
  const log: string[] = [];
  const link = deviceLink(
    { role: 'focuser' },
    {
      open: rigOpener({ clock, inside: { [simulated.host]: simulated.transport } }).open,
      clock,
      log: (level, text) => log.push(`${level}: ${text}`),
      site: () => undefined,
      onState: (state) => states.push(state),
      onConnected: async () => undefined,
    },
  );
  return { clock, link, states, log, faults: simulated.observatory.faults, address: simulated.addresses.focuser };
}

test('the lamp goes through connecting to on, the readings come, and off again', async () => {
  const { clock, link, states, log, address } = focuserLink();
  await clock.run(
    (async () => {
      await expect(link.connect()).rejects.toThrow(/No focuser has been chosen yet/);
      await link.assign(address);
      await link.connect();
      expect(states.map((state) => state.link)).toEqual(['off', 'off', 'connecting', 'on']);
      expect(link.state).toMatchObject({ name: 'Simulated focuser', reading: { kind: 'focuser', moving: false } });
      await clock.sleep(10_000);
      expect(states.length).toBeGreaterThan(12);
      await link.disconnect();
      expect(link.state).toMatchObject({ link: 'off', reading: null, address });
      expect(link.device).toBeUndefined();
      const told = states.length;
      await clock.sleep(10_000);
      expect(states).toHaveLength(told);
    })(),
  );
  expect(log).toEqual(['info: Focuser connected: Simulated focuser', 'info: Focuser disconnected']);
});

test('two who connect at once get one connection; another address lets go of the first device', async () => {
  const { clock, link, log, address } = focuserLink();
  await clock.run(
    (async () => {
      await link.assign(address);
      await Promise.all([link.connect(), link.connect()]);
      await link.connect();
      expect(log).toHaveLength(1);
      await link.assign('');
      expect(link.state).toMatchObject({ address: '', link: 'off' });
    })(),
  );
});

test('a device that is lost is shown with the reason, tried again, and comes back by itself', async () => {
  const { clock, link, log, faults, address } = focuserLink();
  await clock.run(
    (async () => {
      await link.assign(address);
      await link.connect();
      const mend = faults.add({ device: 'focuser/0', kind: 'disconnected' });
      await clock.sleep(20_000);
      expect(link.state.link).toBe('error');
      expect(link.state.message).toMatch(/cable has come out|not connected/);
      expect(link.device).toBeUndefined();
      mend();
      await clock.sleep(60_000);
      expect(link.state).toMatchObject({ link: 'on', message: '' });
      expect(link.device).toBeDefined();
    })(),
  );
  expect(log.filter((line) => line.startsWith('error'))).toEqual([
    expect.stringMatching(/^error: Simulated focuser is lost: .*not connected/),
  ]);
  expect(log.at(-1)).toMatch(/^info: Simulated focuser is back/);
});

test('a device that never answers can be given up at once', async () => {
  const { clock, link, states, faults, address } = focuserLink();
  await clock.run(
    (async () => {
      await link.assign(address);
      faults.add({ device: 'focuser/0', kind: 'hang' });
      const begun = clock.now();
      const connecting = link.connect();
      const failed = expect(connecting).rejects.toThrow();
      await clock.sleep(2000);
      expect(link.state.link).toBe('connecting');
      await link.disconnect();
      await failed;
      expect(clock.now() - begun).toBeLessThan(5000);
      expect(link.state.link).toBe('off');
      expect(states.some((state) => state.link === 'error')).toBe(false);
    })(),
  );
});
