import { type Pixels, seededRandom } from '@uraniborg/core';
import { starField } from '../../imaging/src/testing/starField.ts';

/** A megapixel of sky with 125 stars, again and again: `across` times both ways. In shared memory, as the adapters hand it over. */
export function repeatedSky(across: number): Pixels<Uint16Array> {
  const size = { width: 1164, height: 880 };
  const random = seededRandom(1);
  const stars = Array.from({ length: 125 }, () => ({
    x: size.width * random.uniform(),
    y: size.height * random.uniform(),
    flux: 750 * 375 ** random.uniform(),
  }));
  const sky = starField({ ...size, stars, hfd: 3 }).data;
  const [width, height] = [size.width * across, size.height * across];
  const data = new Uint16Array(new SharedArrayBuffer(2 * width * height));
  for (let y = 0; y < height; y++) {
    const from = (y % size.height) * size.width;
    for (let x = 0; x < width; x += size.width) data.set(sky.subarray(from, from + size.width), y * width + x);
  }
  return { width, height, planes: 1, data };
}
