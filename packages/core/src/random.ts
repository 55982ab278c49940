/** A stream of numbers that looks random and is the same on every machine for the same seed. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Normal, mean 0, standard deviation 1. */
  normal(): number;
  /** Poisson of the given mean (>= 0); a rounded normal above 50, where the difference is below 1 %. */
  poisson(mean: number): number;
}

/**
 * xoshiro128** (Blackman & Vigna 2018, "Scrambled linear pseudorandom number generators"), seeded by SplitMix32 from
 * any mixture of integers, so that `seededRandom(seed, frame, row)` gives independent streams.
 */
export function seededRandom(...seeds: number[]): Random {
  let mix = 0x9e3779b9;
  for (const seed of seeds) {
    mix = Math.imul(mix ^ (seed | 0), 0x85ebca6b);
    mix = Math.imul(mix ^ (mix >>> 13) ^ Math.floor(seed / 4294967296), 0xc2b2ae35);
    mix ^= mix >>> 16;
  }
  const splitMix = () => {
    mix = (mix + 0x9e3779b9) | 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let a = splitMix();
  let b = splitMix();
  let c = splitMix();
  let d = splitMix() | 1;
  const next = () => {
    const t = Math.imul(b, 5);
    const result = Math.imul((t << 7) | (t >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  const uniform = () => next() / 4294967296;
  let spare = Number.NaN;
  const normal = () => {
    // Marsaglia's polar method: two at a time, one kept.
    if (!Number.isNaN(spare)) {
      const kept = spare;
      spare = Number.NaN;
      return kept;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const factor = Math.sqrt((-2 * Math.log(s)) / s);
        spare = v * factor;
        return u * factor;
      }
    }
  };
  const poisson = (mean: number) => {
    if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = uniform(); product > limit; product *= uniform()) count++;
    return count;
  };
  return { uniform, normal, poisson };
}
