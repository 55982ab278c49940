import type { Pixels } from '@uraniborg/core';
import { binPixels } from '../display/binPixels.ts';
import { cropPixels, squareAround } from '../display/cropPixels.ts';
import { backgroundAt, backgroundMesh } from '../stars/backgroundMesh.ts';
import type { Star } from '../stars/star.ts';
import { type NearOptions, starNear } from '../stars/starNear.ts';
import { starShape } from '../stars/starShape.ts';
import type { Area } from '../statistics/area.ts';
import { endOfRange } from '../statistics/endOfRange.ts';
import { fitMoffat, moffatAt } from './fitMoffat.ts';

/** Everything that can be shown of one star. */
export interface StarProfile extends Star {
  /** Of the long axis, degrees from the x axis towards y; undefined for a star that is round within its noise. */
  readonly angle: number | undefined;
  /** Around it, ADU, and the noise of a pixel there. */
  readonly background: number;
  readonly noise: number;
  readonly saturatedPixels: number;
  /** Distance from the centre and value above the background of every pixel (every cell of a mosaic) around it. */
  readonly points: readonly (readonly [number, number])[];
  /** The Moffat profile closest to them, from the centre outwards; empty when there is none. */
  readonly curve: readonly (readonly [number, number])[];
  /** The pixels around it, background included, row by row; colours averaged. */
  readonly cutout: Area & { readonly values: readonly number[] };
}

/** The widest window, pixels from its middle: its 6561 pixels are still a small answer. */
const LARGEST = 40;
const CURVE_POINTS = 80;

/** The profile of the star at a place or nearest to it (see starNear); undefined when there is none. */
export function starProfile(
  pixels: Pixels,
  place: { readonly x: number; readonly y: number },
  options: NearOptions = {},
): StarProfile | undefined {
  const star = starNear(pixels, place, options);
  if (!star) return undefined;
  const reach = Math.min(LARGEST, Math.max(8, Math.ceil(2 * star.hfd + 4)));
  const window = squareAround(pixels, star, reach);
  const wide = squareAround(pixels, star, reach + 80);
  if (!window || !wide) return undefined;
  const unit = options.mosaic && wide.width > 1 && wide.height > 1 ? 2 : 1;
  const [left, top] = [wide.x - (wide.x % unit), wide.y - (wide.y % unit)];
  const cropped = cropPixels(pixels, {
    x: left,
    y: top,
    width: wide.x + wide.width - left,
    height: wide.y + wide.height - top,
  });
  const joined = unit === 1 ? cropped : binPixels(cropped, unit);
  const own = { x: (star.x - left - (unit - 1) / 2) / unit, y: (star.y - top - (unit - 1) / 2) / unit };
  const { level, rms } = backgroundAt(backgroundMesh(joined, { plane: 'all' }), own.x, own.y);
  const points = pointsAround(joined, own, reach / unit, level).map(([r, value]) => [r * unit, value] as const);
  const moffat = star.saturated ? undefined : fitMoffat(points, star.fwhm);
  const shape = starShape(joined, { ...own, fwhm: star.fwhm / unit }, level);
  const values = cutoutOf(pixels, window);
  return {
    ...star,
    // The error of an axis ratio is about that of the flux: below it the direction says nothing.
    angle: shape && star.eccentricity ** 2 > 4 / star.snr ? shape.angle : undefined,
    background: level,
    noise: rms * unit,
    saturatedPixels: values.filter((value) => value >= (options.saturation ?? endOfRange(pixels))).length,
    points,
    curve: moffat
      ? Array.from({ length: CURVE_POINTS }, (_, i) => {
          const r = (reach * i) / (CURVE_POINTS - 1);
          return [r, moffatAt(moffat, r)] as const;
        })
      : [],
    cutout: { ...window, values },
  };
}

function pointsAround(
  pixels: Pixels,
  centre: { readonly x: number; readonly y: number },
  reach: number,
  level: number,
): [number, number][] {
  const area = squareAround(pixels, centre, Math.ceil(reach));
  if (!area) return [];
  const points: [number, number][] = [];
  for (const [i, value] of cutoutOf(pixels, area).entries()) {
    const r = Math.hypot(area.x + (i % area.width) - centre.x, area.y + Math.floor(i / area.width) - centre.y);
    if (r <= reach && Number.isFinite(value)) points.push([r, value - level]);
  }
  return points;
}

function cutoutOf(pixels: Pixels, area: Area): number[] {
  const { data, planes } = cropPixels(pixels, area);
  const size = area.width * area.height;
  return Array.from({ length: size }, (_, i) => {
    if (planes === 1) return data[i] as number;
    return ((data[i] as number) + (data[i + size] as number) + (data[i + 2 * size] as number)) / 3;
  });
}
