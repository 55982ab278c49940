import { type Pixels, seededRandom } from '@uraniborg/core';

/** A field that a camera sees again and again, a little aside and a little turned. */
export interface DitheredField {
  readonly width: number;
  readonly height: number;
  /** 16-bit pixels of the frame with that number; the first lies as it is. */
  frame(index: number): Pixels<Uint16Array>;
}

const SKY = 300;
/** Pixels: seeing and optics of 3.2 pixels of full width at half maximum. */
const SIGMA = 3.2 / 2.3548;

/**
 * Stars over a noisy sky. Each frame lies up to six pixels aside, and 0.05 degrees further than the one before: what an
 * alt-azimuth mount or a poor polar alignment does.
 */
export function ditheredField(width: number, height: number, stars: number): DitheredField {
  const random = seededRandom(11);
  const field = Array.from({ length: stars }, () => ({
    x: (random.uniform() - 0.5) * 1.1 * width,
    y: (random.uniform() - 0.5) * 1.1 * height,
    flux: 1500 * 200 ** random.uniform(),
  }));
  const shifts = Array.from({ length: 100 }, (_, i) =>
    i === 0 ? [0, 0] : [12 * (random.uniform() - 0.5), 12 * (random.uniform() - 0.5)],
  );
  // No multiple of the width: no two frames have the same noise at the same place.
  const noise = Float32Array.from({ length: 1_000_003 }, () => random.normal());
  return {
    width,
    height,
    frame(index) {
      const light = new Float32Array(width * height).fill(SKY);
      const [dx = 0, dy = 0] = shifts[index % shifts.length] ?? [];
      const angle = (index * 0.05 * Math.PI) / 180;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      for (const { x, y, flux } of field)
        shine({ width, height, data: light }, width / 2 + c * x - s * y + dx, height / 2 + s * x + c * y + dy, flux);
      const data = new Uint16Array(new SharedArrayBuffer(2 * width * height));
      let at = (index * 377_777) % noise.length;
      for (let i = 0; i < data.length; i++) {
        const level = light[i] as number;
        data[i] = Math.max(0, Math.min(65_535, level + Math.sqrt(level) * (noise[at] as number) + 0.5));
        if (++at === noise.length) at = 0;
      }
      return { width, height, planes: 1, data };
    },
  };
}

function shine(
  { width, height, data }: { width: number; height: number; data: Float32Array },
  x: number,
  y: number,
  flux: number,
): void {
  const reach = 9;
  const peak = flux / (2 * Math.PI * SIGMA * SIGMA);
  for (let v = Math.max(0, Math.ceil(y - reach)); v <= Math.min(height - 1, y + reach); v++)
    for (let u = Math.max(0, Math.ceil(x - reach)); u <= Math.min(width - 1, x + reach); u++) {
      const i = v * width + u;
      const square = (u - x) ** 2 + (v - y) ** 2;
      data[i] = (data[i] as number) + peak * Math.exp(-square / (2 * SIGMA * SIGMA));
    }
}
