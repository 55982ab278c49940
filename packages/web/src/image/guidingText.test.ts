import { expect, test } from 'vitest';
import { guidingText } from './guidingText.ts';

test('arcseconds as soon as they are known', () => {
  const pixels = { ra: 0.3, dec: 0.4, total: 0.5 };
  const guided = { arcsec: { ra: 0.6, dec: 0.8, total: 1 }, pixels, steps: 30, lost: 0 };
  expect(guidingText(guided)).toEqual({ text: 'guiding 1.00', unit: '″' });
  expect(guidingText({ ...guided, arcsec: null })).toEqual({ text: 'guiding 0.50', unit: 'guide px' });
});
