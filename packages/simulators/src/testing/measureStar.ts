/** Plain measurements of one star on a frame, written without a look at how stars are drawn. */
import { median } from '@uraniborg/core';

interface Image {
  readonly width: number;
  readonly height: number;
  readonly data: ArrayLike<number>;
}

/** Background-free sum, centroid and half-flux diameter of what lies within `radius` of (x, y); pixels and ADU. */
export function measureStar(image: Image, x: number, y: number, radius: number) {
  const ring: number[] = [];
  const inside: { x: number; y: number; value: number }[] = [];
  for (let row = Math.floor(y - 2 * radius); row <= y + 2 * radius; row++)
    for (let column = Math.floor(x - 2 * radius); column <= x + 2 * radius; column++) {
      const value = image.data[row * image.width + column] ?? Number.NaN;
      const r = Math.hypot(column - x, row - y);
      if (r > 1.4 * radius && r < 2 * radius) ring.push(value);
      else if (r <= radius) inside.push({ x: column, y: row, value });
    }
  const background = median(ring);
  let [flux, sumX, sumY, peak] = [0, 0, 0, 0];
  for (const pixel of inside) {
    const light = pixel.value - background;
    flux += light;
    sumX += light * pixel.x;
    sumY += light * pixel.y;
    peak = Math.max(peak, pixel.value);
  }
  const centre = { x: sumX / flux, y: sumY / flux };
  let moment = 0;
  for (const pixel of inside) moment += (pixel.value - background) * Math.hypot(pixel.x - centre.x, pixel.y - centre.y);
  return { ...centre, flux, peak, background, hfd: (2 * moment) / flux };
}
