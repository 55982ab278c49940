import { AbortedError, InvalidInput, VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { onBench } from '../testing/contract.ts';
import { filterWheelContract } from '../testing/filterWheelContract.ts';
import { handFilterWheel } from './handFilterWheel.ts';

const NAMES = ['L', 'R', 'G', 'B'].map((name) => ({ name, focusOffset: 0 }));

/** A person who takes 20 seconds. */
async function bench(answer: (slot: number) => void = () => {}) {
  const clock = new VirtualClock(0);
  const device = handFilterWheel({
    address: 'manual://filters',
    filters: () => NAMES,
    async ask(_, slot, waiting) {
      await waiting.clock.sleep(20_000, waiting.signal);
      answer(slot);
    },
  });
  return { device, clock, run: <T>(work: Promise<T>) => clock.run(work), end: async () => {} };
}

filterWheelContract('changed by hand', bench);

test('which filter is in is not known until somebody has put one in; while they do it is turning', () =>
  onBench(bench, async ({ device, clock, run, waiting }) => {
    expect(await run(device.read(waiting))).toEqual({ slot: undefined, turning: false });
    const changed = device.select(2, waiting);
    await run(clock.sleep(1000));
    expect(await run(device.read(waiting))).toEqual({ slot: undefined, turning: true });
    await run(changed);
    expect(clock.now()).toBe(20_000);
    expect(await run(device.read(waiting))).toEqual({ slot: 2, turning: false });
  }));

test('a person who will not leaves what was in', () => {
  const refuse = (slot: number) => {
    if (slot === 3) throw new AbortedError('no');
  };
  return onBench(
    () => bench(refuse),
    async ({ device, run, waiting }) => {
      await run(device.select(1, waiting));
      await expect(run(device.select(3, waiting))).rejects.toThrow(AbortedError);
      expect(await run(device.read(waiting))).toEqual({ slot: 1, turning: false });
    },
  );
});

test('without names there is nothing to ask for', async () => {
  const wheel = handFilterWheel({ address: 'manual://filters', filters: () => [], ask: async () => {} });
  const waiting = { clock: new VirtualClock(0), signal: new AbortController().signal };
  await expect(wheel.connect(waiting)).rejects.toThrow(InvalidInput);
});
