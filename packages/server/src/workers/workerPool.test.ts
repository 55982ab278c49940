import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';
import { AbortedError, InvalidInput } from '@uraniborg/core';
import { expect, onTestFinished, test } from 'vitest';
import type { oddJobs } from './testing/oddWorker.ts';
import { workerPool } from './workerPool.ts';

function oddPool(threads = 2) {
  const pool = workerPool<typeof oddJobs>(new URL('./testing/oddWorker.ts', import.meta.url), threads);
  onTestFinished(pool.close);
  return pool;
}

test('jobs are done elsewhere, by no more workers than allowed, and all are answered', async () => {
  const pool = oddPool(2);
  const threads = await Promise.all(Array.from({ length: 20 }, () => pool.run('thread')));
  expect(threads).not.toContain(threadId);
  expect(new Set(threads).size).toBeLessThanOrEqual(2);
});

test('a job for each is done once by each, begun or not', async () => {
  const pool = oddPool(3);
  await pool.run('thread');
  expect(new Set(await pool.runOnEach('thread')).size).toBe(3);
});

test('shared memory is read where it lies, and a large result comes whole', async () => {
  const pool = oddPool();
  const data = new Uint16Array(new SharedArrayBuffer(2 * 70_000)).fill(2);
  expect(await pool.run('sum', data)).toBe(140_000);
  const { data: ramp } = await pool.run('ramp', 50_000);
  expect(ramp.length).toBe(50_000);
  expect(ramp.at(-1)).toBe(49_999);
});

test('what a job throws comes back in its own words, and the worker goes on', async () => {
  const pool = oddPool(1);
  const first = await pool.run('thread');
  await expect(pool.run('refuse', 'NAXIS')).rejects.toThrow(new InvalidInput('that cannot be used', 'NAXIS'));
  await expect(pool.run('lose')).rejects.toMatchObject({ tag: 'StorageError', code: 'ENOENT' });
  await expect(pool.run('fail')).rejects.toThrow('that went wrong: a screw is loose');
  expect(await pool.run('thread')).toBe(first);
});

test('a worker that dies takes its own job with it and no other', async () => {
  const pool = oddPool(1);
  const first = await pool.run('thread');
  const [died, after] = await Promise.allSettled([pool.run('die'), pool.run('thread')]);
  expect(died).toMatchObject({ reason: { message: expect.stringMatching(/do "die" died \(exit code 3\); another/) } });
  expect(after).toMatchObject({ status: 'fulfilled' });
  expect(after.status === 'fulfilled' && after.value).not.toBe(first);
  await expect(pool.run('die')).rejects.toThrow(/died/);
  expect(await pool.run('sum', Uint16Array.of(1, 2))).toBe(3);
});

test('what cannot be posted is refused, and the worker is free again', async () => {
  const pool = oddPool(1);
  await expect(pool.run('sum', (() => 1) as never)).rejects.toThrow(/cannot be handed/);
  expect(await pool.run('sum', Uint16Array.of(1, 2))).toBe(3);
});

test('closing ends what is under way and what waits', async () => {
  const pool = oddPool(1);
  const jobs = Promise.allSettled([pool.run('never'), pool.run('thread')]);
  await pool.close();
  for (const { status, ...rest } of await jobs) {
    expect(status).toBe('rejected');
    expect('reason' in rest && rest.reason).toBeInstanceOf(AbortedError);
  }
  await expect(pool.run('thread')).rejects.toThrow(AbortedError);
});

test('a program that ends its workers goes on when they have ended, whatever answer was on its way', () => {
  const program = fileURLToPath(new URL('./testing/closesInTime.ts', import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'closed\n' });
});
