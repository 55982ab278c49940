/** The work of a stack tile by tile, in SIMD: a tile of every frame stays in the nearer caches until it is stacked. */
import { type KernelMemory, openKernel, type Pixels } from '@uraniborg/core';
import { borderValue, wholeRun } from './resample.ts';
import type { Rejection, RunningStack } from './runningStack.ts';
import { FLICKER, PRIOR } from './runningStack.ts';
import { inverse, type Similarity, transform } from './similarity.ts';
import type { StackMethod } from './stack.ts';
import { stackTileModule } from './stackTileModule.ts';

/** One plane of a frame, or the rows of it that are needed, and where it lies on the stack. */
export interface StackLayer {
  /** Of one plane. */
  readonly pixels: Pixels;
  /** Takes a point of these pixels to the stack. */
  readonly similarity: Similarity;
  /** Is added to every value. */
  readonly offset: number;
}

/** Rows of one plane of a stack, from `begin` to before `end`. */
export interface StackRows {
  readonly width: number;
  readonly begin: number;
  readonly end: number;
}

interface Kernel {
  readonly memory: KernelMemory;
  widenRows(from: number, to: number, count: number, rows: number, stride: number): void;
  clearEnds(to: number, count: number, rows: number, stride: number): void;
  cubicRow(
    source: number,
    stride: number,
    u: number,
    v: number,
    a: number,
    b: number,
    count: number,
    to: number,
    offset: number,
  ): void;
  // biome-ignore format: one line says it
  cubicRows(source: number, stride: number, tx: number, ty: number, a: number, b: number, x: number, y: number, left: number, top: number, count: number, rows: number, to: number, step: number, offset: number): void;
  combine(
    layers: number,
    n: number,
    stride: number,
    count: number,
    to: number,
    kind: number,
    low: number,
    high: number,
    network: number,
    exchanges: number,
    scratch: number,
  ): number;
  addRunning(
    values: number,
    count: number,
    sums: number,
    counts: number,
    squares: number,
    last: number,
    shown: number,
    factor: number,
    limit: number,
    prior: number,
    variance: number,
    flicker: number,
    sky: number,
    ends: number,
  ): number;
}

const KINDS: Record<StackMethod['kind'], number> = { mean: 0, sum: 1, median: 2, kappaSigma: 3, winsorised: 4 };
/** Columns of a tile. */
const WIDTH = 512;
/** Bytes of all layers of a tile: what the second cache of a good machine holds. */
const LAYER_BYTES = 1 << 20;
/** Of each of the arrays of a stack that grows. */
const RUNNING_BYTES = 256 << 10;
/** Rows that a turned frame may climb from one end to the other. */
const LEVEL_ROWS = 16;

/**
 * What resampleRows (cubic) and stack do, but for the rounding of 32 bits.
 *
 * @param to row after row; at least width * (end - begin) long
 * @returns how many of the values were left out
 */
export function stackRows(
  layers: readonly StackLayer[],
  method: StackMethod,
  { width, begin, end }: StackRows,
  to: Float32Array,
): number {
  const n = layers.length;
  const { low = 3, high = 3 } = 'low' in method || 'high' in method ? method : {};
  const rows = Math.max(4, Math.min(64, Math.floor(LAYER_BYTES / (4 * WIDTH * n))));
  const layerBytes = 4 * WIDTH * rows + 64;
  const bench = workbench();
  const network = bench.network(n);
  const places = bench.room({
    network: 8 * network.length,
    scratch: 32 * n + 64,
    out: layerBytes,
    layers: n * layerBytes,
  });
  bench.words().set(network.flat(), places.network >> 2);
  let rejected = 0;
  for (let y = begin; y < end; y += rows)
    for (let x = 0; x < width; x += WIDTH) {
      const tile = { x, y, width: Math.min(WIDTH, width - x), height: Math.min(rows, end - y) };
      const stride = stepOf(tile.width);
      for (const [k, layer] of layers.entries()) bench.lay(layer, tile, places.layers + k * layerBytes, places.end);
      rejected += bench.kernel.combine(
        places.layers,
        n,
        layerBytes,
        stride * tile.height,
        places.out,
        KINDS[method.kind],
        low,
        high,
        places.network,
        network.length,
        places.scratch,
      );
      const floats = bench.floats();
      for (let row = 0; row < tile.height; row++) {
        const from = (places.out >> 2) + row * stride;
        to.set(floats.subarray(from, from + tile.width), (y - begin + row) * width + x);
      }
    }
  return rejected;
}

/** Where a plane of a stack that grows is in its memory, and where it is shown. */
export interface RunningRows extends StackRows {
  /** The first pixel of the plane in the arrays of the stack. */
  readonly plane: number;
  /** What the mean is multiplied by. */
  readonly factor: number;
  readonly rejection?: Rejection | undefined;
}

export interface AddedRows {
  /** How many values were left out. */
  readonly rejected: number;
  /** The least and the largest finite value of what is shown; the wrong way round where there is none. */
  readonly low: number;
  readonly high: number;
}

/**
 * What resampleRows (cubic), addToStack and showStack do, but for the rounding of 32 bits.
 *
 * @param layer undefined: nothing of the frame falls on these rows
 * @param shown as long as the stack
 */
export function addRows(
  layer: StackLayer | undefined,
  stack: RunningStack,
  { width, begin, end, plane, factor, rejection }: RunningRows,
  shown: Float32Array,
): AddedRows {
  const { sum, count, squares, last } = stack;
  // Whole rows lie behind each other in the stack; of a frame that is turned they would need too much.
  const across = Math.abs(layer?.similarity.b ?? 0) * width <= LEVEL_ROWS ? width : WIDTH;
  const rows = Math.max(4, Math.min(32, Math.floor(RUNNING_BYTES / (4 * across))));
  const bytes = 4 * stepOf(across) * rows + 64;
  const bench = workbench();
  const places = bench.room({
    values: bytes,
    sum: bytes,
    count: bytes,
    squares: bytes,
    last: bytes,
    out: bytes,
    ends: 64,
  });
  bench.floats().set([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], places.ends >> 2);
  const rejects = rejection !== undefined;
  const { kappa = 0, noise = 0, sky = 0 } = rejection ?? {};
  let rejected = 0;
  for (let y = begin; y < end; y += rows)
    for (let x = 0; x < width; x += across) {
      const tile = { x, y, width: Math.min(across, width - x), height: Math.min(rows, end - y) };
      const stride = stepOf(tile.width);
      // What fills the last vector of a row is no value.
      if (layer) bench.lay(layer, tile, places.values, places.end, Number.NaN);
      const floats = bench.floats();
      const counts = bench.shorts();
      if (!layer) floats.fill(Number.NaN, places.values >> 2, (places.values >> 2) + stride * tile.height);
      const joined = tile.width === width && stride === width;
      const [pieces, length] = joined ? [1, width * tile.height] : [tile.height, tile.width];
      const at = (piece: number) => plane + (y + piece) * width + x;
      for (let piece = 0; piece < pieces; piece++) {
        const [from, to] = [at(piece), at(piece) + length];
        floats.set(sum.subarray(from, to), (places.sum >> 2) + piece * stride);
        const first = (places.count >> 1) + piece * stride;
        counts.set(count.subarray(from, to), first);
        // What fills the last vector is no pixel.
        if (!joined) counts.fill(0, first + length, first + stride);
        if (squares.length > 0) floats.set(squares.subarray(from, to), (places.squares >> 2) + piece * stride);
      }
      rejected += bench.kernel.addRunning(
        places.values,
        stride * tile.height,
        places.sum,
        places.count,
        squares.length > 0 ? places.squares : 0,
        last.length > 0 ? places.last : 0,
        places.out,
        factor,
        kappa * kappa,
        rejects ? PRIOR : 0,
        PRIOR * noise * noise,
        FLICKER,
        sky,
        places.ends,
      );
      for (let piece = 0; piece < pieces; piece++) {
        const part = (place: number) =>
          floats.subarray((place >> 2) + piece * stride, (place >> 2) + piece * stride + length);
        const first = (places.count >> 1) + piece * stride;
        sum.set(part(places.sum), at(piece));
        count.set(counts.subarray(first, first + length), at(piece));
        if (squares.length > 0) squares.set(part(places.squares), at(piece));
        if (last.length > 0) last.set(part(places.last), at(piece));
        shown.set(part(places.out), at(piece));
      }
    }
  const [low = 0, high = 0] = bench.floats().subarray(places.ends >> 2);
  return { rejected, low, high };
}

interface Tile {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Floats from one row of a tile to the next: whole vectors. */
const stepOf = (width: number) => (width + 3) & ~3;

type Workbench = ReturnType<typeof makeWorkbench>;
let made: Workbench | undefined;

/** One of each thread, made when it is first needed. */
function workbench(): Workbench {
  made ??= makeWorkbench();
  return made;
}

function makeWorkbench() {
  const kernel = openKernel<Kernel>(stackTileModule);
  const networks = new Map<number, (readonly [number, number])[]>();
  const need = (bytes: number) => {
    const missing = bytes - kernel.memory.buffer.byteLength;
    if (missing > 0) kernel.memory.grow(Math.ceil(missing / 65_536));
  };
  const floats = () => new Float32Array(kernel.memory.buffer);
  const shorts = () => new Uint16Array(kernel.memory.buffer);

  /** Lays a tile of a frame at `to`; `free` is where memory may be used from, `beyond` what fills the rows up. */
  function lay({ pixels, similarity, offset }: StackLayer, tile: Tile, to: number, free: number, beyond = 0): void {
    const { a, b, tx, ty } = inverse(similarity);
    const stride = stepOf(tile.width);
    const part = partOf(pixels, similarity, tile);
    const source = part ? load(pixels, part, free) : 0;
    const memory = floats();
    const fill = (row: number) => {
      const end = (to >> 2) + row * stride;
      for (let x = tile.width; x < stride; x++) memory[end + x] = beyond;
    };
    if (part && liesWithin(pixels, { a, b, tx, ty }, tile)) {
      // biome-ignore format: one line says it
      kernel.cubicRows(source, part.stride, tx, ty, a, b, tile.x, tile.y, part.x, part.y, tile.width, tile.height, to, 4 * stride, offset);
      if (stride > tile.width) for (let row = 0; row < tile.height; row++) fill(row);
      return;
    }
    for (let row = 0; row < tile.height; row++) {
      const y = tile.y + row;
      // Where the first pixel of the row is in the frame.
      const [u, v] = [tx + a * tile.x - b * y, ty + b * tile.x + a * y];
      const at = (to >> 2) + row * stride;
      const [left, right] = part ? wholeRun({ u, v, a, b }, pixels, 1, tile.width) : [0, 0];
      if (part && right > left)
        kernel.cubicRow(
          source,
          part.stride,
          u + a * left - part.x,
          v + b * left - part.y,
          a,
          b,
          right - left,
          4 * (at + left),
          offset,
        );
      for (let x = 0; x < left; x++) memory[at + x] = borderValue(pixels, 0, u + a * x, v + b * x, true) + offset;
      for (let x = right; x < tile.width; x++)
        memory[at + x] = borderValue(pixels, 0, u + a * x, v + b * x, true) + offset;
      fill(row);
    }
  }

  /** Copies a part of a frame, as floats. */
  function load({ width, data }: Pixels, part: Part, free: number): number {
    const begin = (free + 15) & ~15;
    // Vectors may reach beyond the last pixel, by rows and columns.
    const room = part.stride * (part.height + 10) + 64;
    const raw = begin + room;
    const isShort = data instanceof Uint16Array;
    need(raw + (isShort ? (part.stride * part.height) / 2 + 64 : 0));
    const memory = floats();
    const to = isShort ? shorts() : memory;
    const first = isShort ? raw >> 1 : begin >> 2;
    for (let row = 0, from = part.y * width + part.x; row < part.height; row++, from += width)
      to.set(data.subarray(from, from + part.width), first + (row * part.stride) / 4);
    if (isShort) kernel.widenRows(raw, begin, part.width, part.height, part.stride);
    else kernel.clearEnds(begin, part.width, part.height, part.stride);
    const beyond = (begin + part.height * part.stride) >> 2;
    memory.fill(0, beyond, beyond + (part.stride >> 2));
    return begin;
  }

  return {
    kernel,
    floats,
    shorts,
    words: () => new Uint32Array(kernel.memory.buffer),
    lay,
    /** Places of so many bytes, one behind the other, and the end of them. */
    room<K extends string>(sizes: Readonly<Record<K, number>>): Record<K, number> & { end: number } {
      let end = 65_536;
      const places: Record<string, number> = {};
      for (const [name, bytes] of Object.entries<number>(sizes)) {
        places[name] = end;
        end += (bytes + 63) & ~63;
      }
      need(end + 65_536);
      return { ...(places as Record<K, number>), end };
    },
    /** Pairs of byte offsets of vectors that sort n of them (Batcher's merge exchange; Knuth 5.2.2, algorithm M). */
    network(n: number): readonly (readonly [number, number])[] {
      const known = networks.get(n);
      if (known) return known;
      const pairs: (readonly [number, number])[] = [];
      const top = n > 1 ? 2 ** (Math.ceil(Math.log2(n)) - 1) : 0;
      for (let p = top; p > 0; p >>= 1)
        for (let [q, r, d] = [top, 0, p]; ; [q, r, d] = [q >> 1, p, q - p]) {
          for (let i = 0; i < n - d; i++) if ((i & p) === r) pairs.push([16 * i, 16 * (i + d)]);
          if (q === p) break;
        }
      networks.set(n, pairs);
      return pairs;
    },
  };
}

/** A rectangle of a frame, and the bytes of a row of it as floats. */
interface Part extends Tile {
  readonly stride: number;
}

/** Whether each row of a tile is whole: its corners are, and what lies between them. */
function liesWithin(pixels: Pixels, { a, b, tx, ty }: Similarity, { x, y, width, height }: Tile): boolean {
  return [y, y + height - 1].every((row) => {
    const [u, v] = [tx + a * x - b * row, ty + b * x + a * row];
    const [left, right] = wholeRun({ u, v, a, b }, pixels, 1, width);
    return left === 0 && right === width;
  });
}

/** What of the frame a tile is made of; undefined: nothing. */
function partOf({ width, height }: Pixels, similarity: Similarity, tile: Tile): Part | undefined {
  const back = inverse(similarity);
  const corners = [tile.x, tile.x + tile.width - 1].flatMap((x) =>
    [tile.y, tile.y + tile.height - 1].map((y) => transform(back, { x, y })),
  );
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const x = Math.max(0, Math.floor(Math.min(...xs)) - 2);
  const y = Math.max(0, Math.floor(Math.min(...ys)) - 2);
  const right = Math.min(width, Math.ceil(Math.max(...xs)) + 3);
  const bottom = Math.min(height, Math.ceil(Math.max(...ys)) + 3);
  if (right <= x || bottom <= y) return undefined;
  // Room for the vectors of sixteen bits that are widened at the end of a row.
  return { x, y, width: right - x, height: bottom - y, stride: 4 * ((right - x + 15) & ~7) };
}
