import { expect, onTestFinished, test } from 'vitest';
import { arrivalsThread, type Talk } from './thread.ts';

function mortalThread() {
  const thread = arrivalsThread(new URL('./testing/mortalWorker.ts', import.meta.url));
  onTestFinished(thread.close);
  const ask = (asked: { say?: string }) =>
    new Promise<string>((resolve, reject) => {
      const talk: Talk = thread.talk(asked as never, {
        heard(said: string) {
          talk.end();
          resolve(said);
        },
        died: reject,
      });
    });
  return { thread, ask };
}

test('when the thread dies, who talks with it is told why, and the next finds another', async () => {
  const { ask } = mortalThread();
  expect(await ask({ say: 'good evening' })).toBe('good evening');
  const lost = await Promise.allSettled([ask({}), ask({})]);
  for (const one of lost)
    expect(one).toMatchObject({
      status: 'rejected',
      reason: { tag: 'TransportError', message: expect.stringMatching(/died \(no more memory\); another/) },
    });
  expect(await ask({ say: 'good morning' })).toBe('good morning');
});

test('who still talks with the thread when it is ended is told', async () => {
  const { thread, ask } = mortalThread();
  await ask({ say: 'here' });
  const silent = new Promise((_, reject) => {
    thread.talk({ say: null } as never, { heard: () => undefined, died: reject });
  });
  await Promise.all([expect(silent).rejects.toThrow(/has been ended/), thread.close()]);
  await expect(ask({ say: 'here' })).rejects.toThrow(/has been ended/);
});
