import { AbortedError, DeviceError, VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { stopFirst } from './stopFirst.ts';

function stage() {
  const clock = new VirtualClock(0);
  const abort = new AbortController();
  const waiting = { clock, signal: abort.signal };
  const order: string[] = [];
  const stop = async () => {
    await clock.sleep(500);
    order.push(`stands at ${clock.now()}`);
  };
  return { clock, abort, waiting, order, stop };
}

test('an abort is heard of when the hardware stands', async () => {
  const { clock, abort, waiting, order, stop } = stage();
  void clock.sleep(1000).then(() => abort.abort(new AbortedError('rain')));
  const moving = stopFirst(waiting, stop, () => clock.sleep(60_000, waiting.signal)).catch((error) => {
    order.push(`${error.message} at ${clock.now()}`);
  });
  await clock.run(moving);
  expect(order).toEqual(['stands at 1500', 'rain at 1500']);
});

test('a failure stops the hardware too and stays what it was', async () => {
  const { clock, waiting, order, stop } = stage();
  const failing = stopFirst(waiting, stop, () => Promise.reject(new DeviceError('stalled', 7)));
  await expect(clock.run(failing)).rejects.toThrow('stalled');
  expect(order).toEqual(['stands at 500']);
});

test('what was aborted and could not be stopped is a failure, not an abort', async () => {
  const { clock, abort, waiting } = stage();
  void clock.sleep(10).then(() => abort.abort(new AbortedError('rain')));
  const stuck = stopFirst(
    waiting,
    () => Promise.reject(new DeviceError('no answer', 1)),
    () => clock.sleep(1000, waiting.signal),
  );
  await expect(clock.run(stuck)).rejects.toThrow('It was told to stop and may still move: no answer');
});

test('nothing begins for somebody who has given up already', async () => {
  const { abort, waiting, order, stop } = stage();
  abort.abort(new AbortedError('rain'));
  const act = async () => void order.push('moved');
  await expect(stopFirst(waiting, stop, act)).rejects.toThrow('rain');
  expect(order).toEqual([]);
});
