import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { held } from './held.ts';
import { VirtualClock } from './virtualClock.ts';

const disk = {
  reads: 0,
  get any() {
    return this.reads > 0;
  },
  async read(file: URL) {
    const text = await readFile(file, 'utf8');
    this.reads++;
    return text;
  },
  nameOf: (file: URL) => file.pathname.split('/').at(-1),
};

test('what is held takes no virtual time, however long it takes', async () => {
  const clock = new VirtualClock(0);
  const own = held(clock, disk);
  const here = new URL(import.meta.url);
  const woken: string[] = [];
  const sleeper = clock.sleep(1).then(() => woken.push('slept'));
  const text = await clock.run(own.read(here).finally(() => woken.push('read')));
  await clock.run(sleeper);
  expect(text).toContain('however long');
  expect(woken).toEqual(['read', 'slept']);
  expect(own.any).toBe(true);
  expect(own.nameOf(here)).toBe('held.test.ts');
});

test('what fails, fails the same, and the clock goes on', async () => {
  const clock = new VirtualClock(0);
  await expect(clock.run(held(clock, disk).read(new URL('file:///nowhere/at/all')))).rejects.toThrow('ENOENT');
  await clock.run(clock.sleep(5));
  expect(clock.now()).toBe(5);
});
