import { DeviceError, VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { type AlpacaDriver, alpacaClient, createAlpacaHandler, memoryTransport, type ServedDevice } from '../index.ts';

const server = { name: 'Test', manufacturer: 'Uraniborg', version: '0.1', location: 'Hven' };
const start = Date.UTC(2026, 10, 20);

function focuserDriver(): AlpacaDriver<'focuser'> & { at: number } {
  return {
    at: 100,
    maxStep: () => 1000,
    isMoving: () => false,
    position() {
      return this.at;
    },
    move(position) {
      this.at = position;
    },
  };
}

function setUp(devices: ServedDevice[]) {
  const clock = new VirtualClock(start);
  const handler = createAlpacaHandler({ server, devices, clock });
  return { clock, handler, transport: memoryTransport(handler, { clock }) };
}

test('a driver of a few lines is a whole device', async () => {
  const { clock, transport } = setUp([
    { type: 'focuser', number: 0, name: 'F', uniqueId: 'f', driver: focuserDriver() },
  ]);
  const focuser = alpacaClient('focuser', 0, { transport });
  await clock.run(
    (async () => {
      expect(await focuser.name()).toBe('F');
      await expect(focuser.position()).rejects.toThrow(
        new DeviceError('Focuser 0, Position: F is not connected: connect it first', 0x407),
      );
      await focuser.putConnected(true);
      await focuser.move(200);
      expect(await focuser.position()).toBe(200);
      expect(await focuser.maxIncrement()).toBe(1000);
      expect(await focuser.tempCompAvailable()).toBe(false);
      await expect(focuser.temperature()).rejects.toMatchObject({ code: 0x400 });
      expect(await focuser.deviceState()).toEqual({
        isMoving: false,
        position: 200,
        timeStamp: '2026-11-20T00:00:00.000Z',
      });
    })(),
  );
});
