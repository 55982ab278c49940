import { afterAll, expect, test } from 'vitest';
import { situation } from '../testing/faults/faultMatrix.ts';
import { holdMatrix } from '../testing/faults/holdMatrix.ts';
import { framePrint } from '../testing/faults/trueFrames.ts';
import { pixelWorkers } from '../workers/pixelWorkers.ts';

holdMatrix('alpaca');

const workers = pixelWorkers(2);
afterAll(() => workers.close());

test('without patience a series is given up, and the mount is stopped', async () => {
  const { state, counted, log } = await situation('alpaca', 'driver SIGKILL', 'exposing', workers, { attempts: 1 });
  // The devices come back by themselves, but nobody goes on: that is not recovered.
  expect({ state, counted }, log.join('\n')).toEqual({ state: 'given up, mount stopped', counted: 0 });
  expect(log).toContainEqual(expect.stringMatching(/Stop tracking, because the observatory had to give up finished/));
});

test('what is wrong with a frame is seen by the matrix: other pixels, or the same ones twice', () => {
  const frame = Uint16Array.from({ length: 100 }, (_, i) => i * 37);
  expect(framePrint(frame)).toEqual(framePrint(frame.toReversed()));
  expect(framePrint(frame)).not.toEqual(framePrint(frame.map((value) => value ^ 1)));
});
