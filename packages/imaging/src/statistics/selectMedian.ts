import type { PixelArray } from '@uraniborg/core';

const BINS = 65536;
const BLOCK = 16384;

/**
 * The median of the finite values in `runs` of `data`, or, with a `centre`, of their distances from it, without
 * sorting: radix selection on the bits of 32-bit floating point, whose order is that of the values once the negative
 * ones are turned round. Exact for values that 32-bit floating point holds, else to its 24 bits. NaN when there are
 * no finite values.
 */
export function selectMedian(data: PixelArray, runs: readonly (readonly [number, number])[], centre?: number): number {
  const tops = new Uint32Array(BINS);
  eachBlock(data, runs, centre, (keys, length) => {
    for (let i = 0; i < length; i++) {
      const bin = (keys[i] as number) >>> 16;
      tops[bin] = (tops[bin] as number) + 1;
    }
  });
  const count = tops.reduce((sum, each) => sum + each, 0);
  if (count === 0) return Number.NaN;
  const [lower, upper] = [(count - 1) >> 1, count >> 1];
  const first = valueOfRank(data, runs, centre, tops, lower);
  return upper === lower ? first : (first + valueOfRank(data, runs, centre, tops, upper)) / 2;
}

function valueOfRank(
  data: PixelArray,
  runs: readonly (readonly [number, number])[],
  centre: number | undefined,
  tops: Uint32Array,
  rank: number,
): number {
  const top = binOfRank(tops, rank);
  const lows = new Uint32Array(BINS);
  eachBlock(data, runs, centre, (keys, length) => {
    for (let i = 0; i < length; i++) {
      const key = keys[i] as number;
      if (key >>> 16 !== top.bin) continue;
      const bin = key & 0xffff;
      lows[bin] = (lows[bin] as number) + 1;
    }
  });
  const low = binOfRank(lows, rank - top.below);
  return valueOfKey(((top.bin << 16) | low.bin) >>> 0);
}

function binOfRank(bins: Uint32Array, rank: number): { bin: number; below: number } {
  let below = 0;
  for (let bin = 0; bin < bins.length; bin++) {
    const next = below + (bins[bin] as number);
    if (rank < next) return { bin, below };
    below = next;
  }
  return { bin: bins.length - 1, below };
}

/** Hands on the sortable keys of the finite values, block by block. */
function eachBlock(
  data: PixelArray,
  runs: readonly (readonly [number, number])[],
  centre: number | undefined,
  use: (keys: Uint32Array, length: number) => void,
): void {
  const floats = new Float32Array(BLOCK);
  const keys = new Uint32Array(floats.buffer);
  for (const [begin, end] of runs)
    for (let at = begin; at < end; at += BLOCK) {
      const stop = Math.min(at + BLOCK, end);
      let length = 0;
      for (let i = at; i < stop; i++) {
        const value = data[i] as number;
        if (!Number.isFinite(value)) continue;
        floats[length++] = centre === undefined ? value : Math.abs(value - centre);
      }
      for (let i = 0; i < length; i++) {
        const bits = keys[i] as number;
        keys[i] = bits & 0x80000000 ? ~bits : bits | 0x80000000;
      }
      use(keys, length);
    }
}

function valueOfKey(key: number): number {
  const bits = key & 0x80000000 ? key & 0x7fffffff : ~key;
  return new Float32Array(Uint32Array.of(bits).buffer)[0] as number;
}
