import { expect, test } from 'vitest';
import * as core from './index.ts';

test('the public face of core', () => {
  expect(Object.keys(core)).toMatchInlineSnapshot(`
    [
      "degrees",
      "formatDeclination",
      "formatRightAscension",
      "normaliseDegrees",
      "parseDeclination",
      "parseRightAscension",
      "parseSexagesimal",
      "radians",
      "separation",
      "signedDegrees",
      "AbortedError",
      "DeviceError",
      "HouseError",
      "InvalidInput",
      "isAborted",
      "StorageError",
      "sentenceOf",
      "TimeoutError",
      "TransportError",
      "held",
      "instantMs",
      "instantText",
      "shift",
      "systemInstant",
      "openKernel",
      "seededRandom",
      "scaledClock",
      "mean",
      "median",
      "quantile",
      "robustSigma",
      "sigmaClip",
      "standardDeviation",
      "systemClock",
      "parseUtc",
      "utcParts",
      "utcText",
      "VirtualClock",
    ]
  `);
});
