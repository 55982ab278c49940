import { InvalidInput, median, type Pixels } from '@uraniborg/core';

interface Place {
  readonly x: number;
  readonly y: number;
}

export interface SpectrumOptions {
  /** The line along the middle of the spectrum, from end to end. */
  readonly from: Place;
  readonly to: Place;
  /** Pixels across it. */
  readonly width: number;
  readonly method: 'mean' | 'sum' | 'max';
  /** The strips on both sides that are taken for background: their width, and the gap to the spectrum. */
  readonly background?: { readonly gap: number; readonly width: number } | undefined;
}

export interface SpectrumProfile {
  /** One value a pixel of the line, NaN where the spectrum is not wholly inside the frame. */
  readonly values: Float64Array;
  /** What was taken off; undefined when nothing was. */
  readonly background: Float64Array | undefined;
  /** Pixels from one value to the next. */
  readonly step: number;
}

/** A line along which nothing is found is still an answer; a longer one than this is a mistake. */
const LONGEST = 100_000;

/**
 * The profile of a spectrum along a line in any direction: at every pixel of it the mean, sum or maximum over `width`
 * pixels across it, interpolated between the four nearest where the line is oblique (a line along a row or a column
 * takes the pixels as they are). The background is the median of the two strips at the same place of the line.
 * Colours are averaged.
 *
 * @throws InvalidInput the line has no length, or no end
 */
export function spectrumProfile(pixels: Pixels, options: SpectrumOptions): SpectrumProfile {
  const { from, to, width, method, background } = options;
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (!(length >= 1 && length <= LONGEST && width >= 1))
    throw new InvalidInput('A spectrum has a line of one pixel at least, and a width of one', 'to');
  const steps = Math.round(length);
  const [alongX, alongY] = [(to.x - from.x) / steps, (to.y - from.y) / steps];
  const [acrossX, acrossY] = [-(to.y - from.y) / length, (to.x - from.x) / length];
  const across = Math.round(width);
  const value = reader(pixels);
  const at = (i: number, offset: number) =>
    value(from.x + i * alongX + offset * acrossX, from.y + i * alongY + offset * acrossY);
  const offsets = Array.from({ length: across }, (_, k) => k - (across - 1) / 2);
  const strips = background ? stripOffsets(across, background) : [];
  const values = new Float64Array(steps + 1);
  const taken = background ? new Float64Array(steps + 1) : undefined;
  for (let i = 0; i <= steps; i++) {
    const light = offsets.map((offset) => at(i, offset));
    const sky = taken ? median(strips.map((offset) => at(i, offset)).filter(Number.isFinite)) : 0;
    const sum = light.reduce((total, each) => total + each, 0);
    if (method === 'max') values[i] = Math.max(...light) - sky;
    else values[i] = method === 'sum' ? sum - sky * across : sum / across - sky;
    if (taken) taken[i] = method === 'sum' ? sky * across : sky;
  }
  return { values, background: taken, step: length / steps };
}

function stripOffsets(across: number, { gap, width }: { readonly gap: number; readonly width: number }): number[] {
  const first = (across - 1) / 2 + Math.round(gap) + 1;
  return Array.from({ length: Math.max(1, Math.round(width)) }, (_, k) => first + k).flatMap((o) => [-o, o]);
}

/** Values between the pixels; NaN outside. Half a thousandth of a pixel is rounding and not a place between two. */
function reader({ width, height, planes, data }: Pixels): (x: number, y: number) => number {
  const size = width * height;
  const pixel = (at: number) =>
    planes === 1
      ? (data[at] as number)
      : ((data[at] as number) + (data[at + size] as number) + (data[at + 2 * size] as number)) / 3;
  const snap = (v: number) => (Math.abs(v - Math.round(v)) < 5e-4 ? Math.round(v) : v);
  return (placeX, placeY) => {
    const [x, y] = [snap(placeX), snap(placeY)];
    if (!(x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1)) return Number.NaN;
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [fx, fy] = [x - left, y - top];
    const right = fx > 0 ? 1 : 0;
    const down = fy > 0 ? width : 0;
    const corner = top * width + left;
    const upper = pixel(corner) * (1 - fx) + pixel(corner + right) * fx;
    const lower = pixel(corner + down) * (1 - fx) + pixel(corner + down + right) * fx;
    return upper * (1 - fy) + lower * fy;
  };
}
