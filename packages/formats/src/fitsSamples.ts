import { openKernel, type PixelArray } from '@uraniborg/core';
import { reverseModule } from './reverseModule.ts';

/**
 * FITS samples are big-endian, and unsigned ones are stored signed with an offset of half their range (FITS standard
 * 4.0, section 5.2.5). Both are done and undone together. The house runs on little-endian
 * machines, as WebAssembly and every platform of Node do in practice.
 */
export type Bitpix = 8 | 16 | 32 | 64 | -32 | -64;

/** How one kind of pixels is stored. */
export interface Storage {
  readonly bitpix: Bitpix;
  /** BZERO; not 0 only for unsigned samples of 16 and 32 bits. */
  readonly zero: number;
}

/** The one way in which the house stores each kind of pixels. */
export function storageOf(data: PixelArray): Storage {
  if (data instanceof Uint8Array) return { bitpix: 8, zero: 0 };
  if (data instanceof Int16Array) return { bitpix: 16, zero: 0 };
  if (data instanceof Uint16Array) return { bitpix: 16, zero: 32768 };
  if (data instanceof Int32Array) return { bitpix: 32, zero: 0 };
  if (data instanceof Uint32Array) return { bitpix: 32, zero: 2147483648 };
  return data instanceof Float32Array ? { bitpix: -32, zero: 0 } : { bitpix: -64, zero: 0 };
}

/** What happens to the sign bit of unsigned samples, which FITS stores flipped. */
export type Signs = 'as is' | 'flip on reading' | 'flip on writing';

/**
 * Native samples into FITS's order, or back, in place: the plain way, and what copyReversed is measured by.
 * @param words the bytes of the samples, seen as 32-bit words
 */
export function reverseSamples(words: Uint32Array, bitpix: Bitpix, signs: Signs): void {
  const flip = flipOf(bitpix, signs);
  const size = Math.abs(bitpix) / 8;
  if (size === 2) reverse16(words, flip);
  if (size === 4) reverse32(words, flip);
  if (size === 8) reverse64(words);
}

/** The sign bits of a 32-bit word of reversed samples. */
function flipOf(bitpix: Bitpix, signs: Signs): number {
  if (signs === 'as is') return 0;
  if (bitpix === 16) return signs === 'flip on reading' ? 0x80008000 : 0x00800080;
  return signs === 'flip on reading' ? 0x80000000 : 0x00000080;
}

/** Bytes that go through the kernel at once: what the nearer caches of a small machine hold. */
const BLOCK = 1 << 17;

type Loop = (begin: number, end: number, flip: number) => void;
let kernel: { reverse16: Loop; reverse32: Loop; reverse64: Loop; block: Uint8Array } | undefined;

function opened() {
  const { memory, ...loops } = openKernel<{ reverse16: Loop; reverse32: Loop; reverse64: Loop }>(reverseModule);
  memory.grow(Math.ceil((BLOCK - memory.buffer.byteLength) / 65_536));
  return { ...loops, block: new Uint8Array(memory.buffer) };
}

/** Copies samples into FITS's order, or back, at nearly the speed of a copy, to a memory that is at least as long. */
export function copyReversed(from: Uint8Array, to: Uint8Array, bitpix: Bitpix, signs: Signs): void {
  const size = Math.abs(bitpix) / 8;
  if (size === 1) {
    to.set(from);
    return;
  }
  kernel ??= opened();
  const reverse = size === 2 ? kernel.reverse16 : size === 4 ? kernel.reverse32 : kernel.reverse64;
  const flip = flipOf(bitpix, signs);
  for (let at = 0; at < from.length; at += BLOCK) {
    const part = from.subarray(at, at + BLOCK);
    kernel.block.set(part);
    reverse(0, Math.ceil(part.length / 16) * 16, flip);
    to.set(kernel.block.subarray(0, part.length), at);
  }
}

function reverse16(words: Uint32Array, flip: number): void {
  for (let i = 0; i < words.length; i++) {
    const v = words[i] ?? 0;
    words[i] = (((v & 0x00ff00ff) << 8) | ((v >>> 8) & 0x00ff00ff)) ^ flip;
  }
}

function reverse32(words: Uint32Array, flip: number): void {
  for (let i = 0; i < words.length; i++) words[i] = reverseWord(words[i] ?? 0) ^ flip;
}

function reverse64(words: Uint32Array): void {
  for (let i = 0; i + 1 < words.length; i += 2) {
    const first = words[i] ?? 0;
    words[i] = reverseWord(words[i + 1] ?? 0);
    words[i + 1] = reverseWord(first);
  }
}

function reverseWord(v: number): number {
  return (v << 24) | ((v & 0xff00) << 8) | ((v >>> 8) & 0xff00) | (v >>> 24);
}

/** What a header says about the meaning of the stored samples. */
export interface Scaling {
  readonly bitpix: Bitpix;
  /** BSCALE and BZERO: physical = stored * scale + zero. */
  readonly scale: number;
  readonly zero: number;
  /** BLANK: the stored integer that means "no value". */
  readonly blank: number | undefined;
}

/** Takes stored samples part by part, in the order in which they shall stand, and gives the pixels that they are. */
export interface SamplesTaken {
  /** @param at which byte of all is the first of them; parts may come in any order */
  take(part: Uint8Array, at: number): void;
  /** When all have been taken. Where the header asks for it, they become another kind first. */
  pixels(): PixelArray;
}

/**
 * Pixels of FITS's stored samples; see pixelsOfStored for what they become.
 *
 * @param count of samples that will come
 * @param shared whether the pixels had best be in memory that threads can share
 */
export function takeSamples(count: number, scaling: Scaling, shared = false): SamplesTaken {
  const { bitpix } = scaling;
  const unsigned = isUnsigned(scaling);
  // Whole 64-bit words, so that every kind of array fits.
  const size = Math.ceil((count * Math.abs(bitpix)) / 64) * 8;
  const bytes = new Uint8Array(shared ? new SharedArrayBuffer(size) : new ArrayBuffer(size));
  return {
    take(part, at) {
      copyReversed(part, bytes.subarray(at), bitpix, unsigned ? 'flip on reading' : 'as is');
    },
    pixels() {
      const stored = storedSamples(bytes.buffer, count, bitpix);
      return unsigned ? finished(asUnsigned(stored), inUnsigned(scaling)) : finished(stored, scaling);
    },
  };
}

/**
 * Stored samples to pixels. Integers stay integers wherever the header allows it; others become floating point, 32
 * bits where that holds every stored value, else 64, with blanks as NaN. 64-bit integers become 64-bit floating point,
 * rounded beyond 2^53. The memory of `stored` may become that of the result.
 * @param stored unsigned already, where they are 16 bits without a sign: see readTiles
 */
export function pixelsOfStored(stored: PixelArray, scaling: Scaling): PixelArray {
  if (!isUnsigned(scaling)) return finished(stored, scaling);
  const pixels = asUnsigned(stored);
  const half = stored instanceof Uint16Array ? 0 : scaling.zero;
  for (let i = 0; i < pixels.length && half > 0; i++) pixels[i] = (pixels[i] as number) ^ half;
  return finished(pixels, inUnsigned(scaling));
}

/** The offset by half the range that makes signed samples unsigned. */
export function isUnsigned({ bitpix, scale, zero }: Omit<Scaling, 'blank'>): boolean {
  return scale === 1 && ((bitpix === 16 && zero === 32768) || (bitpix === 32 && zero === 2147483648));
}

/** What is left of the scaling once the samples are unsigned. */
function inUnsigned({ bitpix, zero, blank }: Scaling): Scaling {
  return { bitpix, scale: 1, zero: 0, blank: blank === undefined ? undefined : blank + zero };
}

function asUnsigned({ buffer, byteOffset, length, BYTES_PER_ELEMENT }: PixelArray): PixelArray {
  return BYTES_PER_ELEMENT === 2
    ? new Uint16Array(buffer, byteOffset, length)
    : new Uint32Array(buffer, byteOffset, length);
}

function finished(stored: PixelArray, { bitpix, scale, zero, blank }: Scaling): PixelArray {
  const holes = bitpix > 0 && blank !== undefined && stored.includes(blank);
  if (!holes && scale === 1 && zero === 0) return stored;
  return scaled(stored, scale, zero, holes ? blank : undefined);
}

function storedSamples(store: ArrayBufferLike, count: number, bitpix: Bitpix): PixelArray {
  switch (bitpix) {
    case 8:
      return new Uint8Array(store, 0, count);
    case 16:
      return new Int16Array(store, 0, count);
    case 32:
      return new Int32Array(store, 0, count);
    case -32:
      return new Float32Array(store, 0, count);
    case -64:
      return new Float64Array(store, 0, count);
    case 64:
      return Float64Array.from(new BigInt64Array(store, 0, count), Number);
  }
}

function scaled(stored: PixelArray, scale: number, zero: number, blank: number | undefined): PixelArray {
  const single = stored.BYTES_PER_ELEMENT < 4 || stored instanceof Float32Array;
  const result = single ? new Float32Array(stored.length) : new Float64Array(stored.length);
  for (let i = 0; i < stored.length; i++) {
    const value = stored[i] ?? 0;
    result[i] = value === blank ? Number.NaN : value * scale + zero;
  }
  return result;
}
