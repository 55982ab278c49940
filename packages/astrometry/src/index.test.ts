import { expect, test } from 'vitest';
import * as astrometry from './index.ts';

test('the public face of astrometry', () => {
  expect(Object.keys(astrometry)).toMatchInlineSnapshot(`
    [
      "openStarCatalogue",
      "projectTan",
      "unprojectTan",
      "frameWcs",
      "orientationOf",
      "pixelToSky",
      "skyToPixel",
      "wcsFromKeywords",
      "wcsKeywords",
    ]
  `);
});
