import { expect, test } from 'vitest';
import * as fits from './fits.ts';
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
      "fitsImages",
      "imagesOf",
      "fitsHdus",
      "fitsHdusOf",
      "frameHeader",
      "frameFileName",
      "frameFolder",
      "frameOfFile",
      "paddingOf",
      "rowsToPack",
      "rowsToUnpack",
      "riceBound",
      "riceRows",
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
      "isPackedWhole",
      "unpackedFits",
      "readBmp",
      "writeBmp",
      "readJpeg",
      "writeJpeg",
      "readGif",
      "readPng",
      "readTga",
      "readTiff",
      "writePng",
      "writeTiff",
      "librawUrl",
      "readRaw",
      "writeDng",
      "readFits",
      "readFitsOf",
      "READABLE_FORMATS",
      "RECOGNISED_BY",
      "recogniseFormat",
      "flippedHeader",
      "rowOrderOf",
      "readSer",
      "serWriter",
      "verifyFits",
      "readXisf",
      "writeXisf",
      "XISF_MARK_BYTES",
      "xisfHeaderBytes",
      "xisfParts",
    ]
  `);
});

test('FITS alone is a part of it', () => {
  for (const [name, value] of Object.entries(fits)) expect(formats).toHaveProperty(name, value);
  expect(Object.keys(fits)).toMatchInlineSnapshot(`
    [
      "encodeFitsChunks",
      "card",
      "cardNumber",
      "cardText",
      "withCard",
      "withoutCard",
      "withRemark",
      "readFits",
    ]
  `);
});
