import { expect, test } from 'vitest';
import * as formats from './index.ts';

test('the public face of formats', () => {
  expect(Object.keys(formats)).toMatchInlineSnapshot(`
    [
      "bytesAsSource",
      "cardLine",
      "customCard",
      "encodeFits",
      "encodeFitsChunks",
      "encodePackedFits",
      "fitsHdus",
      "frameHeader",
      "frameFileName",
      "frameFolder",
      "riceBound",
      "riceDecode",
      "riceEncode",
      "card",
      "cardNumber",
      "cardText",
      "cardValue",
      "findCard",
      "withCard",
      "withoutCard",
      "withRemark",
      "readPng",
      "writePng",
      "readTiff",
      "writeTiff",
      "readFits",
      "RECOGNISED_BY",
      "recogniseFormat",
      "flippedHeader",
      "rowOrderOf",
      "readSer",
      "serWriter",
      "verifyFits",
      "readXisf",
      "writeXisf",
    ]
  `);
});
