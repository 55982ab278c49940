import { afterAll, expect, test } from 'vitest';
import { situation } from '../testing/faults/faultMatrix.ts';
import { holdMatrix } from '../testing/faults/holdMatrix.ts';
import { pixelWorkers } from '../workers/pixelWorkers.ts';

holdMatrix('indi');

const workers = pixelWorkers(2);
afterAll(() => workers.close());

test('an owner who wants nothing done about the mount gets that, and the matrix calls it no safe state', async () => {
  const wanted = { thenMount: 'nothing' as const, outageSeconds: 20, indiServers: [] };
  const { state, log } = await situation('indi', 'address changed', 'exposing', workers, wanted);
  expect(log).toContainEqual(expect.stringMatching(/error: Series of 3 .* failed/));
  expect(state).not.toBe('given up, mount stopped');
});

test('a server whose new address nobody knows stays away: that is said aloud', async () => {
  const { state, log } = await situation('indi', 'address changed', 'slewing', workers, { indiServers: [] });
  expect(state).toBe('out of reach, alarm');
  expect(log).toContainEqual(expect.stringMatching(/^error: Simulated mount is lost/));
});
