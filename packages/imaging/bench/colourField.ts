import { type Pixels, seededRandom } from '@uraniborg/core';

/** A field whose colours are known, and what a sensor with a mosaic makes of it (RGGB). */
export interface ColourField {
  /** Red, green and blue, one plane behind the other, ADU. */
  readonly truth: Float64Array;
  readonly mosaic: Pixels<Uint16Array>;
  readonly stars: readonly { readonly x: number; readonly y: number }[];
}

const [WIDTH, HEIGHT] = [1200, 800];
const FULL = 60_000;
const SKIES = [900, 1100, 700];
/** What of white light each colour of the sensor sees. */
const SEES = [0.7, 1, 0.8];

/**
 * Stars of all colours (Moffat, beta 3.5) and a red nebula with filaments. The brightest stars are full.
 *
 * @param noise whether there is that of photons (an electron an ADU) and of reading (8 electrons)
 */
export function colourField(fwhm: number, noise: boolean): ColourField {
  const random = seededRandom(3);
  const size = WIDTH * HEIGHT;
  const truth = new Float64Array(3 * size);
  for (const [plane, sky] of SKIES.entries())
    for (let i = 0; i < size; i++) truth[plane * size + i] = sky + nebula(i % WIDTH, Math.floor(i / WIDTH), plane);
  const stars = Array.from({ length: 900 }, () => {
    const [x, y] = [16 + (WIDTH - 32) * random.uniform(), 16 + (HEIGHT - 32) * random.uniform()];
    const peak = 300 * 230 ** random.uniform();
    const warmth = Math.exp(0.35 * random.normal());
    shine(truth, { x, y, fwhm, peaks: [peak * warmth, peak, peak / warmth] });
    return { x, y };
  });
  for (let i = 0; i < truth.length; i++) truth[i] = Math.min(FULL, truth[i] ?? 0);
  const data = Uint16Array.from({ length: size }, (_, i) => {
    const plane = (i % 2) + (Math.floor(i / WIDTH) % 2);
    const light = truth[plane * size + i] ?? 0;
    const error = noise ? random.normal() * Math.sqrt(light + 64) : 0;
    return Math.max(0, Math.min(65_535, Math.round(light + error)));
  });
  return { truth, stars, mosaic: { width: WIDTH, height: HEIGHT, planes: 1, data } };
}

function nebula(x: number, y: number, plane: number): number {
  const cloud = Math.exp(-(((x - 600) / 300) ** 2) - ((y - 400) / 200) ** 2);
  const filament = Math.exp(-((((x - y + 1200) % 120) - 60) ** 2) / 800);
  const light = 1 + 0.6 * filament * Math.sin(x / 9 + 3 * Math.sin(y / 40)) + 0.2 * Math.sin((x + 2 * y) / 8);
  return 1200 * cloud * light * ([1, 0.15, 0.3][plane] ?? 0);
}

interface Star {
  readonly x: number;
  readonly y: number;
  readonly fwhm: number;
  readonly peaks: readonly number[];
}

/** A pixel collects its light in nine places. */
function shine(truth: Float64Array, { x, y, fwhm, peaks }: Star): void {
  const alpha = fwhm / (2 * Math.sqrt(2 ** (1 / 3.5) - 1));
  const reach = Math.ceil(7 * fwhm);
  const parts = [-1 / 3, 0, 1 / 3];
  for (let row = Math.max(0, Math.floor(y) - reach); row <= Math.min(HEIGHT - 1, y + reach); row++)
    for (let column = Math.max(0, Math.floor(x) - reach); column <= Math.min(WIDTH - 1, x + reach); column++) {
      let light = 0;
      for (const v of parts)
        for (const u of parts)
          light += (1 + ((column + u - x) ** 2 + (row + v - y) ** 2) / alpha ** 2) ** -3.5 / parts.length ** 2;
      for (const [plane, sees] of SEES.entries()) {
        const at = (plane * HEIGHT + row) * WIDTH + column;
        truth[at] = (truth[at] ?? 0) + light * sees * (peaks[plane] ?? 0);
      }
    }
}
