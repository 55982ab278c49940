import { createServer, type Socket } from 'node:net';
import { type Clock, isAborted } from '@uraniborg/core';
import { cardNumber, readFits } from '@uraniborg/formats';
import { expect, onTestFinished, test } from 'vitest';
import { runningServer } from '../testing/runningServer.ts';

/**
 * What speaks as PHD2 does on a real socket, and guides without end: a step every half second, 0.3 pixels to either side in
 * right ascension. (The protocol as recorded from the real one is in devices' phd2Guider.test.)
 */
async function guiding(clock: Clock, { scale }: { scale: number | null }) {
  const over = new AbortController();
  const sockets = new Set<Socket>();
  let answering = true;
  const say = (message: object) => {
    for (const socket of sockets) socket.write(`${JSON.stringify(message)}\r\n`);
  };
  const answers: Record<string, unknown> = { get_pixel_scale: scale, get_exposure: 500, get_settling: false };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    say({ Event: 'Version', PHDVersion: '2.6.13', MsgVersion: 1 });
    say({ Event: 'AppState', State: 'Guiding' });
    socket.on('data', (bytes) => {
      for (const line of String(bytes).trim().split('\r\n')) {
        const { method, id } = JSON.parse(line) as { method: string; id: number };
        if (answering) say({ jsonrpc: '2.0', result: answers[method] ?? 'Guiding', id });
      }
    });
  });
  const steps = async () => {
    for (let step = 0; ; step++) {
      await clock.sleep(500, over.signal);
      say({ Event: 'GuideStep', RADistanceRaw: step % 2 ? 0.3 : -0.3, DECDistanceRaw: 0 });
    }
  };
  const ended = steps().catch((error: unknown) => {
    if (!isAborted(error)) throw error;
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(async () => {
    over.abort();
    await ended;
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    address: `phd2://127.0.0.1:${port}`,
    hangUp() {
      answering = false;
      for (const socket of sockets) socket.destroy();
    },
    comeBack() {
      answering = true;
    },
  };
}

const light = {
  frameType: 'light',
  seconds: 20,
  bin: 4,
  gain: 120,
  offset: null,
  filter: null,
  object: 'M 31',
} as const;

test('every light says how well it was guided: in the library, in its header, and a dark says nothing', async () => {
  const server = await runningServer();
  const phd2 = await guiding(server.clock, { scale: 2 });
  await server.command('equipment.connectAll', {});
  await server.command('equipment.assign', { role: 'guider', address: phd2.address });
  await server.command('equipment.connect', { role: 'guider' });
  await server.until(({ devices }) =>
    devices.some(({ reading }) => reading?.kind === 'guider' && reading.state === 'guiding' && reading.rms !== null),
  );
  await server.over((await server.command('capture.series', { ...light, count: 1 })).activity);
  const { frames } = await server.until((state) => state.frames.length === 1 && state.frames[0]?.quality != null);
  const [frame] = frames;
  const { guiding: guided } = frame?.quality ?? {};
  expect(guided).toMatchObject({ lost: 0, pixels: { dec: 0 }, arcsec: { dec: 0 } });
  // How many come in time is the machine's business. To either side in turn: of an odd number one has no other half.
  const steps = guided?.steps ?? 0;
  expect(steps).toBeGreaterThan(2);
  const rms = 0.3 * Math.sqrt(1 - (steps % 2) / steps ** 2);
  expect(guided?.pixels?.ra).toBeCloseTo(rms, 3);
  expect(guided?.arcsec?.total).toBeCloseTo(2 * rms, 3);
  const file = await (await fetch(`${server.url}api/v1/frames/${frame?.id}/file`)).arrayBuffer();
  const { header } = readFits(new Uint8Array(file));
  expect(cardNumber(header, 'GUIDERMS')).toBeCloseTo(2 * rms, 3);
  expect(cardNumber(header, 'GUIDSTEP')).toBe(guided?.steps);
  const { points } = await server.command('library.points', { quantity: 'guideRms' });
  expect(points.map(({ value }) => value)).toEqual([guided?.arcsec?.total]);

  await server.over(
    (await server.command('capture.series', { ...light, frameType: 'dark', seconds: 1, count: 1 })).activity,
  );
  const after = await server.until((state) => state.frames.length === 2 && state.frames[0]?.quality != null);
  expect(after.frames[0]?.quality?.guiding).toBeNull();
});

test('a guider that went away is found again like any device', async () => {
  const server = await runningServer();
  const phd2 = await guiding(server.clock, { scale: null });
  await server.command('equipment.assign', { role: 'guider', address: phd2.address });
  await server.command('equipment.connect', { role: 'guider' });
  const isOn = (link: string) =>
    server.until(({ devices }) => devices.some((device) => device.role === 'guider' && device.link === link));
  await isOn('on');
  phd2.hangUp();
  await server.until(({ devices }) => devices.some((device) => device.role === 'guider' && device.link !== 'on'));
  phd2.comeBack();
  await isOn('on');
  await expect(server.command('equipment.assign', { role: 'camera', address: phd2.address })).rejects.toThrow(
    /not the address of a guider|guider/,
  );
});
