/**
 * Where the pixels of a frame lie on the sky: a TAN world coordinate system (Calabretta & Greisen 2002), with the names
 * FITS gives its parts. Inside the house pixels are 0-based with integer centres; FITS's 1-based `CRPIX` appears in
 * `wcsKeywords` and `wcsFromKeywords` and nowhere else.
 */
import { degrees, InvalidInput, normaliseDegrees, radians } from '@uraniborg/core';
import { type Direction, projectTan, unprojectTan } from './tanProjection.ts';

export interface Wcs {
  /** ICRS degrees of the reference pixel: right ascension, declination. */
  readonly crval: readonly [number, number];
  /** The reference pixel, 0-based: x, y. */
  readonly crpix: readonly [number, number];
  /** Degrees per pixel, rows (xi, eta), columns (x, y). */
  readonly cd: readonly [readonly [number, number], readonly [number, number]];
}

export interface Pixel {
  readonly x: number;
  readonly y: number;
}

export interface FrameOrientation {
  /** Arcseconds per pixel. */
  readonly scale: number;
  /** Degrees from north through east of the direction in which y grows. */
  readonly positionAngle: number;
  /** False when, with y growing upwards and x to the right, east is left of north as on the sky. */
  readonly mirrored: boolean;
}

/** The direction of a pixel. */
export function pixelToSky(wcs: Wcs, { x, y }: Pixel): Direction {
  const [dx, dy] = [x - wcs.crpix[0], y - wcs.crpix[1]];
  const [[a, b], [c, d]] = wcs.cd;
  return unprojectTan({ xi: a * dx + b * dy, eta: c * dx + d * dy }, centreOf(wcs));
}

/** The pixel of a direction, which may lie outside the frame; undefined 90 degrees or more from the reference. */
export function skyToPixel(wcs: Wcs, direction: Direction): Pixel | undefined {
  const plane = projectTan(direction, centreOf(wcs));
  if (!plane) return undefined;
  const [[a, b], [c, d]] = wcs.cd;
  const determinant = a * d - b * c;
  return {
    x: wcs.crpix[0] + (d * plane.xi - b * plane.eta) / determinant,
    y: wcs.crpix[1] + (a * plane.eta - c * plane.xi) / determinant,
  };
}

/**
 * The coordinate system of a frame of `width` x `height` pixels whose middle points at `centre`. By default north is
 * where y grows and east where x falls.
 */
export function frameWcs(
  centre: Direction,
  { width, height }: { readonly width: number; readonly height: number },
  { scale, positionAngle = 0, mirrored = false }: Pick<FrameOrientation, 'scale'> & Partial<FrameOrientation>,
): Wcs {
  if (!(scale > 0)) throw new InvalidInput(`An image scale is above 0 arcsec per pixel, not ${scale}`);
  const step = scale / 3600;
  const [sine, cosine] = [Math.sin(radians(positionAngle)), Math.cos(radians(positionAngle))];
  const sense = mirrored ? -1 : 1;
  return {
    crval: [normaliseDegrees(centre.ra), centre.dec],
    crpix: [(width - 1) / 2, (height - 1) / 2],
    cd: [
      [-sense * step * cosine, step * sine],
      [sense * step * sine, step * cosine],
    ],
  };
}

/** Scale, position angle (0 to 360) and handedness of a frame; the scale is that of a pixel's area. */
export function orientationOf(wcs: Wcs): FrameOrientation {
  const [[a, b], [c, d]] = wcs.cd;
  const determinant = a * d - b * c;
  const mirrored = determinant > 0;
  // Both axes vote, so that a slightly sheared matrix gives the rotation of the whole frame.
  const sense = mirrored ? 1 : -1;
  const positionAngle = normaliseDegrees(degrees(Math.atan2(b - sense * c, d + sense * a)));
  return { scale: Math.sqrt(Math.abs(determinant)) * 3600, positionAngle, mirrored };
}

/** As FITS writes it: 1-based `CRPIX`, degrees. */
export function wcsKeywords(wcs: Wcs): Record<string, string | number> {
  return {
    CTYPE1: 'RA---TAN',
    CTYPE2: 'DEC--TAN',
    CUNIT1: 'deg',
    CUNIT2: 'deg',
    RADESYS: 'ICRS',
    CRVAL1: wcs.crval[0],
    CRVAL2: wcs.crval[1],
    CRPIX1: wcs.crpix[0] + 1,
    CRPIX2: wcs.crpix[1] + 1,
    CD1_1: wcs.cd[0][0],
    CD1_2: wcs.cd[0][1],
    CD2_1: wcs.cd[1][0],
    CD2_2: wcs.cd[1][1],
  };
}

/**
 * The coordinate system a header states, from `CD` or from `CDELT` with `PC` or `CROTA2`; undefined when it states
 * none, or one that is not a TAN projection of right ascension and declination.
 *
 * @param read the value of a keyword, undefined when the header lacks it
 */
export function wcsFromKeywords(read: (keyword: string) => unknown): Wcs | undefined {
  const number = (keyword: string, otherwise?: number) => {
    const value = read(keyword);
    return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
  };
  if (!/^RA---TAN/.test(String(read('CTYPE1'))) || !/^DEC--TAN/.test(String(read('CTYPE2')))) return undefined;
  const [ra, dec, x, y] = [number('CRVAL1'), number('CRVAL2'), number('CRPIX1'), number('CRPIX2')];
  if (ra === undefined || dec === undefined || x === undefined || y === undefined) return undefined;
  const cd = cdOf(number);
  if (!cd) return undefined;
  const determinant = cd[0][0] * cd[1][1] - cd[0][1] * cd[1][0];
  if (!Number.isFinite(determinant) || determinant === 0) return undefined;
  return { crval: [ra, dec], crpix: [x - 1, y - 1], cd };
}

function cdOf(number: (keyword: string, otherwise?: number) => number | undefined): Wcs['cd'] | undefined {
  const cells = ['1_1', '1_2', '2_1', '2_2'].map((cell) => number(`CD${cell}`));
  if (cells.some((cell) => cell !== undefined)) {
    const [a = 0, b = 0, c = 0, d = 0] = cells;
    return [
      [a, b],
      [c, d],
    ];
  }
  const [dx, dy] = [number('CDELT1'), number('CDELT2')];
  if (dx === undefined || dy === undefined) return undefined;
  const turn = radians(number('CROTA2', 0) ?? 0);
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  const stated = ['1_1', '1_2', '2_1', '2_2'].map((cell) => number(`PC${cell}`));
  const [a, b, c, d] = stated.some((cell) => cell !== undefined)
    ? [stated[0] ?? 1, stated[1] ?? 0, stated[2] ?? 0, stated[3] ?? 1]
    : [cosine, (-sine * dy) / dx, (sine * dx) / dy, cosine];
  return [
    [dx * a, dx * b],
    [dy * c, dy * d],
  ];
}

const centreOf = (wcs: Wcs): Direction => ({ ra: wcs.crval[0], dec: wcs.crval[1] });
