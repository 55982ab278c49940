import { openKernel } from '@uraniborg/core';
import { starCentreModule } from './starCentreModule.ts';

/** Where the middle of a star is, relative to the middle of its window, and the sigma of the Gaussian that it is like. */
export interface StarCentre {
  readonly x: number;
  readonly y: number;
  readonly sigma: number;
}

/** Of the windows: 2 * RADIUS + 1 pixels both ways. */
export const RADIUS = 8;
const SIDE = 2 * RADIUS + 1;

const ROUNDS = 10;
/** Pixels: the next step would be smaller still. */
const SETTLED = 0.001;
/** Pixels from where it was thought to be. */
const FARTHEST = 3;
/** Of the widths of the window, pixels. */
const [NARROWEST, WIDEST] = [1, 2.75];

/**
 * The centroid of the star in the window (see windowRoom) under a weight as wide as itself, which moves with it until it stands still (as SExtractor's
 * XWIN_IMAGE; Bertin & Arnouts 1996), nearly as good as the light allows. The weight is Tukey's
 * (1 - d² / r²)²: as wide as a Gaussian of r / sqrt(8), and it ends. Under a weight of its own width a star is narrower
 * than it is, and a step too short, both by the same factor.
 *
 * @param level of the sky, which is still in them
 * @param startX from the middle of the window, within a pixel or two
 * @returns undefined where there is no light, or none that stays where it is
 */
export function starCentre(level: number, startX: number, startY: number): StarCentre | undefined {
  kernel ??= opened();
  if (kernel.centre(VALUES, RADIUS, startX, startY, level, FOUND) === 0) return undefined;
  const [x = 0, y = 0, sigma = 0] = kernel.found;
  return { x, y, sigma };
}

interface Kernel {
  centre(values: number, radius: number, startX: number, startY: number, level: number, to: number): number;
}

const FOUND = 64;
const VALUES = 128;

let kernel: (Kernel & { readonly found: Float64Array; readonly values: Float32Array }) | undefined;

function opened() {
  const { centre, memory } = openKernel<Kernel>(starCentreModule);
  memory.grow(1);
  const found = new Float64Array(memory.buffer, FOUND, 3);
  return { centre, found, values: new Float32Array(memory.buffer, VALUES, SIDE * SIDE) };
}

/** The memory of the window that starCentre looks at, row after row. */
export function windowRoom(): Float32Array {
  kernel ??= opened();
  return kernel.values;
}

/** The same, the plain way: what the kernel is measured by. */
export function plainStarCentre(
  values: Float32Array,
  level: number,
  startX: number,
  startY: number,
): StarCentre | undefined {
  let [x, y] = [startX, startY];
  let width = 1.5;
  let sigma = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const square = 8 * width * width;
    const reach = Math.sqrt(square);
    const [left, right] = [Math.max(-RADIUS, Math.ceil(x - reach)), Math.min(RADIUS, Math.floor(x + reach))];
    const [top, bottom] = [Math.max(-RADIUS, Math.ceil(y - reach)), Math.min(RADIUS, Math.floor(y + reach))];
    let [sum, sumX, sumY, spread] = [0, 0, 0, 0];
    for (let row = top; row <= bottom; row++) {
      const v = row - y;
      for (let column = left; column <= right; column++) {
        const u = column - x;
        const distance = u * u + v * v;
        if (distance >= square) continue;
        const weight = 1 - distance / square;
        const light = weight * weight * ((values[(row + RADIUS) * SIDE + column + RADIUS] as number) - level);
        sum += light;
        sumX += light * u;
        sumY += light * v;
        spread += light * distance;
      }
    }
    if (!(sum > 0)) return undefined;
    const [dx, dy] = [sumX / sum, sumY / sum];
    const part = (spread / sum - dx * dx - dy * dy) / 2 / (width * width);
    const gain = 1 / (1 - Math.min(Math.max(part, 0), 0.8));
    x += Math.min(Math.max(dx * gain, -1), 1);
    y += Math.min(Math.max(dy * gain, -1), 1);
    if (!(Math.abs(x - startX) <= FARTHEST && Math.abs(y - startY) <= FARTHEST)) return undefined;
    sigma = width * Math.sqrt(Math.max(part, 0) * gain);
    width = Math.min(Math.max(sigma, NARROWEST), WIDEST);
    if (round > 1 && Math.abs(dx) + Math.abs(dy) < SETTLED) break;
  }
  return { x, y, sigma };
}
