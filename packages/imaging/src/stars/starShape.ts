import type { Pixels } from '@uraniborg/core';
import type { Star } from './star.ts';

/** Which way a star is long. */
export interface StarShape {
  /** Of the long axis, degrees from the x axis towards y, 0 to 180. */
  readonly angle: number;
  /** 0 round, towards 1 a line, as Star has it. */
  readonly eccentricity: number;
}

/**
 * The shape of a star from the second moments of its light under a round Gaussian window of its own width (the adaptive
 * moments of Bernstein & Jarvis 2002, AJ 123, 583, in one step: for a Gaussian star the window halves the variance along
 * both axes alike, so that the angle is true and the eccentricity can be undone). Undefined where there is no light.
 *
 * @param level the background under the star, ADU
 */
export function starShape(
  { width, height, planes, data }: Pixels,
  { x, y, fwhm }: Pick<Star, 'x' | 'y' | 'fwhm'>,
  level: number,
): StarShape | undefined {
  const variance = Math.max(0.6, fwhm / 2.3548) ** 2;
  const reach = Math.ceil(3 * Math.sqrt(variance));
  const size = width * height;
  let [sum, xx, yy, xy] = [0, 0, 0, 0];
  for (let row = Math.max(0, Math.round(y) - reach); row <= Math.min(height - 1, Math.round(y) + reach); row++)
    for (
      let column = Math.max(0, Math.round(x) - reach);
      column <= Math.min(width - 1, Math.round(x) + reach);
      column++
    ) {
      const at = row * width + column;
      let value = data[at] as number;
      if (planes === 3) value = (value + (data[at + size] as number) + (data[at + 2 * size] as number)) / 3;
      const [u, v] = [column - x, row - y];
      const light = (value - level) * Math.exp(-(u * u + v * v) / (2 * variance));
      if (!Number.isFinite(light)) continue;
      sum += light;
      xx += light * u * u;
      yy += light * v * v;
      xy += light * u * v;
    }
  if (!(sum > 0)) return undefined;
  const half = (xx + yy) / (2 * sum);
  const rest = Math.hypot((xx - yy) / (2 * sum), xy / sum);
  if (!(half > rest)) return undefined;
  // 1 / windowed variance = 1 / true variance + 1 / variance of the window.
  const freed = (windowed: number) => 1 / Math.max(1 / windowed - 1 / variance, 1e-6 / variance);
  const [major, minor] = [freed(half + rest), freed(half - rest)];
  const angle = (Math.atan2(xy, (xx - yy) / 2) * 90) / Math.PI;
  return { angle: angle < 0 ? angle + 180 : angle, eccentricity: Math.sqrt(Math.max(0, 1 - minor / major)) };
}
