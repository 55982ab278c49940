/**
 * Value noise: random numbers fixed on a lattice by the seed, joined smoothly. The same point always has the same
 * value, whatever was asked before, so weather and nebulae need no state.
 */

/** A well-mixed 32-bit number of a lattice point (murmur3's finaliser over three integers and a seed). */
export function latticeHash(seed: number, x: number, y = 0): number {
  let h =
    Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^
    Math.imul(x | 0, 0xcc9e2d51) ^
    Math.imul((y | 0) + 0x7f4a7c15, 0x1b873593);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Smooth in `x`, about -1 to 1, mean 0, with features about 1 wide. */
export function smoothNoise(seed: number, x: number): number {
  const left = Math.floor(x);
  const part = fade(x - left);
  const a = latticeHash(seed, left);
  const b = latticeHash(seed, left + 1);
  return (a + (b - a) * part) / 2147483647.5 - 1;
}

/** Smooth in the plane, about -1 to 1, features about 1 wide at the first octave and half as wide at each further one. */
export function smoothNoise2(seed: number, x: number, y: number, octaves: number): number {
  let sum = 0;
  let weight = 0;
  let amplitude = 1;
  for (let octave = 0; octave < octaves; octave++) {
    const column = Math.floor(x);
    const row = Math.floor(y);
    const u = fade(x - column);
    const v = fade(y - row);
    const a = latticeHash(seed + octave, column, row);
    const b = latticeHash(seed + octave, column + 1, row);
    const c = latticeHash(seed + octave, column, row + 1);
    const d = latticeHash(seed + octave, column + 1, row + 1);
    const top = a + (b - a) * u;
    const bottom = c + (d - c) * u;
    sum += amplitude * ((top + (bottom - top) * v) / 2147483647.5 - 1);
    weight += amplitude;
    amplitude *= 0.55;
    // Each octave is turned and moved, so that the lattices do not line up.
    const turned = 2 * (0.8 * x - 0.6 * y) + 17.3;
    y = 2 * (0.6 * x + 0.8 * y) - 5.7;
    x = turned;
  }
  return sum / weight;
}

const fade = (t: number) => t * t * t * (t * (t * 6 - 15) + 10);
