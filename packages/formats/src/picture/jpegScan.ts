import { openKernel, type Pixels } from '@uraniborg/core';
import { jpegScanModule } from './jpegScanModule.ts';
import { type ComponentTables, huffmanCodes, ZIGZAG } from './jpegTables.ts';

/** Tables of brightness and of the two colours. */
type Tables = readonly [ComponentTables, ComponentTables];

interface Kernel {
  begin(codes: number): void;
  greyRow(from: number, room: number, count: number): void;
  colourRow(from: number, plane: number, room: number, apart: number, count: number): void;
  blocks(rows: number, width: number, components: number, target: number): number;
  finish(target: number): number;
}

let kernel: ReturnType<typeof openKernel<Kernel>> | undefined;

/** Where the kernel looks for its tables, and where its own room ends. */
const [SCALES, DC, AC, END] = [64, 576, 704, 3264];
/** Bits of a block at most: 64 coefficients of 27, and each byte may be followed by an empty one. */
const MOST_BYTES = 512;

/**
 * The compressed part of a baseline JPEG, brightness alone or with two colours at full size, eight rows at a time
 * through a kernel. At the right and the lower edge the last pixels are repeated.
 */
export function jpegScan({ width, height, planes, data }: Pixels<Uint8Array>, tables: Tables): Uint8Array {
  kernel ??= openKernel<Kernel>(jpegScanModule);
  const { memory, begin, greyRow, colourRow, blocks, finish } = kernel;
  const across = (width + 7) & ~7;
  const rows = END;
  const values = rows + 8 * across * planes;
  const target = values + 4 * (values - rows);
  const missing = Math.ceil((target + (across / 8) * planes * MOST_BYTES - memory.buffer.byteLength) / 65_536);
  if (missing > 0) memory.grow(missing);
  const room = new Uint8Array(memory.buffer);
  layOut(memory.buffer, tables);
  begin(DC);
  const parts: Uint8Array[] = [];
  const take = (bytes: number) => parts.push(room.slice(target, target + bytes));
  for (let top = 0; top < height; top += 8) {
    for (let plane = 0; plane < planes; plane++)
      for (let row = 0; row < 8; row++) {
        const from = (plane * height + Math.min(top + row, height - 1)) * width;
        const to = rows + (8 * plane + row) * across;
        room.set(data.subarray(from, from + width), to);
        room.fill(data[from + width - 1] as number, to + width, to + across);
      }
    if (planes === 1) greyRow(rows, values, 8 * across);
    else colourRow(rows, 8 * across, values, 32 * across, 8 * across);
    take(blocks(values, across, planes, target));
  }
  take(finish(target));
  return joined(parts);
}

function layOut(buffer: ArrayBuffer, tables: Tables): void {
  new Uint8Array(buffer, 0, 64).set(ZIGZAG.map((at) => 2 * turned(at)));
  tables.forEach(({ steps, dc, ac }, i) => {
    new Float32Array(buffer, SCALES + 256 * i, 64).set(scalesOf(steps));
    new Uint32Array(buffer, DC + 64 * i, 16).set(huffmanCodes(dc).subarray(0, 16));
    new Uint32Array(buffer, AC + 1024 * i, 256).set(huffmanCodes(ac));
  });
}

/** A block is transformed along its columns and turned before it is along its rows: it ends lying on its side. */
const turned = (at: number): number => (at % 8) * 8 + (at >> 3);

/** What each coefficient of a turned block is multiplied by: its step, and what the transform leaves out. */
function scalesOf(steps: readonly number[]): Float32Array {
  const left = (frequency: number) => (frequency === 0 ? 1 : Math.SQRT2 * Math.cos((frequency * Math.PI) / 16));
  const scales = new Float32Array(64);
  steps.forEach((step, at) => {
    scales[turned(at)] = 1 / (8 * step * left(at >> 3) * left(at % 8));
  });
  return scales;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The same, the plain way: what the kernel is measured by. */
export function plainJpegScan(pixels: Pixels<Uint8Array>, tables: Tables): Uint8Array {
  const out = bitWriter();
  const components = Array.from({ length: pixels.planes }, (_, i) => {
    const { steps, dc, ac } = tables[i === 0 ? 0 : 1];
    return { scales: scalesOf(steps), dc: huffmanCodes(dc), ac: huffmanCodes(ac), last: 0 };
  });
  for (let top = 0; top < pixels.height; top += 8)
    for (let left = 0; left < pixels.width; left += 8)
      components.forEach((component, i) => {
        const block = blockOf(pixels, i, left, top);
        transformed(block);
        const whole = block.map((value, at) => {
          const within = Math.min(1023, Math.max(-1023, fround(value * (component.scales[at] as number))));
          // To the nearest, from half-way to the even one: what is added leaves no room for a fraction.
          return fround(fround(within + 12_582_912) - 12_582_912);
        });
        const coefficients = ZIGZAG.map((at) => (whole[turned(at)] as number) | 0);
        const first = coefficients[0] as number;
        out.put(component.dc[sizeOf(first - component.last)] as number, first - component.last);
        component.last = first;
        const end = coefficients.findLastIndex((value, k) => k > 0 && value !== 0);
        let run = 0;
        for (const value of coefficients.slice(1, Math.max(1, end + 1))) {
          if (value === 0) {
            run++;
            continue;
          }
          for (; run > 15; run -= 16) out.put(component.ac[0xf0] as number, 0);
          out.put(component.ac[(run << 4) | sizeOf(value)] as number, value);
          run = 0;
        }
        if (end < 63) out.put(component.ac[0] as number, 0);
      });
  return out.done();
}

const { fround } = Math;
const sizeOf = (value: number): number => 32 - Math.clz32(Math.abs(value));

/** The weights of red, green and blue in brightness and the two colours (JFIF 1.02, BT.601). */
const COLOURS = [
  [0.299, 0.587, 0.114],
  [-0.168736, -0.331264, 0.5],
  [0.5, -0.418688, -0.081312],
] as const;

function blockOf({ width, height, planes, data }: Pixels<Uint8Array>, component: number, left: number, top: number) {
  return Float32Array.from({ length: 64 }, (_, i) => {
    const at = Math.min(top + (i >> 3), height - 1) * width + Math.min(left + (i & 7), width - 1);
    if (planes === 1) return (data[at] as number) - 128;
    const [r, g, b] = (COLOURS[component] as (typeof COLOURS)[0]).map((weight, plane) =>
      fround((data[plane * width * height + at] as number) * fround(weight)),
    ) as [number, number, number];
    return fround(fround(fround(r + g) + b) - (component === 0 ? 128 : 0));
  });
}

/** Transforms a block in place, along its columns and its rows, and turns it. */
function transformed(block: Float32Array): void {
  const line = new Float32Array(8);
  for (let pass = 0; pass < 2; pass++) {
    const before = block.slice();
    for (let i = 0; i < 8; i++) {
      for (let k = 0; k < 8; k++) line[k] = before[8 * k + i] as number;
      transform(line);
      // Each pass goes along columns and leaves them as rows; the second leaves them where they are.
      for (let k = 0; k < 8; k++) block[pass === 0 ? 8 * i + k : 8 * k + i] = line[k] as number;
    }
  }
}

/** The cosine transform of eight values, but for scales (Arai, Agui & Nakajima 1988, Trans. IEICE E71, 1095). */
function transform(v: Float32Array): void {
  const at = (i: number) => v[i] as number;
  const [s0, s1, s2, s3] = [0, 1, 2, 3].map((i) => fround(at(i) + at(7 - i))) as [number, number, number, number];
  const [d0, d1, d2, d3] = [0, 1, 2, 3].map((i) => fround(at(i) - at(7 - i))) as [number, number, number, number];
  const [a0, a1, a2, a3] = [fround(s0 + s3), fround(s1 + s2), fround(s1 - s2), fround(s0 - s3)];
  const e = fround(fround(a2 + a3) * fround(Math.SQRT1_2));
  const [b0, b1, b2] = [fround(d3 + d2), fround(d2 + d1), fround(d1 + d0)];
  const z5 = fround(fround(b0 - b2) * fround(0.38268343));
  const z2 = fround(fround(b0 * fround(0.5411961)) + z5);
  const z4 = fround(fround(b2 * fround(1.306563)) + z5);
  const z3 = fround(b1 * fround(Math.SQRT1_2));
  const [up, down] = [fround(d0 + z3), fround(d0 - z3)];
  v.set([a0 + a1, up + z4, a3 + e, down - z2, a0 - a1, down + z2, a3 - e, up - z4]);
}

/** Bits, the highest first; a byte of ones is followed by an empty one. */
function bitWriter() {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  const push = (value: number, length: number) => {
    for (let i = length - 1; i >= 0; i--) {
      bits = (bits << 1) | ((value >> i) & 1);
      if (++held < 8) continue;
      bytes.push(bits);
      if (bits === 0xff) bytes.push(0);
      bits = 0;
      held = 0;
    }
  };
  return {
    /** A code, as huffmanCodes has it, then the coefficient whose size it tells; a negative one less one. */
    put(entry: number, value: number): void {
      push(entry & 0xffff, entry >> 16);
      push(value < 0 ? value - 1 : value, sizeOf(value));
    },
    done(): Uint8Array {
      if (held > 0) push(0xff, 8 - held);
      return Uint8Array.from(bytes);
    },
  };
}
