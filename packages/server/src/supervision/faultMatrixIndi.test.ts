import { afterAll, expect, test } from 'vitest';
import { situation } from '../testing/faults/faultMatrix.ts';
import { holdMatrix } from '../testing/faults/holdMatrix.ts';
import { pixelWorkers } from '../workers/pixelWorkers.ts';

holdMatrix('indi');

const workers = pixelWorkers(2);
afterAll(() => workers.close());

test('an owner who wants nothing done about the mount gets that, and the matrix calls it no safe state', async () => {
  const wanted = { thenMount: 'nothing', outageSeconds: 20 } as const;
  const { state, log } = await situation('indi', 'device renamed', 'exposing', workers, wanted);
  expect(log).toContainEqual(expect.stringMatching(/error: Series of 3 .* failed/));
  expect(state).not.toBe('given up, mount stopped');
});
