import { type Pixels, seededRandom } from '@uraniborg/core';
import { writeJpeg } from '@uraniborg/formats';
import { applyStretch, autoStretch, detectStars, fullScale } from '@uraniborg/imaging';
import { closerLook } from '../frames/closerLook.ts';
import { countPixels } from '../frames/countedFrame.ts';
import { PREVIEW_QUALITY } from '../frames/preview.ts';
import { pyramid } from '../frames/pyramid.ts';

/** After so many frames the machine code is about as good as it will be. */
const ROUNDS = 6;

/**
 * Does to a small invented frame what is done to every frame, so that the first one of the night does not wait until
 * everything is compiled.
 * @returns how many stars were found in it
 */
export function warmUp(): number {
  const pixels = someSky();
  let found = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const { histogram, statistics } = countPixels(pixels);
    const { levels } = pyramid({ pixels, header: [], histogram });
    const stretch = autoStretch(statistics, fullScale(pixels.data, statistics));
    writeJpeg(applyStretch(levels[0] ?? pixels, stretch), PREVIEW_QUALITY);
    const { stars, background } = detectStars(pixels);
    closerLook(pixels, background, stars, 1, []);
    found = stars.length;
  }
  return found;
}

/** Noise, and stars of every brightness. */
function someSky(): Pixels<Uint16Array> {
  const [width, height] = [1024, 768];
  const random = seededRandom(3);
  const data = new Uint16Array(new SharedArrayBuffer(2 * width * height));
  for (let i = 0; i < data.length; i++) data[i] = 400 + 30 * (random.uniform() + random.uniform() + random.uniform());
  for (let star = 0; star < 200; star++) {
    const [x, y] = [20 + 984 * random.uniform(), 20 + 728 * random.uniform()];
    const peak = 300 * 100 ** random.uniform();
    for (let row = Math.round(y) - 8; row <= Math.round(y) + 8; row++)
      for (let column = Math.round(x) - 8; column <= Math.round(x) + 8; column++) {
        const light = peak * Math.exp(-((column - x) ** 2 + (row - y) ** 2) / 3.5);
        const at = row * width + column;
        data[at] = Math.min(65_535, (data[at] as number) + light);
      }
  }
  return { width, height, planes: 1, data };
}
