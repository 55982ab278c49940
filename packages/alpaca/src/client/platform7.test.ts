import { DeviceError, VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { type AlpacaDriver, alpacaClient, createAlpacaHandler, memoryTransport, type Transport } from '../index.ts';

const server = { name: 'Test', manufacturer: 'Uraniborg', version: '0.1', location: 'Hven' };

/** A camera of interface version 3, behind a server that has never heard of Platform 7. */
function oldCamera(extra: Partial<AlpacaDriver<'camera'>>) {
  const clock = new VirtualClock(0);
  let connected = false;
  const driver: AlpacaDriver<'camera'> = {
    interfaceVersion: () => 3,
    connected: () => connected,
    putConnected: async (on) => {
      await clock.sleep(2000);
      connected = on;
    },
    cameraXSize: () => 5,
    cameraYSize: () => 4,
    cameraState: () => 'idle',
    ccdTemperature: () => -9.5,
    imageReady: () => false,
    startExposure: () => {},
    imageArray: () => ({ width: 1, height: 1, planes: 1, data: new Uint16Array(1) }),
    ...extra,
  };
  const handler = createAlpacaHandler({
    server,
    clock,
    devices: [{ type: 'camera', number: 0, name: 'C', uniqueId: 'c', driver }],
  });
  const inner = memoryTransport(handler, { clock });
  const asked: string[] = [];
  const transport: Transport = async (request) => {
    const member = request.path.split('/').at(-1) ?? '';
    asked.push(`${request.method} ${member}`);
    if (['connect', 'disconnect', 'connecting', 'devicestate'].includes(member))
      return { status: 400, contentType: 'text/plain', body: new TextEncoder().encode(`no ${member} here`) };
    return inner(request);
  };
  return { clock, asked, camera: alpacaClient('camera', 0, { transport }) };
}

test('an old camera connects and tells its state like a new one', async () => {
  const { clock, asked, camera } = oldCamera({});
  await clock.run(
    (async () => {
      await camera.connect();
      expect(clock.now()).toBe(0);
      expect(await camera.connecting()).toBe(true);
      await clock.sleep(2001);
      expect([await camera.connecting(), await camera.connected()]).toEqual([false, true]);
      expect(await camera.deviceState()).toEqual({ cameraState: 'idle', ccdTemperature: -9.5, imageReady: false });
      await camera.disconnect();
      await clock.sleep(2001);
      expect([await camera.connecting(), await camera.connected()]).toEqual([false, false]);
    })(),
  );
  expect(asked.filter((line) => line.includes('interfaceversion'))).toHaveLength(1);
  expect(asked).not.toContain('PUT connect');
  expect(asked).not.toContain('GET devicestate');
});

test('a failed connection of an old camera is told by connecting()', async () => {
  const { clock, camera } = oldCamera({
    putConnected: () => {
      throw new DeviceError('the cable is out', 0x501);
    },
  });
  await clock.run(
    (async () => {
      await camera.connect();
      await clock.sleep(1);
      await expect(camera.connecting()).rejects.toMatchObject({ code: 0x501 });
    })(),
  );
});
