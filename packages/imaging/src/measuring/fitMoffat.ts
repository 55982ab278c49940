import { leastSquares } from './leastSquares.ts';

/** height * (1 + (r / alpha)²)^-beta + pedestal. */
export interface Moffat {
  readonly height: number;
  readonly alpha: number;
  readonly beta: number;
  readonly pedestal: number;
  /** Full width at half maximum. */
  readonly fwhm: number;
}

/** From the wings of a bad night to something that nobody can tell from a Gaussian. */
const BETAS = [1.5, 2, 2.5, 3, 3.5, 4, 5, 6.5, 9, 15];
/** Rings of points that are fitted as one, in a pixel. */
const FINE = 8;

/**
 * The Moffat profile (Moffat 1969, A&A 3, 455) closest to points of distance and value, or undefined when none of them
 * is a star. For every pair of shape parameters height and pedestal are a linear problem; the width is searched by
 * golden sections for each exponent of a list, which always ends.
 *
 * @param guess of the full width at half maximum
 */
export function fitMoffat(points: readonly (readonly [number, number])[], guess: number): Moffat | undefined {
  const rings = ringsOf(points);
  if (rings.r.length < 5) return undefined;
  let best: (Moffat & { chi: number }) | undefined;
  for (const beta of BETAS) {
    const factor = 2 * Math.sqrt(2 ** (1 / beta) - 1);
    const trial = (logWidth: number) => {
      const alpha = Math.exp(logWidth) / factor;
      const rows = rings.r.map((r) => [(1 + (r / alpha) ** 2) ** -beta, 1]);
      const fit = leastSquares(rows, rings.value, rings.weight);
      const [height = 0, pedestal = 0] = fit?.values ?? [];
      return { height, pedestal, alpha, beta, fwhm: alpha * factor, chi: fit?.chiSquared ?? Number.POSITIVE_INFINITY };
    };
    const found = smallest(trial, Math.log(guess / 3), Math.log(guess * 3));
    if (found.height > 0 && found.chi < (best?.chi ?? Number.POSITIVE_INFINITY)) best = found;
  }
  if (!best) return undefined;
  const { chi: _, ...moffat } = best;
  return moffat;
}

export function moffatAt({ height, alpha, beta, pedestal }: Moffat, r: number): number {
  return height * (1 + (r / alpha) ** 2) ** -beta + pedestal;
}

/** Mean values in rings, weighted by how many points are in them. */
function ringsOf(points: readonly (readonly [number, number])[]) {
  const rings = new Map<number, [count: number, r: number, value: number]>();
  for (const [r, value] of points) {
    if (!Number.isFinite(value)) continue;
    const key = Math.floor(r * FINE);
    const ring = rings.get(key) ?? [0, 0, 0];
    rings.set(key, [ring[0] + 1, ring[1] + r, ring[2] + value]);
  }
  const all = [...rings.values()];
  return {
    r: all.map(([count, r]) => r / count),
    value: all.map(([count, , value]) => value / count),
    weight: all.map(([count]) => count),
  };
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

function smallest<T extends { chi: number }>(trial: (at: number) => T, from: number, to: number): T {
  let [a, b] = [from, to];
  let low = trial(b - GOLDEN * (b - a));
  let high = trial(a + GOLDEN * (b - a));
  for (let round = 0; round < 24; round++) {
    if (low.chi < high.chi) {
      b = a + GOLDEN * (b - a);
      high = low;
      low = trial(b - GOLDEN * (b - a));
    } else {
      a = b - GOLDEN * (b - a);
      low = high;
      high = trial(a + GOLDEN * (b - a));
    }
  }
  return low.chi < high.chi ? low : high;
}
