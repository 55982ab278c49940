/** Pixels of a block from its coefficients: the inverse cosine transform (ITU-T T.81, A.3.3), rows first. */

/** Of the odd frequencies: cos((2x + 1) u pi / 16) / 2. */
const ODD = [1, 3, 5, 7].map((u) => [0, 1, 2, 3].map((x) => Math.cos(((2 * x + 1) * u * Math.PI) / 16) / 2));
const [O1 = [], O3 = [], O5 = [], O7 = []] = ODD;
const [A1 = 0, A3 = 0, A5 = 0, A7 = 0] = O1;
const [B1 = 0, B3 = 0, B5 = 0, B7 = 0] = O3;
const [C1 = 0, C3 = 0, C5 = 0, C7 = 0] = O5;
const [D1 = 0, D3 = 0, D5 = 0, D7 = 0] = O7;
const HALF = Math.SQRT1_2 / 2;
const E1 = Math.cos(Math.PI / 8) / 2;
const E3 = Math.sin(Math.PI / 8) / 2;

const work = new Float64Array(64);

/**
 * @param steps by what each coefficient is multiplied, row by row as they are
 * @param to a plane whose rows are `stride` long, the first pixel of the block at `at`
 */
export function blockPixels(
  block: Int16Array,
  steps: Uint16Array,
  to: Uint8ClampedArray,
  at: number,
  stride: number,
): void {
  let more = 0;
  for (let i = 1; i < 64; i++) more |= block[i] as number;
  if (more === 0) {
    const level = ((block[0] as number) * (steps[0] as number)) / 8 + 128;
    for (let y = 0; y < 8; y++) to.fill(level, at + y * stride, at + y * stride + 8);
    return;
  }
  for (let i = 0; i < 64; i++) work[i] = (block[i] as number) * (steps[i] as number);
  for (let y = 0; y < 8; y++) transform(8 * y, 1);
  for (let x = 0; x < 8; x++) transform(x, 8);
  for (let y = 0; y < 8; y++) for (let x = 0; x < 8; x++) to[at + y * stride + x] = (work[8 * y + x] as number) + 128;
}

/** Eight of the numbers, `step` apart. */
function transform(at: number, step: number): void {
  const w = (i: number) => work[at + i * step] as number;
  const [f0, f1, f2, f3, f4, f5, f6, f7] = [w(0), w(1), w(2), w(3), w(4), w(5), w(6), w(7)];
  const sum = (f0 + f4) * HALF;
  const difference = (f0 - f4) * HALF;
  const outer = f2 * E1 + f6 * E3;
  const inner = f2 * E3 - f6 * E1;
  const [e0, e1, e2, e3] = [sum + outer, difference + inner, difference - inner, sum - outer];
  const o0 = f1 * A1 + f3 * B1 + f5 * C1 + f7 * D1;
  const o1 = f1 * A3 + f3 * B3 + f5 * C3 + f7 * D3;
  const o2 = f1 * A5 + f3 * B5 + f5 * C5 + f7 * D5;
  const o3 = f1 * A7 + f3 * B7 + f5 * C7 + f7 * D7;
  work[at] = e0 + o0;
  work[at + step] = e1 + o1;
  work[at + 2 * step] = e2 + o2;
  work[at + 3 * step] = e3 + o3;
  work[at + 4 * step] = e3 - o3;
  work[at + 5 * step] = e2 - o2;
  work[at + 6 * step] = e1 - o1;
  work[at + 7 * step] = e0 - o0;
}
