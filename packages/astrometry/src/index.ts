export { type CatalogueStar, type Cone, openStarCatalogue, type StarCatalogue } from './starCatalogue.ts';
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
