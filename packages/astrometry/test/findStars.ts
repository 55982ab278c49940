/** The plainest star finder there is, so that the solver's tests do not stand on another room: peaks and their centroids. */
import { median, robustSigma } from '@uraniborg/core';

export function findStars(
  pixels: ArrayLike<number>,
  width: number,
  height: number,
): { x: number; y: number; flux: number }[] {
  const sample = Float64Array.from({ length: 5000 }, (_, n) => pixels[(n * 7919) % (width * height)] ?? 0);
  const sky = median(sample);
  const threshold = sky + 8 * Math.max(robustSigma(sample, sky), 1);
  const at = (x: number, y: number) => pixels[y * width + x] ?? 0;
  const stars: { x: number; y: number; flux: number }[] = [];
  for (let y = 4; y < height - 4; y++)
    for (let x = 4; x < width - 4; x++) {
      const peak = at(x, y);
      if (peak < threshold) continue;
      let highest = true;
      let [flux, sumX, sumY] = [0, 0, 0];
      for (let dy = -4; dy <= 4; dy++)
        for (let dx = -4; dx <= 4; dx++) {
          const value = at(x + dx, y + dy);
          // Of equal peaks, as in a saturated star, the first in reading order counts.
          if (value > peak || (value === peak && (dy < 0 || (dy === 0 && dx < 0)))) highest = false;
          const above = Math.max(0, value - sky);
          flux += above;
          sumX += above * dx;
          sumY += above * dy;
        }
      if (highest) stars.push({ x: x + sumX / flux, y: y + sumY / flux, flux });
    }
  return stars;
}
