import { expect, test } from 'vitest';
import { guidingCards } from './guidingCards.ts';

const told = (guiding: Parameters<typeof guidingCards>[0]) =>
  guidingCards(guiding).map(({ keyword, value }) => [keyword, value]);
const rms = { ra: 0.3, dec: 0.4, total: 0.5 };

test('the scatter of guiding in arcseconds and in pixels of the guide camera, and what it comes from', () => {
  expect(told({ steps: 50, lost: 2, rms, arcsecPerPixel: 2 })).toEqual([
    ['GUIDERMS', 1],
    ['GUIDERA', 0.6],
    ['GUIDEDEC', 0.8],
    ['GUIPXRMS', 0.5],
    ['GUIPXRA', 0.3],
    ['GUIPXDEC', 0.4],
    ['GUIDSTEP', 50],
    ['GUIDLOST', 2],
  ]);
});

test('what is not known is left out', () => {
  expect(told(undefined)).toEqual([]);
  expect(told({ steps: 2, lost: 9 })).toEqual([
    ['GUIDSTEP', 2],
    ['GUIDLOST', 9],
  ]);
  expect(told({ steps: 50, lost: 0, rms }).map(([keyword]) => keyword)).toEqual([
    'GUIPXRMS',
    'GUIPXRA',
    'GUIPXDEC',
    'GUIDSTEP',
    'GUIDLOST',
  ]);
});
