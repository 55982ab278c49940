import type { SkyFrame } from '@uraniborg/api';
import { orientationOf, pixelToSky, type Wcs, wcsFromKeywords } from '@uraniborg/astrometry';
import { cardValue, type Frame, type Header } from '@uraniborg/formats';

/** The coordinate system that the header states, if it states one. */
export function wcsOf(header: Header): Wcs | undefined {
  return wcsFromKeywords((keyword) => cardValue(header, keyword));
}

/** Where a frame lies on the sky; null before it is solved. */
export function placeOnSky({ pixels: { width, height }, header }: Frame): SkyFrame | null {
  const wcs = wcsOf(header);
  if (!wcs) return null;
  const { ra, dec } = pixelToSky(wcs, { x: (width - 1) / 2, y: (height - 1) / 2 });
  const { scale, positionAngle, mirrored } = orientationOf(wcs);
  return { ra, dec, width: (width * scale) / 60, height: (height * scale) / 60, scale, positionAngle, mirrored };
}
