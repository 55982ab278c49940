import { type Pixels, seededRandom } from '@uraniborg/core';

/** A star out of focus in a telescope with a secondary mirror, as its light lies; pixels, electrons, 1 electron an ADU. */
export interface DefocusedStar {
  readonly width: number;
  readonly height: number;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Radius of the shadow, pixels; 0 for none. */
  readonly shadow: number;
  /** From the centre of the light to that of the shadow. */
  readonly dx: number;
  readonly dy: number;
  /** Electrons of a pixel of the ring, and of the sky. */
  readonly light: number;
  readonly sky?: number;
  /** How soft the edges are: the width of a logistic step. */
  readonly soft?: number;
  /** One side is brighter than the other by this part of the mean, along the angle `slant` (radians). */
  readonly uneven?: number;
  readonly slant?: number;
  /** How much longer the one half axis is than the mean, as a part of it. */
  readonly elongation?: number;
  /** A spot of light in the middle of the shadow, as diffraction makes it. */
  readonly spot?: number;
  readonly hotPixels?: number;
  /** ADU at which the converter ends. */
  readonly full?: number;
  readonly seed: number;
}

const BIAS = 200;
const READ_NOISE = 6;

export function defocusedStar(star: DefocusedStar): Pixels<Uint16Array> {
  const { width, height, radius, shadow, soft = 1, uneven = 0, slant = 0, elongation = 0, spot = 0 } = star;
  const random = seededRandom(star.seed);
  const data = new Uint16Array(width * height);
  const inside = (r: number, edge: number) => 1 / (1 + Math.exp((r - edge) / soft));
  const [hole, peak] = [{ x: star.x + star.dx, y: star.y + star.dy }, Math.max(2, shadow / 6)];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const u = (x - star.x) * Math.cos(slant) + (y - star.y) * Math.sin(slant);
      const v = (y - star.y) * Math.cos(slant) - (x - star.x) * Math.sin(slant);
      const r = Math.hypot(u / (1 + elongation), v / (1 - elongation));
      const r2 = Math.hypot(x - hole.x, y - hole.y);
      const lit = inside(r, radius) * (shadow > 0 ? 1 - inside(r2, shadow) : 1);
      const bright = lit * (1 + (uneven * u) / radius) + spot * Math.exp(-((r2 / peak) ** 2));
      const electrons = random.poisson((star.sky ?? 50) + star.light * bright);
      const value = electrons + READ_NOISE * random.normal() + BIAS;
      data[y * width + x] = Math.min(star.full ?? 65_535, Math.max(0, Math.round(value)));
    }
  for (let i = 0; i < (star.hotPixels ?? 0); i++) data[Math.floor(random.uniform() * data.length)] = 60_000;
  return { width, height, planes: 1, data };
}
