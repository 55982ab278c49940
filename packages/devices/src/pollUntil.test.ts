import { AbortedError, DeviceError, TimeoutError, TransportError, VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { pollUntil } from './pollUntil.ts';

const clock = () => new VirtualClock(0);
const patient = new AbortController().signal;

test('looks until there is something to see', async () => {
  const time = clock();
  let looks = 0;
  const found = pollUntil(
    { clock: time, signal: patient },
    { look: async () => (++looks === 5 ? 'there' : undefined), limitMs: 10_000, what: 'it', every: 100 },
  );
  expect(await time.run(found)).toBe('there');
  expect(time.now()).toBe(400);
});

test('says for what it waited in vain', async () => {
  const time = clock();
  const never = pollUntil(
    { clock: time, signal: patient },
    { look: async () => undefined, limitMs: 10_000, what: 'the mount to arrive' },
  );
  await expect(time.run(never)).rejects.toThrow(new TimeoutError('Waited 10 s for the mount to arrive, in vain'));
});

test('sits out a short outage, not a long one', async () => {
  const outage = async (ms: number) => {
    const time = clock();
    const poll = pollUntil(
      { clock: time, signal: patient },
      {
        async look() {
          if (time.now() > 1000 && time.now() < 1000 + ms) throw new TransportError('no route');
          return time.now() > 60_000 ? 'there' : undefined;
        },
        limitMs: 100_000,
        what: 'it',
      },
    );
    return time.run(poll).catch((error) => `${error.message} at ${time.now()}`);
  };
  expect(await outage(15_000)).toBe('there');
  expect(await outage(50_000)).toBe('no route at 21250');
});

test('a refusal ends it at once, an abort too', async () => {
  const time = clock();
  const refused = pollUntil(
    { clock: time, signal: patient },
    { look: () => Promise.reject(new DeviceError('no', 1)), limitMs: 1000, what: 'it' },
  );
  await expect(time.run(refused)).rejects.toThrow('no');
  const stop = new AbortController();
  void time.sleep(300).then(() => stop.abort(new AbortedError('enough')));
  const aborted = pollUntil(
    { clock: time, signal: stop.signal },
    { look: async () => undefined, limitMs: 1e9, what: 'it', every: 1e6 },
  );
  await expect(time.run(aborted)).rejects.toThrow('enough');
  expect(time.now()).toBe(300);
});
