/**
 * The byte order of samples turned round sixteen bytes at a time: a WebAssembly module of three loops, put together
 * here by hand (WebAssembly core specification 2.0, binary format), because it is too small for a compiler. What it
 * does is what reverseSamples does, bit for bit.
 */
export interface SimdReverser {
  /** The module's memory: samples are put in here, turned in place, and taken out again. */
  readonly memory: Uint8Array;
  /** Turns `memory` from `begin` to `end` (multiples of 16) and flips the bits of `flip` in every 32-bit word. */
  reverse(bytesPerSample: 2 | 4 | 8, begin: number, end: number, flip: number): void;
}

/** A reverser with `bytes` of memory; undefined where the machine's WebAssembly has no SIMD. */
export function simdReverser(bytes: number): SimdReverser | undefined {
  try {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(moduleOf(Math.ceil(bytes / PAGE))));
    const exports = instance.exports as Exports;
    const memory = new Uint8Array(exports.m.buffer);
    return { memory, reverse: (size, begin, end, flip) => exports[size](begin, end, flip) };
  } catch {
    return undefined;
  }
}

/** What of the WebAssembly interface is needed here; the platform has it, TypeScript only with a browser's types. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Instance: new (module: object) => { readonly exports: unknown };
};

type Loop = (begin: number, end: number, flip: number) => void;
interface Exports {
  readonly m: { readonly buffer: ArrayBuffer };
  readonly 2: Loop;
  readonly 4: Loop;
  readonly 8: Loop;
}

const PAGE = 65_536;
const SIZES = [2, 4, 8] as const;

function moduleOf(pages: number): Uint8Array<ArrayBuffer> {
  const section = (id: number, content: number[]) => [id, ...leb(content.length), ...content];
  const name = (text: string) => [text.length, ...new TextEncoder().encode(text)];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    // One type: three i32 in, nothing out; all three functions have it.
    ...section(1, [1, 0x60, 3, 0x7f, 0x7f, 0x7f, 0]),
    ...section(3, [3, 0, 0, 0]),
    ...section(5, [1, 0, ...leb(pages)]),
    ...section(7, [4, ...name('m'), 2, 0, ...SIZES.flatMap((size, index) => [...name(String(size)), 0, index])]),
    ...section(10, [3, ...SIZES.flatMap(loopOf)]),
  ]);
}

/** do { store(begin, swizzle(load(begin), lanes) ^ splat(flip)) } while ((begin += 16) < end) */
function loopOf(size: number): number[] {
  const lanes = Array.from({ length: 16 }, (_, i) => i - (i % size) + (size - 1 - (i % size)));
  const code = [
    ...[0x03, 0x40], // loop
    ...[0x20, 0], // local.get begin: where to store
    ...[0x20, 0, 0xfd, 0x00, 4, 0], // v128.load begin
    ...[0xfd, 0x0c, ...lanes, 0xfd, 0x0e], // v128.const lanes, i8x16.swizzle
    ...[0x20, 2, 0xfd, 0x11, 0xfd, 0x51], // local.get flip, i32x4.splat, v128.xor
    ...[0xfd, 0x0b, 4, 0], // v128.store
    ...[0x20, 0, 0x41, 16, 0x6a, 0x22, 0], // begin += 16
    ...[0x20, 1, 0x49, 0x0d, 0], // if below end, again
    ...[0x0b, 0x0b], // end of the loop, end of the function
  ];
  return [...leb(code.length + 1), 0, ...code];
}

/** An unsigned number of variable length. */
function leb(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)];
}
