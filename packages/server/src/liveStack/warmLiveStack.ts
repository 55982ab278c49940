import type { Pixels } from '@uraniborg/core';
import { addRows, calibrateRows, flatLevels, mosaicCells, mosaicSky, wienerRows } from '@uraniborg/imaging';
import { spreadFloats } from '../frames/spreadFloats.ts';
import { skyOf } from './skyOf.ts';

const [WIDTH, HEIGHT] = [2048, 256];
/** After so many frames the machine code is about as good as it will be. */
const ROUNDS = 12;

/**
 * Does to a small invented frame what every thread does to its rows of each, so that the first frames of a stack do not
 * wait until everything is compiled.
 * @returns how many frames are in each pixel then
 */
export function warmLiveStack(): number {
  const size = WIDTH * HEIGHT;
  const floats = (value: number) => new Float32Array(size).fill(value);
  const plane = <T extends Pixels['data']>(data: T) => ({ width: WIDTH, height: HEIGHT, planes: 1, data }) as const;
  const raw = plane(Uint16Array.from({ length: size }, (_, i) => 500 + ((i * 7919) % 97)));
  const masters = { dark: plane(floats(20)), flat: plane(floats(30_000)) };
  const room = { data: floats(0), whole: new Uint16Array(size) };
  const stack = { sum: floats(0), count: new Uint16Array(size), squares: floats(0), last: floats(0) };
  const shown = plane(floats(0));
  const colours = { planes: new Float32Array(3 * size), cells: new Uint16Array(size >> 2) };
  const layer = { pixels: plane(room.data), similarity: { a: 1, b: 1e-4, tx: 0.3, ty: 0.4 }, offset: 0 };
  const rejection = { kappa: 4, noise: 30, sky: 500 };
  for (let round = 0; round < ROUNDS; round++) {
    calibrateRows(raw, masters, flatLevels(raw, masters), [0, HEIGHT], room);
    const rows = { width: WIDTH, begin: 0, end: HEIGHT, plane: 0, factor: 1, rejection };
    addRows(layer, stack, rows, shown.data);
    spreadFloats(shown.data, room.whole, 0, 1);
    skyOf(shown);
    wienerRows(layer.pixels, 'RGGB', mosaicSky(layer.pixels, 'RGGB'), [0, HEIGHT], colours.planes);
    mosaicCells(layer.pixels, [0, HEIGHT >> 1], colours.cells);
  }
  return stack.count[(size + WIDTH) >> 1] ?? 0;
}
