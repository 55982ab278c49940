import { readFits } from '@uraniborg/formats';
import { type Blob, numberOf } from '@uraniborg/indi';
import { expect, test } from 'vitest';
import { indiSession } from '../testing/indiSession.ts';

const CAMERA = 'Simulated guide camera';

async function camera() {
  const session = await indiSession();
  const { client, connected, run, waiting } = session;
  await connected(CAMERA);
  const blobs = await run(client.receiveBlobs(CAMERA, 'CCD1', waiting));
  const frames: Blob[] = [];
  blobs.watch((event) => {
    if (event.kind === 'blob') frames.push(event.blob);
  });
  const change = (property: string, values: Parameters<typeof session.change>[2]) =>
    session.change(CAMERA, property, values);
  const stream = (on: boolean) => session.send(CAMERA, 'CCD_VIDEO_STREAM', { [on ? 'STREAM_ON' : 'STREAM_OFF']: true });
  const state = () => client.vector(CAMERA, 'CCD_VIDEO_STREAM')?.state;
  return { ...session, frames, change, stream, state };
}

test('streams bytes of its rectangle at its pace, and stops', async () => {
  const { change, stream, frames, sleep, state, client } = await camera();
  await change('STREAMING_EXPOSURE', { STREAMING_EXPOSURE_VALUE: 0.2 });
  await change('CCD_STREAM_FRAME', { X: 10, Y: 20, WIDTH: 320, HEIGHT: 240 });
  await stream(true);
  await sleep(5000);
  expect(state()).toBe('Busy');
  expect(frames.every(({ format, bytes }) => format === '.stream' && bytes.length === 320 * 240)).toBe(true);
  expect(frames.length).toBeGreaterThan(10);
  expect(frames.length).toBeLessThan(25);
  expect(numberOf(client.vector(CAMERA, 'FPS'), 'EST_FPS')).toBeCloseTo(1000 / (5000 / frames.length), -0.5);
  await stream(false);
  await sleep(1000);
  expect(state()).toBe('Idle');
  const count = frames.length;
  await sleep(10_000);
  expect(frames).toHaveLength(count);
});

test('is no faster than it is allowed to be', async () => {
  const { change, stream, frames, sleep } = await camera();
  await change('STREAMING_EXPOSURE', { STREAMING_EXPOSURE_VALUE: 0.01 });
  await change('CCD_STREAM_FRAME', { X: 0, Y: 0, WIDTH: 64, HEIGHT: 64 });
  await change('LIMITS', { LIMITS_PREVIEW_FPS: 4 });
  await stream(true);
  await sleep(10_000);
  expect(frames.length).toBeGreaterThan(37);
  expect(frames.length).toBeLessThanOrEqual(41);
});

test('streams or exposes, not both', async () => {
  const { change, send, stream, state, sleep, frames, messages } = await camera();
  await change('CCD_STREAM_FRAME', { X: 0, Y: 0, WIDTH: 64, HEIGHT: 64 });
  await stream(true);
  await expect(change('CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 1 })).rejects.toThrow(/stop the stream/);
  await stream(false);
  await sleep(1000);
  await send(CAMERA, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 5 });
  await sleep(1000);
  await stream(true);
  expect(state()).toBe('Alert');
  expect(messages.join()).toContain('abort the exposure');
  frames.length = 0;
  await sleep(20_000);
  expect(frames.map(({ format }) => format)).toEqual(['.fits']);
});

test('a frame of the stream shows what an exposure shows', async () => {
  const { change, stream, frames, sleep } = await camera();
  await change('CCD_FRAME', { X: 0, Y: 0, WIDTH: 64, HEIGHT: 64 });
  await change('CCD_STREAM_FRAME', { X: 0, Y: 0, WIDTH: 64, HEIGHT: 64 });
  await change('STREAMING_EXPOSURE', { STREAMING_EXPOSURE_VALUE: 1 });
  await stream(true);
  await sleep(1500);
  await stream(false);
  await sleep(1000);
  const video = frames[0]?.bytes ?? new Uint8Array();
  frames.length = 0;
  await change('CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 1 });
  await sleep(1);
  const { data } = readFits(frames[0]?.bytes ?? new Uint8Array()).pixels;
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;
  expect((mean(video) / 255) ** 2 * 65_535).toBeCloseTo(mean(data), -3);
});

test('ends with the connection, and when the cable comes out', async () => {
  const { change, stream, frames, sleep, faults, client, connected } = await camera();
  await change('CCD_STREAM_FRAME', { X: 0, Y: 0, WIDTH: 64, HEIGHT: 64 });
  await stream(true);
  await sleep(2000);
  await change('CONNECTION', { DISCONNECT: true });
  const count = frames.length;
  await sleep(5000);
  expect(frames).toHaveLength(count);
  await connected(CAMERA);
  await stream(true);
  await sleep(2000);
  const mend = faults.add({ device: 'camera/1', kind: 'disconnected' });
  await sleep(5000);
  expect(client.vector(CAMERA, 'CONNECTION')?.state).toBe('Alert');
  mend();
});
