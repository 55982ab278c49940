import { pixelToSky, type Wcs } from '@uraniborg/astrometry';
import { formatDeclination, formatRightAscension } from '@uraniborg/core';

/** Where a pixel lies on the sky, J2000: "05h35m17.3s −05°23′28″"; null when the image is not solved. */
export function skyText(wcs: Wcs | null, pixel: { x: number; y: number }): string | null {
  if (!wcs) return null;
  const { ra, dec } = pixelToSky(wcs, pixel);
  return `${formatRightAscension(ra, { separators: 'hms' })} ${formatDeclination(dec, { separators: '°′″' })}`;
}
