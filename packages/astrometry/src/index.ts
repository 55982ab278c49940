export { airMass } from './airMass.ts';
export { apparentFromJ2000, j2000FromApparent } from './apparentPlace.ts';
export { type Constellation, type Constellations, openConstellations } from './constellationAt.ts';
export { type HorizonLine, lowestAt } from './horizonLine.ts';
export {
  apparentFromHorizontal,
  type Horizontal,
  type HorizontalOptions,
  horizontalFromApparent,
  hourAngle,
  parallacticAngle,
  type Site,
} from './horizontal.ts';
export { type JulianDate, type Moment, ttDate, ut1Date, utcDate } from './julianDate.ts';
export { leapSeconds } from './leapSeconds.ts';
export { type Moon, moonAt } from './moon.ts';
export { type Night, nightAt } from './night.ts';
export { type Atmosphere, refracted, unrefracted, usualAtmosphere } from './refraction.ts';
export {
  altitudeAt,
  altitudeCrossings,
  nextTransit,
  type Passage,
  riseTransitSet,
  STAR_HORIZON,
  SUN_HORIZON,
  type Target,
} from './riseSet.ts';
export { type EarthRotation, siderealTime } from './siderealTime.ts';
export { OBJECT_TYPES, openSkyObjects, type SkyObject, type SkyObjects } from './skyObjects.ts';
export { type FrameStars, type PlateHints, type PlateSolution, solvePlate } from './solver/solvePlate.ts';
export { type CatalogueStar, type Cone, openStarCatalogue, type StarCatalogue } from './starCatalogue.ts';
export { sunAt } from './sun.ts';
export { type Direction, projectTan, type StandardCoordinates, unprojectTan } from './tanProjection.ts';
export {
  type FrameOrientation,
  frameWcs,
  orientationOf,
  type Pixel,
  pixelToSky,
  skyToPixel,
  type Wcs,
  wcsFromKeywords,
  wcsKeywords,
} from './wcs.ts';
