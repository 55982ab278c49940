import { TimeoutError, VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { memoryTransport } from '../transports/memory.ts';
import { alpacaClient } from './client.ts';

test.each([
  ['reading Connected', 10, (camera: Camera) => camera.connected()],
  ['writing Connected, which may take minutes', 600, (camera: Camera) => camera.putConnected(true)],
  ['an image', 600, (camera: Camera) => camera.imageArray()],
  ['a command', 30, (camera: Camera) => camera.startExposure(1, true)],
])('a server that never answers is waited for as long as %s deserves', async (_what, seconds, ask) => {
  const clock = new VirtualClock(0);
  const transport = memoryTransport(() => new Promise(() => {}), { clock });
  await clock.run(expect(ask(alpacaClient('camera', 0, { transport }))).rejects.toBeInstanceOf(TimeoutError));
  expect(clock.now()).toBe(seconds * 1000);
});

type Camera = ReturnType<typeof alpacaClient<'camera'>>;
