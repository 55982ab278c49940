import { median, type Pixels, robustSigma } from '@uraniborg/core';
import { type BayerOrder, redAt } from './bayerOrder.ts';

/** What is called little light and what much in a mosaic. */
export interface MosaicSky {
  /** Of red, green and blue. */
  readonly levels: readonly [number, number, number];
  /** Light above or below the sky beyond which it is taken by its square root. */
  readonly scale: number;
}

/** Cells of two by two pixels that are looked at. */
const SAMPLE = 5000;
/** So many sigmas of the sky: its noise stays as it is, and of bright stars as much as possible is square root. */
const SIGMAS = 10;

/** The sky of each colour, by its median, and what stands out of its noise. */
export function mosaicSky({ width, height, data }: Pixels, order: BayerOrder): MosaicSky {
  const [columns, rows] = [width >> 1, height >> 1];
  const { x, y } = redAt[order];
  // Odd, so that it does not stay on one column.
  const step = Math.max(1, Math.floor((columns * rows) / SAMPLE)) | 1;
  const values: [number[], number[], number[]] = [[], [], []];
  for (let cell = 0; cell < columns * rows; cell += step) {
    const first = 2 * Math.floor(cell / columns) * width + 2 * (cell % columns);
    const at = (u: number, v: number) => data[first + v * width + u] as number;
    put(values[0], at(x, y));
    put(values[1], at(1 - x, y));
    put(values[1], at(x, 1 - y));
    put(values[2], at(1 - x, 1 - y));
  }
  const [red, green, blue] = values.map(levelOf) as [Level, Level, Level];
  const spread = (red.spread + green.spread + blue.spread) / 3;
  return { levels: [red.level, green.level, blue.level], scale: spread > 0 ? SIGMAS * spread : 1 };
}

interface Level {
  readonly level: number;
  readonly spread: number;
}

const put = (values: number[], value: number) => {
  if (Number.isFinite(value)) values.push(value);
};

function levelOf(values: readonly number[]): Level {
  if (values.length === 0) return { level: 0, spread: 0 };
  const level = median(values);
  const robust = robustSigma(values, level);
  if (robust > 0) return { level, spread: robust };
  // Where most pixels are the same, what the others do is all there is to tell by.
  return { level, spread: values.reduce((sum, value) => sum + Math.abs(value - level), 0) / values.length };
}
