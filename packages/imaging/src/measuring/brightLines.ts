import { openKernel } from '@uraniborg/core';
import { brightLinesModule } from './brightLinesModule.ts';
import { type LinesOfSlope, layColumns, lineSize, lineSums, type TurnedImage } from './lineSums.ts';

/** The line of its slope that stands out most from all the others. */
export interface BrightLine extends Pick<LinesOfSlope, 'from' | 'width' | 'slope'> {
  /** Where it begins in the first column of its strip. */
  readonly row: number;
  /** Sigmas of the lines of its slope. */
  readonly score: number;
}

/** With fewer lines of a slope nothing stands out. */
const FEWEST_LINES = 16;
/** Of a line's lanes: how many lines, their sum, their squares, the most and its row. */
const NUMBERS = 5;
/** Slope 0: as many columns as there are. */
const LEVEL = 1e9;

/**
 * Visits, for all slopes of lineSums, the line that stands out most from all the others of that slope: whatever is common
 * to a direction, the columns of a sensor or a gradient, is in their scatter and does not stand out. Through a kernel, to
 * the same bits as plainBrightLines.
 * @param fewest pixels that a line has inside the image at least
 */
export function brightLines(turned: TurnedImage, fewest: number, visit: (line: BrightLine) => void): void {
  const size = lineSize(turned);
  kernel ??= openKernel<Kernel>(brightLinesModule);
  const { memory, joinLines, brightest } = kernel;
  const room = 8 * size * size + 16;
  let [strips, joined] = [16, 16 + room];
  const results = 16 + 2 * room;
  const missing = Math.ceil((results + 4 * NUMBERS * size - memory.buffer.byteLength) / 65_536);
  if (missing > 0) memory.grow(missing);
  layColumns(turned, size, new Float32Array(memory.buffer, strips, 2 * size * size));
  const told = new Float32Array(memory.buffer, results, NUMBERS * size);
  for (let width = 1; width < size; ) {
    joinLines(strips, joined, size, width, turned.height);
    [strips, joined] = [joined, strips];
    width *= 2;
    if (width * 4 < size) continue;
    brightest(strips, size, width, turned.width, turned.height, fewest, results);
    for (let line = 0; line < size; line++) {
      const [from, slope] = [line - (line % width), line % width];
      const at = (i: number) => told[NUMBERS * line + i] as number;
      judge({ from, width, slope }, [at(0), at(1), at(2), at(3), at(4)], visit);
    }
  }
}

/** The same, the plain way: what the kernel is measured by. */
export function plainBrightLines(turned: TurnedImage, fewest: number, visit: (line: BrightLine) => void): void {
  lineSums(turned, (lines) => judge(lines, brightestOf(lines, turned, fewest), visit));
}

type Told = readonly [count: number, sum: number, squares: number, most: number, row: number];

function judge(
  { from, width, slope }: Pick<LinesOfSlope, 'from' | 'width' | 'slope'>,
  [count, sum, squares, most, row]: Told,
  visit: (line: BrightLine) => void,
): void {
  if (count < FEWEST_LINES) return;
  const mean = sum / count;
  // The noise of one slope cannot be smaller than that of independent pixels.
  const sigma = Math.max(Math.sqrt(Math.max(0, squares / count - mean * mean)), 0.9);
  visit({ from, width, slope, row, score: (most - mean) / sigma });
}

/** In 32 bits, every fourth line to the same lane, as the kernel does. */
function brightestOf({ from, width, slope, sums }: LinesOfSlope, image: TurnedImage, fewest: number): Told {
  const { fround } = Math;
  const size = sums.length / 2;
  const columns = Math.min(width, image.width - from);
  const perRow = fround(slope === 0 ? LEVEL : (width - 1) / slope);
  const least = fround(fewest);
  const lanes = Array.from({ length: 4 }, () => ({ count: 0, sum: 0, squares: 0, most: 0, row: 0 }));
  // 0 - 0, for -0 is another number.
  for (let row = 0 - slope; row < image.height; row++) {
    // How many columns of its strip the line is inside the image.
    const end = Math.min(fround((image.height - row) * perRow), columns);
    const pixels = fround(end - fround(Math.max(-row, 0) * perRow));
    if (pixels < least) continue;
    const value = fround((sums[row + size] as number) / fround(Math.sqrt(pixels)));
    const lane = lanes[(row + slope) & 3] as (typeof lanes)[number];
    lane.count++;
    lane.sum = fround(lane.sum + value);
    lane.squares = fround(lane.squares + fround(value * value));
    if (value > lane.most) [lane.most, lane.row] = [value, row];
  }
  const [a, b, c, d] = lanes as [(typeof lanes)[0], (typeof lanes)[0], (typeof lanes)[0], (typeof lanes)[0]];
  const all = (of: 'count' | 'sum' | 'squares') => fround(fround(a[of] + b[of]) + fround(c[of] + d[of]));
  let best = a;
  for (const lane of lanes) if (lane.most > best.most) best = lane;
  return [all('count'), all('sum'), all('squares'), best.most, best.row];
}

interface Kernel {
  joinLines(from: number, to: number, size: number, width: number, height: number): void;
  brightest(
    strips: number,
    size: number,
    width: number,
    imageWidth: number,
    imageHeight: number,
    fewest: number,
    to: number,
  ): void;
}

let kernel: ReturnType<typeof openKernel<Kernel>> | undefined;
