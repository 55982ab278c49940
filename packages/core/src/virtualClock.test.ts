import { expect, test } from 'vitest';
import { VirtualClock } from './virtualClock.ts';

const midnight = Date.UTC(2026, 10, 20);

test('a night passes at once, and sleepers wake in order', async () => {
  const clock = new VirtualClock(midnight);
  const woken: string[] = [];
  const sleeper = async (name: string, hours: number) => {
    await clock.sleep(hours * 3_600_000);
    woken.push(`${name} at ${(clock.now() - midnight) / 3_600_000} h`);
  };
  await clock.run(Promise.all([sleeper('b', 8), sleeper('a', 2), sleeper('c', 8)]));
  expect(woken).toEqual(['a at 2 h', 'b at 8 h', 'c at 8 h']);
});

test('time stands still while real work is held', async () => {
  const clock = new VirtualClock(midnight);
  let workDone: (() => void) | undefined;
  const work = new Promise<void>((resolve) => {
    workDone = resolve;
  });
  let woke = false;
  const night = Promise.all([
    clock.hold(work).then(() => expect(woke).toBe(false)),
    clock.sleep(1000).then(() => {
      woke = true;
    }),
  ]);
  setImmediate(() => setImmediate(() => setImmediate(() => workDone?.())));
  await clock.run(night);
  expect(woke).toBe(true);
});

test('a deadlock is an error that names who waits', async () => {
  const clock = new VirtualClock(midnight);
  await expect(clock.run(new Promise(() => {}), 'the image of camera 0')).rejects.toThrow(
    'deadlock: nothing will ever wake the image of camera 0',
  );
});

test('an aborted sleep rejects with the reason and leaves nothing behind', async () => {
  const clock = new VirtualClock(midnight);
  const abort = new AbortController();
  const rain = new Error('rain');
  const sleeping = clock.sleep(60_000, abort.signal);
  abort.abort(rain);
  await expect(clock.run(sleeping)).rejects.toBe(rain);
  await expect(clock.sleep(1, abort.signal)).rejects.toBe(rain);
  expect(clock.now()).toBe(midnight);
});

test('what settles by itself at the last moment is no deadlock', async () => {
  for (let turns = 1; turns < 6; turns++) {
    const late = new Promise<string>((resolve) => {
      let left = turns;
      const turn = () => (--left > 0 ? setImmediate(turn) : resolve('done'));
      setImmediate(turn);
    });
    const clock = new VirtualClock(midnight);
    const outcome = await clock.run(late).catch((error: Error) => error.message);
    // Work that nobody holds is given three turns of the loop, and never called a deadlock once it has settled.
    if (turns <= 3) expect(outcome).toBe('done');
    else expect(outcome).toMatch(/^(done|deadlock: .*)$/);
  }
});
