/** Three colours of the mosaic of a sensor, by the best linear filter for the square roots of stars. */
import { type KernelMemory, openKernel, type PixelArray, type Pixels } from '@uraniborg/core';
import { type BayerOrder, redAt } from './bayerOrder.ts';
import type { MosaicSky } from './mosaicSky.ts';
import { mosaicWeights, type QuarterFilter, REACH } from './mosaicWeights.ts';
import { pixelWriter } from './pixelWriter.ts';
import { wienerModule } from './wienerModule.ts';

/**
 * Some rows of the three planes of a mosaic: several threads share the work. What was measured is kept; the two other
 * colours are predicted from 7 by 7 pixels (see mosaicWeights). That is done with the square root of the light above the
 * sky, in which a star is wider, so that more of it is known, and what is wrong beside a bright one is small; a little
 * light stays as it is. Computed in 32 bits. Beyond the border the image is mirrored.
 *
 * @param sky of the whole frame, see mosaicSky
 * @param to red, green and blue of the whole frame, one plane behind the other; integers are rounded and kept within
 *   their range
 */
export function wienerRows(
  mosaic: Pixels,
  order: BayerOrder,
  { levels, scale }: MosaicSky,
  [begin, end]: readonly [number, number],
  to: PixelArray,
): void {
  const { width, height } = mosaic;
  const red = redAt[order];
  const bench = workbenchFor(width);
  const { kernel, places, stride } = bench;
  /** What a row has of colours: its own, the other, and which of its pixels are green. */
  const kindOf = (y: number) => {
    const isRed = (y & 1) === red.y;
    return { own: isRed ? 0 : 2, other: isRed ? 2 : 0, isGreen: isRed ? red.x : 1 - red.x } as const;
  };
  const take = (y: number) => {
    const slot = (y & 7) * stride;
    bench.load(mosaic, mirrored(y, height), places.values + slot);
    const { own, isGreen } = kindOf(y);
    const [even, odd] = isGreen ? [levels[1], levels[own]] : [levels[own], levels[1]];
    kernel.curve(places.values + slot, places.curved + slot, stride, even, odd, scale);
  };
  for (let y = begin - REACH; y < begin + REACH; y++) take(y);
  for (let first = begin; first < end; first += ROWS) {
    const rows = Math.min(ROWS, end - first);
    for (let row = 0; row < rows; row++) {
      const y = first + row;
      take(y + REACH);
      const { own, other, isGreen } = kindOf(y);
      const place = (plane: number) => places.out + plane * bench.planeBytes + 4 * row * width;
      // biome-ignore format: one line says it
      kernel.interpolate(places.values, places.curved, stride, y, width, places.folded, places.weights + 512 * isGreen, isGreen, levels[1], levels[own], levels[other], scale, place(1), place(own), place(other));
    }
    for (let plane = 0; plane < 3; plane++)
      bench.store(places.out + plane * bench.planeBytes, rows * width, to, (plane * height + first) * width);
  }
  if (!isExact(to)) keepMeasured(mosaic, order, [begin, end], to);
}

/** Rows that are made before they are copied. */
const ROWS = 8;
/** Pixels before the first of a row: whole vectors, at least REACH. */
const BORDER = 4;

interface Kernel {
  readonly memory: KernelMemory;
  widen(from: number, to: number, count: number): void;
  narrow(from: number, to: number, count: number): void;
  curve(values: number, to: number, stride: number, evenSky: number, oddSky: number, scale: number): void;
  // biome-ignore format: one line says it
  interpolate(values: number, curved: number, stride: number, y: number, count: number, folded: number, weights: number, isGreen: number, greenSky: number, ownSky: number, otherSky: number, scale: number, green: number, own: number, other: number): void;
}

let kernel: Kernel | undefined;
let made: { width: number; bench: ReturnType<typeof workbench> } | undefined;

/** One of each thread, for frames of one width. */
function workbenchFor(width: number) {
  if (made?.width !== width) made = { width, bench: workbench(width) };
  return made.bench;
}

function workbench(width: number) {
  kernel ??= openKernel<Kernel>(wienerModule);
  const opened = kernel;
  const stride = 4 * ((width + 2 * BORDER + 7) & ~7);
  // Vectors reach beyond the last pixel.
  const planeBytes = (4 * ROWS * width + 127) & ~63;
  const places = { weights: 1024, values: 0, curved: 0, folded: 0, out: 0 };
  places.values = places.weights + 1024;
  places.curved = places.values + 8 * stride;
  places.folded = places.curved + 8 * stride;
  places.out = places.folded + REACH * stride;
  const missing = places.out + 3 * planeBytes + 1024 - opened.memory.buffer.byteLength;
  if (missing > 0) opened.memory.grow(Math.ceil(missing / 65_536));
  const floats = new Float32Array(opened.memory.buffer);
  const shorts = new Uint16Array(opened.memory.buffer);
  floats.fill(0, places.values >> 2);
  floats.set([...vectors(false), ...vectors(true)], places.weights >> 2);
  return {
    kernel: opened,
    places,
    stride,
    planeBytes,
    /** A row of the mosaic as floats, with its border. */
    load({ data }: Pixels, y: number, to: number): void {
      const first = (to >> 2) + BORDER;
      const row = data.subarray(y * width, (y + 1) * width);
      if (data instanceof Uint16Array) {
        // Nothing has been folded of the next row yet.
        shorts.set(row, places.folded >> 1);
        opened.widen(places.folded, to + 4 * BORDER, (width + 3) & ~3);
      } else floats.set(row, first);
      for (let k = 1; k <= REACH; k++) {
        floats[first - k] = floats[first + k] as number;
        floats[first + width - 1 + k] = floats[first + width - 1 - k] as number;
      }
    },
    /** Pixels that were made, as they are wanted. */
    store(from: number, count: number, to: PixelArray, at: number): void {
      if (to instanceof Uint16Array) {
        opened.narrow(from, from, (count + 7) & ~7);
        to.set(shorts.subarray(from >> 1, (from >> 1) + count), at);
        return;
      }
      const values = floats.subarray(from >> 2, (from >> 2) + count);
      if (to instanceof Float32Array || to instanceof Float64Array) to.set(values, at);
      else {
        const put = pixelWriter(to);
        for (let i = 0; i < count; i++) put(at + i, values[i] as number);
      }
    },
  };
}

let weights: ReturnType<typeof mosaicWeights> | undefined;

/** The two filters of a row as vectors of four pixels; the row begins with green or not. */
function vectors(isGreen: boolean): number[] {
  weights ??= mosaicWeights();
  const { green, opposite, beside, above } = weights;
  const pairs = [
    [green, beside],
    [opposite, above],
  ] as const;
  return pairs.flatMap(([atColour, atGreen]: readonly [QuarterFilter, QuarterFilter]) =>
    atColour.flatMap((weight, i) => {
      const [even, odd] = isGreen ? [atGreen[i] ?? 0, weight] : [weight, atGreen[i] ?? 0];
      return [even, odd, even, odd];
    }),
  );
}

/** Without the colours' own order: beyond the border y stands where its mirror image does. */
function mirrored(y: number, height: number): number {
  if (y < 0) return -y;
  return y < height ? y : 2 * height - 2 - y;
}

/** Whether 32-bit floating point has said exactly what was measured. */
const isExact = (data: PixelArray) => data.BYTES_PER_ELEMENT < 4 || data instanceof Float32Array;

function keepMeasured(
  { data, width, height }: Pixels,
  order: BayerOrder,
  [begin, end]: readonly [number, number],
  to: PixelArray,
): void {
  const red = redAt[order];
  for (let y = begin; y < end; y++)
    for (let x = 0; x < width; x++) {
      const plane = Number((x & 1) !== red.x) + Number((y & 1) !== red.y);
      to[(plane * height + y) * width + x] = data[y * width + x] as number;
    }
}

/** The same, the plain way and in 64 bits: what the kernel is measured by. */
export function plainWiener(
  { width, height, data }: Pixels,
  order: BayerOrder,
  { levels, scale }: MosaicSky,
): Float64Array {
  const red = redAt[order];
  const { green, opposite, beside, above } = mosaicWeights();
  const planeAt = (x: number, y: number) => Number((x & 1) !== red.x) + Number((y & 1) !== red.y);
  const curved = Float64Array.from(data, (value, i) => {
    const light = (value - (levels[planeAt(i % width, Math.floor(i / width))] ?? 0)) / scale;
    return Math.sign(light) * (Math.sqrt(1 + Math.abs(light)) - 1);
  });
  const result = new Float64Array(3 * width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const own = planeAt(x, y);
      for (const plane of [0, 1, 2]) {
        const to = (plane * height + y) * width + x;
        if (plane === own) {
          result[to] = data[y * width + x] as number;
          continue;
        }
        const rowHas = plane === planeAt(x + 1, y);
        const filter = own === 1 ? (rowHas ? beside : above) : plane === 1 ? green : opposite;
        let sum = 0;
        for (let dy = -REACH; dy <= REACH; dy++)
          for (let dx = -REACH; dx <= REACH; dx++) {
            const weight = filter[Math.abs(dy) * (REACH + 1) + Math.abs(dx)] ?? 0;
            sum +=
              weight * (curved[mirrored(Math.abs(y + dy), height) * width + mirrored(Math.abs(x + dx), width)] ?? 0);
          }
        result[to] = sum * (Math.abs(sum) + 2) * scale + (levels[plane] ?? 0);
      }
    }
  return result;
}
