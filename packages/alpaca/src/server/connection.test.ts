import { DeviceError, VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { type AlpacaDriver, alpacaClient, createAlpacaHandler, memoryTransport } from '../index.ts';

const server = { name: 'Test', manufacturer: 'Uraniborg', version: '0.1', location: 'Hven' };

function setUp(extra: (clock: VirtualClock) => Partial<AlpacaDriver<'focuser'>>) {
  const clock = new VirtualClock(0);
  const driver: AlpacaDriver<'focuser'> = { maxStep: () => 10, isMoving: () => false, move: () => {}, ...extra(clock) };
  const handler = createAlpacaHandler({
    server,
    clock,
    devices: [{ type: 'focuser', number: 0, name: 'F', uniqueId: 'f', driver }],
  });
  const focuser = alpacaClient('focuser', 0, { transport: memoryTransport(handler, { clock }) });
  return { clock, focuser };
}

test('Connect returns at once, Connecting tells when it is done', async () => {
  const { clock, focuser } = setUp((clock) => ({
    connect: () => clock.sleep(3000),
    disconnect: () => clock.sleep(1000),
  }));
  await clock.run(
    (async () => {
      await focuser.connect();
      expect(clock.now()).toBe(0);
      expect([await focuser.connecting(), await focuser.connected()]).toEqual([true, false]);
      await expect(focuser.maxStep()).rejects.toMatchObject({ code: 0x407 });
      await clock.sleep(3001);
      expect([await focuser.connecting(), await focuser.connected(), await focuser.maxStep()]).toEqual([
        false,
        true,
        10,
      ]);
      await focuser.disconnect();
      await clock.sleep(1001);
      expect([await focuser.connecting(), await focuser.connected()]).toEqual([false, false]);
    })(),
  );
});

test('a write of Connected waits, and joins a Connect that is under way', async () => {
  let times = 0;
  const { clock, focuser } = setUp((clock) => ({
    connect: () => {
      times++;
      return clock.sleep(3000);
    },
  }));
  await clock.run(
    (async () => {
      await focuser.connect();
      await focuser.putConnected(true);
      expect([clock.now(), await focuser.connected(), times]).toEqual([3000, true, 1]);
      await focuser.putConnected(true);
      await focuser.connect();
      expect([clock.now(), times]).toEqual([3000, 1]);
      await focuser.putConnected(false);
      expect(await focuser.connected()).toBe(false);
    })(),
  );
});

test('a disconnect waits for the connect before it', async () => {
  const order: string[] = [];
  const { clock, focuser } = setUp((clock) => ({
    connect: async () => {
      await clock.sleep(3000);
      order.push('connected');
    },
    disconnect: () => {
      order.push('disconnected');
    },
  }));
  await clock.run(
    (async () => {
      await focuser.connect();
      await focuser.putConnected(false);
      expect(order).toEqual(['connected', 'disconnected']);
      expect(await focuser.connected()).toBe(false);
    })(),
  );
});

test('a failed Connect is told by Connecting, and can be tried again', async () => {
  let broken = true;
  const { clock, focuser } = setUp(() => ({
    connect: async () => {
      if (broken) throw new DeviceError('the cable is out', 0x501);
    },
  }));
  await clock.run(
    (async () => {
      await focuser.connect();
      await clock.sleep(10);
      await expect(focuser.connecting()).rejects.toMatchObject({
        code: 0x501,
        message: 'Focuser 0, Connecting: the cable is out',
      });
      expect(await focuser.connected()).toBe(false);
      await expect(focuser.putConnected(true)).rejects.toMatchObject({ code: 0x501 });
      broken = false;
      await focuser.connect();
      await clock.sleep(10);
      expect([await focuser.connecting(), await focuser.connected()]).toEqual([false, true]);
    })(),
  );
});

test('a client is a driver: a device is passed on, connection and all', async () => {
  const near = setUp((clock) => ({ connect: () => clock.sleep(2000), position: () => 7 }));
  const { clock } = near;
  const handler = createAlpacaHandler({
    server,
    clock,
    devices: [{ type: 'focuser', number: 4, name: 'Passed on', uniqueId: 'p', driver: near.focuser }],
  });
  const far = alpacaClient('focuser', 4, { transport: memoryTransport(handler, { clock }) });
  await clock.run(
    (async () => {
      await far.connect();
      expect(await far.connecting()).toBe(true);
      await clock.sleep(2500);
      expect([await far.connecting(), await far.connected(), await far.position()]).toEqual([false, true, 7]);
      expect(await far.name()).toBe('F');
      expect((await far.deviceState()).position).toBe(7);
      await expect(far.temperature()).rejects.toMatchObject({ code: 0x400 });
      await far.putConnected(false);
      expect(await near.focuser.connected()).toBe(false);
    })(),
  );
});
