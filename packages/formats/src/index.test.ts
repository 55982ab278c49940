import { expect, test } from 'vitest';
import * as formats from './index.ts';

test('the public face of formats', () => {
  expect(Object.keys(formats)).toMatchInlineSnapshot(`
    [
      "encodeFits",
      "encodeFitsChunks",
      "fitsHdus",
      "card",
      "cardNumber",
      "cardText",
      "cardValue",
      "findCard",
      "withCard",
      "withoutCard",
      "withRemark",
      "readFits",
      "flippedHeader",
      "rowOrderOf",
    ]
  `);
});
