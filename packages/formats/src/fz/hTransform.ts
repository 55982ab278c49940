/**
 * The inverse H-transform (R. L. White 1992; FITS standard 4.0, section 10.4.4), in place. Two by two pixels became
 * their sum and three differences, and the sums again, until one was left. Going back, each step undoes the halving of
 * the step before: a sum and its differences are odd together, so that the bits that were dropped are known again.
 *
 * The arithmetic is whole numbers in doubles: 32-bit pixels need up to 50 bits, which the operators for bits do not have.
 *
 * @param data rows of `columns` coefficients, ordered as the transform leaves them
 * @param slack how far a difference may be moved to smooth over what the scale has lost; 0: nothing is smoothed
 */
export function inverseHTransform(data: Float64Array, rows: number, columns: number, slack: number): void {
  let depth = 0;
  while (1 << depth < Math.max(rows, columns)) depth++;
  if (depth === 0) return;
  // What the coefficients of this step are multiples of: differences of both axes of `unit`, of one of twice that.
  let unit = 2 ** (depth - 1);
  data[0] = toMultiple(data[0] as number, 4 * unit);
  const line = new Float64Array(Math.max(rows, columns));
  for (let step = depth - 1; step >= 0; step--) {
    const high = Math.ceil(rows / 2 ** step);
    const wide = Math.ceil(columns / 2 ** step);
    for (let y = 0; y < high; y++) interleave(data, y * columns, 1, wide, line);
    for (let x = 0; x < wide; x++) interleave(data, x, columns, high, line);
    if (slack > 0) smooth(data, high, wide, columns, slack);
    undoStep(data, high, wide, columns, unit, step === 0 ? 4 : 2);
    unit /= 2;
  }
}

/** The nearest multiple, halves away from zero. Of a unit below one every whole number is a multiple. */
function toMultiple(value: number, unit: number): number {
  if (unit <= 1) return value;
  return Math.floor((value + (value >= 0 ? unit / 2 : unit / 2 - 1)) / unit) * unit;
}

/** Sums stand in the first half, differences in the second: one of each by turns afterwards. */
function interleave(data: Float64Array, start: number, stride: number, count: number, line: Float64Array): void {
  const half = Math.ceil(count / 2);
  for (let i = half; i < count; i++) line[i] = data[start + i * stride] as number;
  for (let i = half - 1; i >= 0; i--) data[start + 2 * i * stride] = data[start + i * stride] as number;
  for (let i = half; i < count; i++) data[start + (2 * (i - half) + 1) * stride] = line[i] as number;
}

function undoStep(data: Float64Array, high: number, wide: number, stride: number, unit: number, divisor: number): void {
  const two = 2 * unit;
  for (let y = 0; y < high; y += 2)
    for (let x = 0; x < wide; x += 2) {
      const at = y * stride + x;
      const below = at + stride;
      const sum = data[at] as number;
      const [paired, beside] = [y + 1 < high, x + 1 < wide];
      if (paired && beside) undoFour(data, at, below, unit, divisor);
      else if (paired) undoTwo(data, at, below, sum, toMultiple(data[below] as number, two), two, divisor);
      else if (beside) undoTwo(data, at, at + 1, sum, toMultiple(data[at + 1] as number, two), two, divisor);
      else data[at] = Math.floor(sum / divisor);
    }
}

function undoFour(data: Float64Array, at: number, below: number, unit: number, divisor: number): void {
  const two = 2 * unit;
  let sum = data[at] as number;
  let dx = toMultiple(data[below] as number, two);
  let dy = toMultiple(data[at + 1] as number, two);
  const dc = toMultiple(data[below + 1] as number, unit);
  // The bit that only the difference of both still has.
  const low = oddness(dc, unit) * unit;
  dx -= dx >= 0 ? low : -low;
  dy -= dy >= 0 ? low : -low;
  const next = ((oddness(dc, two) + oddness(dx, two) + oddness(dy, two)) % 2) * two;
  if (sum >= 0) sum += low - next;
  else sum += low === 0 ? next : low - next;
  data[below + 1] = Math.floor((sum + dx + dy + dc) / divisor);
  data[below] = Math.floor((sum + dx - dy - dc) / divisor);
  data[at + 1] = Math.floor((sum - dx + dy - dc) / divisor);
  data[at] = Math.floor((sum - dx - dy + dc) / divisor);
}

/** At an odd edge there is a pair only. */
function undoTwo(
  data: Float64Array,
  at: number,
  other: number,
  stored: number,
  difference: number,
  two: number,
  divisor: number,
): void {
  const next = oddness(difference, two) * two;
  const sum = stored >= 0 ? stored - next : stored + next;
  data[other] = Math.floor((sum + difference) / divisor);
  data[at] = Math.floor((sum - difference) / divisor);
}

/** The bit of that worth of a whole number in two's complement, 0 or 1; none has bits below one. */
function oddness(value: number, unit: number): number {
  return unit < 1 ? 0 : Math.abs(Math.floor(value / unit) % 2);
}

/**
 * Moves differences towards the slope and the curvature that the sums around them show, by no more than `slack`, and
 * never so that a slope would turn (White, Postman and Lattanzi 1992). The edges stay as they are.
 */
function smooth(data: Float64Array, high: number, wide: number, stride: number, slack: number): void {
  const value = (at: number) => data[at] as number;
  const slope = (at: number, apart: number, changed: number) => {
    const [before, here, after] = [value(at - apart), value(at), value(at + apart)];
    const most = 4 * Math.max(Math.min(after - here, here - before), 0);
    const least = 4 * Math.min(Math.max(after - here, here - before), 0);
    move(data, changed, after - before, least, most, 8, slack);
  };
  for (let y = 2; y < high - 2; y += 2)
    for (let x = 0; x < wide; x += 2) slope(y * stride + x, 2 * stride, (y + 1) * stride + x);
  for (let y = 0; y < high; y += 2) for (let x = 2; x < wide - 2; x += 2) slope(y * stride + x, 2, y * stride + x + 1);
  for (let y = 2; y < high - 2; y += 2)
    for (let x = 2; x < wide - 2; x += 2) {
      const at = y * stride + x;
      const here = value(at);
      const [dx, dy] = [2 * value(at + stride), 2 * value(at + 1)];
      const rises = [
        value(at + 2 * stride + 2) - here,
        here - value(at + 2 * stride - 2),
        here - value(at - 2 * stride + 2),
        value(at - 2 * stride - 2) - here,
      ] as const;
      const bends = [-dx - dy, dx - dy, dy - dx, dx + dy] as const;
      const most = Math.min(...rises.map((rise, i) => Math.max(rise, 0) + (bends[i] ?? 0))) * 16;
      const least = Math.max(...rises.map((rise, i) => Math.min(rise, 0) + (bends[i] ?? 0))) * 16;
      const bend = rises[0] + rises[1] + rises[2] + rises[3];
      move(data, at + stride + 1, bend, least, most, 64, slack);
    }
}

function move(
  data: Float64Array,
  at: number,
  wanted: number,
  least: number,
  most: number,
  divisor: number,
  slack: number,
): void {
  if (least >= most) return;
  const value = data[at] as number;
  const change = Math.trunc((Math.max(Math.min(wanted, most), least) - value * divisor) / divisor);
  data[at] = value + Math.max(Math.min(change, slack), -slack);
}
