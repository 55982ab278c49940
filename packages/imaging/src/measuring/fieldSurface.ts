import { median, robustSigma } from '@uraniborg/core';
import type { Star } from '../stars/star.ts';
import { type LeastSquares, leastSquares } from './leastSquares.ts';

/** A part of the shape of the field with a direction: how much, where to, and whether it is more than noise. */
export interface SurfacePart {
  /** Percent of the HFD in the middle of the frame, and its standard error. */
  readonly percent: number;
  readonly error: number;
  /** Degrees from the x axis towards y. */
  readonly angle: number;
  /** Probability that noise alone gives as much. */
  readonly chance: number;
  readonly certain: boolean;
}

export interface FieldSurface {
  /** Across the frame along its steepest diameter; stars are larger in the direction of the angle. */
  readonly tilt: SurfacePart;
  /**
   * A valley through the middle, in the corners: stars are larger on both sides along the angle. A tilt whose line of
   * best focus is in the middle of the frame looks like this, and shows nowhere else.
   */
  readonly saddle: SurfacePart;
  /** What the bowl adds in the corners, percent of the HFD in the middle. */
  readonly curvature: { readonly percent: number; readonly error: number; readonly certain: boolean };
}

const CHANCE = 0.001;
/** Six unknowns, and some to spare. */
const FEWEST = 20;

/**
 * The surface of second order through the HFD of all stars: plane, bowl and saddle, with their errors from the scatter
 * of the stars about it. Stars beyond four sigmas (doubles, galaxies) are left out. Undefined with fewer than 20.
 *
 * With u, v in half diagonals from the middle: hfd = h + gx u + gy v + c (u² + v²) + p (u² - v²) + q 2uv. The odds of the
 * plane and the saddle are those of two normal values, exp(-chi² / 2).
 */
export function fieldSurface(
  stars: readonly Star[],
  { width, height }: { readonly width: number; readonly height: number },
): FieldSurface | undefined {
  const reach = Math.hypot(width, height) / 2;
  let kept = stars.map((star) => {
    const [u, v] = [(star.x - (width - 1) / 2) / reach, (star.y - (height - 1) / 2) / reach];
    return {
      row: [1, u, v, u * u + v * v, u * u - v * v, 2 * u * v],
      hfd: star.hfd,
      // The error of a size is that of its light, and a few percent of things that are not noise.
      weight: 1 / (star.hfd ** 2 * (0.02 ** 2 + 1 / star.snr ** 2)),
    };
  });
  // Before anything is fitted the surface is flat: what is far from it may still be a slope.
  const centre = median(kept.map(({ hfd }) => hfd));
  const spread = robustSigma(
    kept.map(({ hfd }) => hfd),
    centre,
  );
  kept = kept.filter(({ hfd }) => Math.abs(hfd - centre) <= 6 * spread + 0.05 * centre);
  let fit: LeastSquares | undefined;
  for (let round = 0; round < 4; round++) {
    if (kept.length < FEWEST) return undefined;
    fit = leastSquares(
      kept.map(({ row }) => row),
      kept.map(({ hfd }) => hfd),
      kept.map(({ weight }) => weight),
    );
    if (!fit) return undefined;
    const { values } = fit;
    const off = kept.map(({ row, hfd, weight }) => Math.sqrt(weight) * (hfd - at(values, row)));
    const limit = 4 * robustSigma(off, 0);
    const next = kept.filter((_, i) => Math.abs(off[i] as number) <= limit);
    if (next.length === kept.length) break;
    kept = next;
  }
  if (!fit || kept.length < FEWEST) return undefined;
  const { values, covariance } = fit;
  const scale = fit.chiSquared / (kept.length - values.length);
  const [h = 0, gx = 0, gy = 0, c = 0, p = 0, q = 0] = values;
  if (!(h > 0)) return undefined;
  const of = (i: number, j: number) => scale * (covariance[i]?.[j] ?? 0);
  const tilt = part([gx, gy], [of(1, 1), of(1, 2), of(2, 2)]);
  const saddle = part([p, q], [of(4, 4), of(4, 5), of(5, 5)]);
  const across = (Math.abs(Math.cos(tilt.angle)) * width + Math.abs(Math.sin(tilt.angle)) * height) / reach;
  return {
    tilt: told(tilt, (100 * across) / h, 1),
    saddle: told(saddle, 100 / h, 2),
    curvature: {
      percent: (100 * c) / h,
      error: (100 * Math.sqrt(of(3, 3))) / h,
      certain: Math.abs(c) > 3.29 * Math.sqrt(of(3, 3)),
    },
  };
}

const at = (values: readonly number[], row: readonly number[]) =>
  row.reduce((sum, each, i) => sum + each * (values[i] as number), 0);

/** Length, direction and error of a pair of values, and the odds of its being nothing. */
function part([x, y]: readonly [number, number], [xx, xy, yy]: readonly [number, number, number]) {
  const length = Math.hypot(x, y);
  const angle = Math.atan2(y, x);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const determinant = xx * yy - xy * xy;
  const chi = (yy * x * x - 2 * xy * x * y + xx * y * y) / determinant;
  return { length, angle, error: Math.sqrt(c * c * xx + 2 * c * s * xy + s * s * yy), chance: Math.exp(-chi / 2) };
}

/** @param fold how many times the pattern looks the same in one turn */
function told({ length, angle, error, chance }: ReturnType<typeof part>, factor: number, fold: 1 | 2): SurfacePart {
  const degrees = (angle * 180) / Math.PI / fold;
  const turn = 360 / fold;
  return {
    percent: length * factor,
    error: error * factor,
    angle: ((degrees % turn) + turn) % turn,
    chance,
    certain: chance < CHANCE,
  };
}
