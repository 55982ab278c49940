import { expect, test } from 'vitest';
import { observatoryAt } from './testing/observatory.ts';

const bytesOf = (image: { data: ArrayBufferView }) =>
  Buffer.from(image.data.buffer, image.data.byteOffset, image.data.byteLength);

test('a pulled cable: not connected, and no way back until it is in again', async () => {
  const { faults, driver } = observatoryAt();
  const focuser = driver('focuser');
  await focuser.connect?.();
  expect(await focuser.connected?.()).toBe(true);
  const mend = faults.add({ device: 'focuser/0', kind: 'disconnected' });
  expect(await focuser.connected?.()).toBe(false);
  expect(() => focuser.position?.()).toThrow(/cable/);
  expect(() => focuser.connect?.()).toThrow(/cable/);
  mend();
  await focuser.connect?.();
  expect(await focuser.position?.()).toBeGreaterThan(0);
});

test('a device that hangs answers when the fault has gone', async () => {
  const { faults, driver } = observatoryAt();
  const mend = faults.add({ device: 'filterwheel/0', kind: 'hang' });
  let answered = false;
  const answer = Promise.resolve(driver('filterWheel').position()).then((slot) => {
    answered = true;
    return slot;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(answered).toBe(false);
  mend();
  expect(await answer).toBe(0);
});

test('faults come and go at their times', async () => {
  const { faults, driver, clock } = observatoryAt();
  const begin = clock.now();
  faults.add({ device: 'telescope/0', kind: 'slow', from: begin + 1000, until: begin + 2000, delayMs: 3000 });
  faults.add({ device: 'telescope/0', kind: 'hang', from: begin + 10_000, until: begin + 60_000 });
  const mount = driver('telescope');
  expect(await mount.declination()).toBeTypeOf('number');
  expect(clock.now()).toBe(begin);
  await clock.run(clock.sleep(1500));
  await clock.run(Promise.resolve(mount.declination()));
  expect(clock.now()).toBe(begin + 4500);
  await clock.run(clock.sleep(10_000));
  await clock.run(Promise.resolve(mount.declination()));
  expect(clock.now()).toBe(begin + 60_000);
});

test('black frames and garbage', async () => {
  const { faults, driver, clock } = observatoryAt();
  const camera = driver('camera');
  await camera.startExposure(0.1, true);
  await clock.run(clock.sleep(2000));
  const good = await camera.imageArray();
  const mend = faults.add({ device: 'camera/0', kind: 'blackFrames' });
  expect(Buffer.compare(bytesOf(await camera.imageArray()), Buffer.alloc(good.data.byteLength))).toBe(0);
  mend();
  faults.add({ device: 'camera/0', kind: 'garbage' });
  expect(Buffer.compare(bytesOf(await camera.imageArray()), bytesOf(good))).not.toBe(0);
  expect(await camera.gain?.()).toBeLessThan(0);
  faults.clear();
  expect(Buffer.compare(bytesOf(await camera.imageArray()), bytesOf(good))).toBe(0);
});
