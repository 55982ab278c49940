import { expect, test } from 'vitest';
import * as imaging from './index.ts';

test('the public face of imaging', () => {
  expect(Object.keys(imaging)).toMatchInlineSnapshot(`
    [
      "applyStretch",
      "autoStretch",
      "fullScale",
      "binPixels",
      "histogramOf",
      "midtonesTransfer",
      "statisticsOf",
      "statisticsOfHistogram",
    ]
  `);
});
