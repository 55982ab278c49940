import { DeviceError, InvalidInput, VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import {
  alpacaClient,
  createAlpacaHandler,
  memoryTransport,
  recordingTransport,
  replayingTransport,
  type Transport,
} from '../index.ts';
import { exampleDevices } from '../testing/exampleDrivers.ts';

const server = { name: 'Test', manufacturer: 'Uraniborg', version: '0.1', location: 'Hven' };
const start = Date.UTC(2026, 10, 20, 22);

/** A little of everything: values, a refusal, an image. */
async function session(transport: Transport, clock: VirtualClock) {
  const camera = alpacaClient('camera', 0, { transport, clientId: 4 });
  const before = await camera.cameraXSize().catch((error: unknown) => error);
  await camera.putConnected(true);
  await camera.putGain(200);
  const gain = await camera.gain();
  await camera.putGain(50);
  await clock.sleep(1000);
  await camera.startExposure(2, true);
  return { before, gain, gainLater: await camera.gain(), image: await camera.imageArray() };
}

test('a recording replays the session: the same answers in the same time', async () => {
  const lines: string[] = [];
  const clock = new VirtualClock(start);
  const handler = createAlpacaHandler({ server, devices: exampleDevices(), clock });
  const slow: Transport = async (request) => {
    await clock.sleep(30);
    return memoryTransport(handler, { clock })(request);
  };
  const recording = recordingTransport(slow, { clock, write: (line) => lines.push(line) });
  const first = await clock.run(session(recording, clock));
  expect(first.before).toEqual(
    new DeviceError('Camera 0, CameraXSize: Camera is not connected: connect it first', 0x407),
  );
  expect([first.gain, first.gainLater]).toEqual([200, 50]);
  expect(lines).toHaveLength(8);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    at: '2026-11-20T22:00:00.000Z',
    ms: 30,
    method: 'GET',
    path: '/api/v1/camera/0/cameraxsize',
    status: 200,
  });

  const again = new VirtualClock(start);
  const second = await again.run(session(replayingTransport([...lines, ''], { clock: again }), again));
  expect(second).toEqual(first);
  expect(again.now()).toBe(clock.now());
});

test('failures are recorded and replayed as what they were', async () => {
  const lines: string[] = [];
  const clock = new VirtualClock(start);
  const hanging = recordingTransport(
    memoryTransport(() => new Promise(() => {}), { clock }),
    { clock, write: (line) => lines.push(line) },
  );
  const ask = (transport: Transport) => alpacaClient('dome', 0, { transport }).azimuth();
  await expect(clock.run(ask(hanging))).rejects.toMatchObject({ tag: 'TimeoutError' });
  await expect(clock.run(ask(replayingTransport(lines, { clock })))).rejects.toMatchObject({
    tag: 'TimeoutError',
    message: 'GET /api/v1/dome/0/azimuth was not answered in 10 s',
  });
});

test('what was never asked is told; what is no recording is refused with its line', async () => {
  const clock = new VirtualClock(start);
  const dome = alpacaClient('dome', 0, { transport: replayingTransport([], { clock }) });
  await expect(clock.run(dome.azimuth())).rejects.toThrow('the recording has no GET /api/v1/dome/0/azimuth');
  for (const line of ['{', '{}', '[]', 'null', '{"path":"/x","parameters":[],"ms":-1}'])
    expect(() => replayingTransport(['', line], { clock })).toThrow(
      new InvalidInput('line 2 is not an exchange of a recording', 'line 2'),
    );
});
