import { expect, test } from 'vitest';
import * as devices from './index.ts';

test('the public face of devices', () => {
  expect(Object.keys(devices)).toMatchInlineSnapshot(`
    [
      "alpacaCamera",
      "alpacaFilterWheel",
      "alpacaFocuser",
      "alpacaMount",
      "indiCamera",
      "indiFilterWheel",
      "indiFocuser",
      "indiMount",
    ]
  `);
});
