import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { observatoryAt } from './testing/observatory.ts';

/** A short piece of observing; `curious` asks all kinds of things in between, which must not matter. */
async function night(seed: number, curious = false): Promise<string[]> {
  const { clock, driver } = observatoryAt(undefined, { seed });
  const [camera, guider, mount, focuser, wheel] = [
    driver('camera'),
    driver('camera', 1),
    driver('telescope'),
    driver('focuser'),
    driver('filterWheel'),
  ];
  const hashes: string[] = [];
  const shoot = async (seconds: number, light: boolean) => {
    await camera.startExposure(seconds, light);
    if (curious) {
      await guider.startExposure(1, true);
      await clock.run(clock.sleep(1500));
      await guider.imageArray();
      await mount.rightAscension?.();
      await camera.percentCompleted?.();
      await clock.run(clock.sleep(seconds * 1000 - 500));
    } else await clock.run(clock.sleep(seconds * 1000 + 1000));
    const { data } = await camera.imageArray();
    hashes.push(createHash('sha256').update(new Uint8Array(data.buffer)).digest('hex'));
  };
  await mount.putTracking?.(true);
  await mount.slewToCoordinatesAsync?.(0.7, 41);
  await clock.run(clock.sleep(60_000));
  await shoot(5, true);
  await wheel.putPosition?.(2);
  await focuser.move(25_000);
  await clock.run(clock.sleep(10_000));
  await mount.pulseGuide?.('north', 1500);
  await shoot(5, true);
  await shoot(3, false);
  return hashes;
}

test('the same seed and the same commands give the same pixels, byte for byte', async () => {
  const first = await night(1);
  expect(new Set(first).size).toBe(3);
  expect(await night(1)).toEqual(first);
});

test('what is asked in between does not matter', async () => {
  expect(await night(1, true)).toEqual(await night(1));
});

test('another seed, other pixels', async () => {
  const [first, other] = [await night(1), await night(2)];
  first.forEach((hash, i) => {
    expect(other[i]).not.toBe(hash);
  });
});
