import { openKernel, type Pixels } from '@uraniborg/core';
import { halveModule } from './halveModule.ts';

interface Kernel {
  halve(upper: number, lower: number, to: number, count: number): void;
}

let kernel: ReturnType<typeof openKernel<Kernel>> | undefined;

/** Each pixel the mean of four, rounded; at an odd edge of those there are. In shared memory. */
export function halve({ width, height, planes, data }: Pixels<Uint16Array>): Pixels<Uint16Array> {
  const [w, h] = [(width + 1) >> 1, (height + 1) >> 1];
  const half = new Uint16Array(new SharedArrayBuffer(2 * w * h * planes));
  kernel ??= openKernel<Kernel>(halveModule);
  const { memory, halve } = kernel;
  // Two rows and the one they become, each with room for the last eight.
  const row = 2 * width + 64;
  const missing = Math.ceil((3 * row - memory.buffer.byteLength) / 65_536);
  if (missing > 0) memory.grow(missing);
  const upper = new Uint16Array(memory.buffer, 0, width + 1);
  const lower = new Uint16Array(memory.buffer, row, width + 1);
  const made = new Uint16Array(memory.buffer, 2 * row, w);
  for (let plane = 0; plane < planes; plane++)
    for (let y = 0; y < h; y++) {
      const from = plane * height + 2 * y;
      const below = 2 * y + 1 < height ? from + 1 : from;
      upper.set(data.subarray(from * width, (from + 1) * width));
      lower.set(data.subarray(below * width, (below + 1) * width));
      // An odd row has its last pixel twice.
      if (width % 2 === 1) {
        upper[width] = upper[width - 1] as number;
        lower[width] = lower[width - 1] as number;
      }
      halve(0, row, 2 * row, w);
      half.set(made, (plane * h + y) * w);
    }
  return { width: w, height: h, planes, data: half };
}

/** The same, the plain way: what the kernel is measured by. */
export function plainHalve({ width, height, planes, data }: Pixels<Uint16Array>): Pixels<Uint16Array> {
  const [w, h] = [(width + 1) >> 1, (height + 1) >> 1];
  const half = new Uint16Array(w * h * planes);
  for (let plane = 0; plane < planes; plane++)
    for (let y = 0; y < h; y++)
      for (let x = 0; x < w; x++) {
        const [right, bottom] = [Math.min(2 * x + 1, width - 1), Math.min(2 * y + 1, height - 1)];
        const at = (column: number, line: number) => data[(plane * height + line) * width + column] as number;
        const sum = at(2 * x, 2 * y) + at(right, 2 * y) + at(2 * x, bottom) + at(right, bottom);
        half[(plane * h + y) * w + x] = (sum + 2) >> 2;
      }
  return { width: w, height: h, planes, data: half };
}
