import type { FrameSummary, QualityFlag } from '@uraniborg/api';
import { expect, test } from 'vitest';
import { measuredLight } from '../testing/measuredLight.ts';
import { regrade } from './grading.ts';

const reject: QualityFlag[] = ['noStars', 'fewerStars', 'fainterStars', 'largerStars', 'trailed'];
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
/** What is rejected when the frames come one after the other. */
function night(frames: readonly FrameSummary[], rules = reject): string[] {
  let known: FrameSummary[] = [];
  for (const taken of frames) {
    known = [...known, taken];
    const changes = new Map(regrade(taken.id, known, { reject: rules }).map((change) => [change.id, change]));
    known = known.map((one) => ({ ...one, ...changes.get(one.id) }));
  }
  return known.filter(({ verdict }) => verdict === 'rejected').map(({ id }) => id);
}

test('a frame unlike those around it is rejected, and only for what the profile names', () => {
  const frames = range(0, 12).map((i) =>
    measuredLight(i, i === 6 ? { stars: 100 } : i === 8 ? { saturatedPart: 0.1 } : {}),
  );
  expect(night(frames)).toEqual(['f6']);
  expect(night(frames, ['saturated'])).toEqual(['f8']);
  expect(night(frames, [])).toEqual([]);
});

test('a Moon that rises hides stars and brightens the sky: no frame is rejected', () => {
  const frames = range(0, 60).map((i) => {
    const light = 1 + i ** 2 / 60;
    return measuredLight(i, {
      background: 600 * light,
      noise: 12 * Math.sqrt(light),
      stars: Math.round(900 / light ** 0.45),
    });
  });
  expect(frames.at(-1)?.quality?.stars).toBeLessThan(250);
  expect(night(frames)).toEqual([]);
  // And all at once, from behind a mountain.
  const sudden = range(0, 20).map((i) =>
    i < 10 ? measuredLight(i) : measuredLight(i, { background: 3000, noise: 40, stars: 150 }),
  );
  expect(night(sudden)).toEqual([]);
});

test('a cloud over the first frames is known when it has passed', () => {
  const frames = range(0, 12).map((i) => measuredLight(i, i < 4 ? { stars: 90 } : {}));
  expect(night(frames.slice(0, 6))).toEqual([]);
  expect(night(frames)).toEqual(['f0', 'f1', 'f2', 'f3']);
});

test('what all frames of a night have is its optics: drawn-out stars everywhere are no reason to take all again', () => {
  const bent = { eccentricity: 0.6, alignment: { strength: 0.9, angle: 20 } };
  expect(night(range(0, 10).map((i) => measuredLight(i, bent)))).toEqual([]);
  expect(night(range(0, 10).map((i) => measuredLight(i, i === 5 ? bent : {})))).toEqual(['f5']);
});

test('the word of a person stands, for it and against it', () => {
  const own = (i: number): Partial<FrameSummary> =>
    i === 4 ? { verdict: null, judgedBy: 'person' } : i === 5 ? { verdict: 'rejected', judgedBy: 'person' } : {};
  const frames = range(0, 10).map((i) => measuredLight(i, i === 4 || i === 7 ? { hfd: 5 } : {}, own(i)));
  expect(night(frames)).toEqual(['f5', 'f7']);
});

test('darks, previews, and frames with too few around them are not graded', () => {
  const dark = { stars: null, hfd: null, eccentricity: null, saturatedPart: 0.5 };
  const darks = range(0, 8).map((i) => measuredLight(i, dark, { frameType: 'dark' }));
  expect(night(darks, ['saturated'])).toEqual([]);
  expect(night(range(0, 8).map((i) => measuredLight(i, i === 6 ? { stars: 0 } : {}, { fileName: null })))).toEqual([]);
  expect(night(range(0, 3).map((i) => measuredLight(i, i === 2 ? { stars: 0 } : {})))).toEqual([]);
});
