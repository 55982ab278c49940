import { type Pixels, seededRandom } from '@uraniborg/core';

export interface TrueTrail {
  /** Degrees, and pixels from the middle of the frame. */
  readonly angle: number;
  readonly offset: number;
  /** In sigmas of the noise of a pixel. */
  readonly peak: number;
  /** Along it from the middle. */
  readonly from?: number;
  readonly to?: number;
}

/** Of a pixel, ADU. */
export const NOISE = 18;

/** A field of stars with noise, and what crosses it. */
export function crossedField(
  width: number,
  height: number,
  seed: number,
  trail?: TrueTrail,
  sky = (_: number) => 300,
): Pixels {
  const random = seededRandom(seed);
  const light = Float64Array.from({ length: width * height }, (_, i) => sky(i % width));
  for (let star = 0; star < (width * height) / 1500; star++) {
    const [x, y] = [random.uniform() * width, random.uniform() * height];
    const peak = (500 / (2 * Math.PI * 2.25)) * 100 ** (random.uniform() ** 3);
    for (let v = Math.max(0, Math.round(y) - 7); v <= Math.min(height - 1, Math.round(y) + 7); v++)
      for (let u = Math.max(0, Math.round(x) - 7); u <= Math.min(width - 1, Math.round(x) + 7); u++)
        light[v * width + u] = (light[v * width + u] ?? 0) + peak * Math.exp(-((u - x) ** 2 + (v - y) ** 2) / 4.5);
  }
  const { angle, offset, peak, from = -1e9, to = 1e9 } = trail ?? { angle: 0, offset: 0, peak: 0 };
  const [c, s] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  const data = Uint16Array.from(light, (mean, i) => {
    const [x, y] = [(i % width) - width / 2, Math.floor(i / width) - height / 2];
    const [along, across] = [x * c + y * s, -x * s + y * c - offset];
    const crossing = along > from && along < to ? peak * NOISE * Math.exp(-(across ** 2) / (2 * 1.8 ** 2)) : 0;
    return 200 + mean + crossing + Math.sqrt(mean + crossing + 25) * random.normal();
  });
  return { width, height, planes: 1, data };
}
