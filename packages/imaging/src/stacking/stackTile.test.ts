import { type PixelArray, type Pixels, seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { resampleRows } from './resample.ts';
import { addToStack, type RunningStack, showStack } from './runningStack.ts';
import type { Similarity } from './similarity.ts';
import { type StackMethod, stack } from './stack.ts';
import { addRows, type StackLayer, stackRows } from './stackTile.ts';

const random = seededRandom(5);

function noisy(width: number, height: number, data: PixelArray): Pixels {
  for (let i = 0; i < data.length; i++)
    data[i] = 1000 + 30 * random.normal() + (random.uniform() < 0.01 ? 20_000 * random.uniform() : 0);
  return { width, height, planes: 1, data };
}

function turned(degrees: number, tx: number, ty: number, scale = 1): Similarity {
  const angle = (degrees * Math.PI) / 180;
  return { a: scale * Math.cos(angle), b: scale * Math.sin(angle), tx, ty };
}

const shapes = [
  ['as it is', turned(0, 0, 0)],
  ['moved', turned(0, 3.25, -7.6)],
  ['turned', turned(1.3, 12.1, -4.4, 1.002)],
  ['far turned', turned(67, 400, -20)],
  ['upside down', turned(180, 600, 90)],
  ['beside', turned(0, 5000, 0)],
] as const;
const arrays = { Uint16Array, Float32Array, Uint8Array, Int32Array, Float64Array };

/** Whether both are no number, or alike but for the rounding of 32 bits. */
function expectAlike(found: Float32Array, right: Float32Array, scale = 20_000): void {
  expect(found.length).toBe(right.length);
  let worst = 0;
  for (let i = 0; i < found.length; i++) {
    const [a, b] = [found[i] as number, right[i] as number];
    if (Number.isNaN(a) && Number.isNaN(b)) continue;
    worst = Math.max(worst, Math.abs(a - b) / (scale + Math.abs(b)));
  }
  expect(worst).toBeLessThan(1e-6);
}

function referenceRows(layers: readonly StackLayer[], rows: { width: number; begin: number; end: number }) {
  return layers.map(({ pixels, similarity, offset }) => {
    const data = new Float32Array(rows.width * (rows.end - rows.begin));
    resampleRows(pixels, similarity, { ...rows, plane: 0, method: 'cubic', offset }, data);
    return { width: rows.width, height: rows.end - rows.begin, planes: 1 as const, data };
  });
}

test.for(shapes)('a frame that lies %s is the same as by the plain way', ([, similarity]) => {
  for (const array of Object.values(arrays)) {
    const layer = { pixels: noisy(601, 97, new array(601 * 97)), similarity, offset: 5 };
    const rows = { width: 590, begin: 3, end: 90 };
    const found = new Float32Array(590 * 87);
    expect(stackRows([layer], { kind: 'mean' }, rows, found)).toBe(0);
    expectAlike(found, (referenceRows([layer], rows)[0] as Pixels<Float32Array>).data);
  }
});

const methods: StackMethod[] = [
  { kind: 'mean' },
  { kind: 'sum' },
  { kind: 'median' },
  { kind: 'kappaSigma' },
  { kind: 'kappaSigma', low: 2, high: 1.5 },
  { kind: 'winsorised', low: 2.5, high: 3 },
];

test.for(methods)('$kind is the same as by the plain way, however many frames', (method) => {
  for (const n of [1, 2, 3, 4, 5, 8, 13, 40]) {
    const layers = Array.from({ length: n }, (_, i) => ({
      pixels: noisy(70, 41, new Float32Array(70 * 41)),
      // Whole pixels: both ways see the same bits, and take the same out.
      similarity: turned(0, i % 3, (i % 4) - 1),
      offset: 0,
    }));
    const rows = { width: 66, begin: 0, end: 41 };
    const found = new Float32Array(66 * 41);
    const rejected = stackRows(layers, method, rows, found);
    const reference = referenceRows(layers, rows);
    const right = stack(reference, method);
    expectAlike(found, right.pixels.data);
    const values = reference.reduce((sum, { data }) => sum + data.filter((v) => !Number.isNaN(v)).length, 0);
    expect(rejected).toBe(Math.round(right.rejected * values));
  }
});

function emptyStack(size: number, { squares, last }: { squares: boolean; last: boolean }): RunningStack {
  return {
    sum: new Float32Array(size),
    count: new Uint16Array(size),
    squares: new Float32Array(squares ? size : 0),
    last: new Float32Array(last ? size : 0),
  };
}

test.for([
  { width: 530, squares: true, last: true },
  // Whole vectors: rows go through the kernel together.
  { width: 528, squares: true, last: true },
  { width: 530, squares: true, last: false },
  { width: 528, squares: false, last: false },
])('a stack that grows is the same as by the plain way (%o)', (keeps) => {
  const [width, height] = [keeps.width, 70];
  const size = 2 * width * height;
  const [mine, plain] = [emptyStack(size, keeps), emptyStack(size, keeps)];
  const [shown, right] = [new Float32Array(size), new Float32Array(size)];
  const plane = width * height;
  const rejection = keeps.squares ? { kappa: 3, noise: 30, sky: 1000 } : undefined;
  for (let frame = 1; frame <= 9; frame++) {
    const layer = {
      pixels: noisy(width, height, new Uint16Array(width * height)),
      similarity: turned(0, frame % 4, -(frame % 3)),
      offset: frame,
    };
    let [out, wanted] = [0, 0];
    for (const [begin, end] of [
      [0, 31],
      [31, 70],
    ] as const) {
      const rows = { width, begin, end };
      const added = addRows(layer, mine, { ...rows, plane, factor: 1, rejection }, shown);
      out += added.rejected;
      const seen = shown.subarray(plane + begin * width, plane + end * width).filter(Number.isFinite);
      expect(added).toMatchObject({
        low: seen.reduce((a, b) => Math.min(a, b)),
        high: seen.reduce((a, b) => Math.max(a, b)),
      });
      const values = (referenceRows([layer], rows)[0] as Pixels<Float32Array>).data;
      wanted += addToStack(plain, values, plane + begin * width, rejection);
    }
    expect(out).toBe(wanted);
  }
  showStack(plain, 1, plane, 2 * plane, right);
  expect(mine.count).toEqual(plain.count);
  expectAlike(shown.subarray(plane), right.subarray(plane));
  expectAlike(mine.squares, plain.squares);
  expectAlike(mine.last, plain.last);
});

test('a frame that is not there leaves a growing stack as it was', () => {
  const stack = emptyStack(64, { squares: true, last: true });
  const shown = new Float32Array(64);
  const { low, high } = addRows(undefined, stack, { width: 8, begin: 0, end: 8, plane: 0, factor: 1 }, shown);
  expect(low).toBeGreaterThan(high);
  expect(shown.every(Number.isNaN)).toBe(true);
  expect(stack.last.every(Number.isNaN)).toBe(true);
});
