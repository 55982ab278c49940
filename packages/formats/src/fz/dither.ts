/**
 * The random numbers by which quantised floating-point images are dithered (FITS standard 4.0, appendix I): ten
 * thousand of Park and Miller's minimal standard generator, between 0 and 1.
 */
export const DITHER_LENGTH = 10_000;

let numbers: Float32Array | undefined;

export function ditherNumbers(): Float32Array {
  if (!numbers) {
    numbers = new Float32Array(DITHER_LENGTH);
    // 16807 times a number below 2^31 is below 2^46: exact in a double.
    for (let i = 0, seed = 1; i < DITHER_LENGTH; i++) {
      seed = (16_807 * seed) % 2_147_483_647;
      numbers[i] = seed / 2_147_483_647;
    }
  }
  return numbers;
}

/**
 * The numbers for the pixels of one tile, one after the other.
 * @param row of the tile in its table, from 0
 * @param seed ZDITHER0, 1 to 10000
 */
export function ditherOf(row: number, seed: number): () => number {
  const all = ditherNumbers();
  let start = (((row + seed - 1) % DITHER_LENGTH) + DITHER_LENGTH) % DITHER_LENGTH;
  let next = Math.floor((all[start] ?? 0) * 500);
  return () => {
    const value = all[next] ?? 0;
    if (++next === DITHER_LENGTH) {
      start = (start + 1) % DITHER_LENGTH;
      next = Math.floor((all[start] ?? 0) * 500);
    }
    return value;
  };
}
