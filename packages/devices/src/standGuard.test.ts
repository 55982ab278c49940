import { DeviceError, VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { standGuard } from './standGuard.ts';
import type { Watchdog, WatchdogReading } from './watchdog.ts';

/** A watchdog that writes down what it is told, and at what second. */
function kennel() {
  const clock = new VirtualClock(0);
  const told: string[] = [];
  const state = { connected: true, refusing: false, reading: { armed: false, shutdown: 'none' } as WatchdogReading };
  const note = (what: string) => {
    if (state.refusing) throw new DeviceError('the link is down', 'Gone');
    told.push(`${clock.now() / 1000} ${what}`);
  };
  const watchdog: Watchdog = {
    kind: 'watchdog',
    address: 'indi://kennel/WatchDog',
    name: 'WatchDog',
    get connected() {
      return state.connected;
    },
    connect: async () => {},
    disconnect: async () => {},
    check: async () => {},
    capabilities: () => ({ maxSeconds: 3600 }),
    read: async () => state.reading,
    arm: async () => {
      note('arm');
      state.reading = { ...state.reading, armed: true };
    },
    beat: async () => note('beat'),
    disarm: async () => note('disarm'),
  };
  const leave = new AbortController();
  const troubles: unknown[] = [];
  const guard = standGuard(
    watchdog,
    { seconds: 30, mount: 'M' },
    { clock, signal: leave.signal, onTrouble: (error) => troubles.push(error) },
  );
  return { clock, told, state, leave, troubles, guard };
}

test('beats three times in the time that it has, and disarms when it leaves', async () => {
  const { clock, told, leave, guard } = kennel();
  await clock.run(clock.sleep(35_000));
  leave.abort();
  await clock.run(guard);
  expect(told).toEqual(['0 arm', '10 beat', '20 beat', '30 beat', '35 disarm']);
});

test('goes on through trouble, and is silent while the link is down', async () => {
  const { clock, told, state, troubles, leave, guard } = kennel();
  await clock.run(clock.sleep(15_000));
  state.refusing = true;
  await clock.run(clock.sleep(20_000));
  expect(troubles).toHaveLength(2);
  state.refusing = false;
  state.connected = false;
  await clock.run(clock.sleep(20_000));
  state.connected = true;
  await clock.run(clock.sleep(10_000));
  expect(told).toEqual(['0 arm', '10 beat', '60 beat']);
  leave.abort();
  await clock.run(guard);
});

test('arms a driver that has forgotten, but not one that has parked', async () => {
  const { clock, told, state, leave, guard } = kennel();
  await clock.run(clock.sleep(5000));
  state.reading = { ...state.reading, armed: false };
  await clock.run(clock.sleep(10_000));
  state.reading = { armed: false, seconds: undefined, shutdown: 'done' };
  await clock.run(clock.sleep(30_000));
  expect(told).toEqual(['0 arm', '10 arm']);
  leave.abort();
  await clock.run(guard);
});
