import { expect, test } from 'vitest';
import * as imaging from './index.ts';

test('the public face of imaging', () => {
  expect(Object.keys(imaging)).toMatchInlineSnapshot(`
    [
      "alignment",
      "applyStretch",
      "autoStretch",
      "fullScale",
      "backgroundAt",
      "backgroundMesh",
      "findBadPixels",
      "mendBadPixels",
      "binPixels",
      "calibrate",
      "channelStatistics",
      "debayer",
      "detectMosaicStars",
      "detectStars",
      "detectSteps",
      "detectTogether",
      "findTrail",
      "histogramOf",
      "inspectField",
      "midtonesTransfer",
      "panelMosaic",
      "panels",
      "register",
      "resample",
      "showStack",
      "takeOutLast",
      "fitSimilarity",
      "inverse",
      "transform",
      "spectrumProfile",
      "stack",
      "addRows",
      "stackRows",
      "starNear",
      "starProfile",
      "statisticsOf",
      "statisticsOfHistogram",
      "toSixteenBits",
    ]
  `);
});
