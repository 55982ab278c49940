import { expect, test } from 'vitest';
import * as astrometry from './index.ts';

test('the public face of astrometry', () => {
  expect(Object.keys(astrometry)).toMatchInlineSnapshot(`
    [
      "airMass",
      "apparentFromJ2000",
      "j2000FromApparent",
      "openConstellations",
      "lowestAt",
      "apparentFromHorizontal",
      "horizontalFromApparent",
      "hourAngle",
      "parallacticAngle",
      "ttDate",
      "ut1Date",
      "utcDate",
      "leapSeconds",
      "moonAt",
      "nightAt",
      "refracted",
      "unrefracted",
      "usualAtmosphere",
      "altitudeAt",
      "altitudeCrossings",
      "nextTransit",
      "riseTransitSet",
      "STAR_HORIZON",
      "SUN_HORIZON",
      "siderealTime",
      "OBJECT_TYPES",
      "openSkyObjects",
      "solvePlate",
      "openStarCatalogue",
      "sunAt",
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
