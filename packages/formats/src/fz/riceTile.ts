import { InvalidInput, type KernelMemory, openKernel } from '@uraniborg/core';
import { type RiceSamples, riceBound, riceDecodePlain, riceEncodePlain } from './rice.ts';
import { riceModule } from './riceModule.ts';

/** What rice.kernel.ts exports. */
export interface RiceKernel {
  readonly memory: KernelMemory;
  encode16(from: number, count: number, flip: number, to: number, block: number, codes: number): number;
  decode16(from: number, bytes: number, to: number, count: number, flip: number, block: number): number;
  swap16(at: number, count: number): void;
}

let opened: RiceKernel | undefined;
/** Where a block of codes is; what is packed or unpacked lies behind it. */
export const CODES = 1024;
export const BEGIN = 2048;

/** With room for so many bytes. */
function kernelFor(bytes: number): RiceKernel {
  opened ??= openKernel<RiceKernel>(riceModule);
  const missing = BEGIN + bytes - opened.memory.buffer.byteLength;
  if (missing > 0) opened.memory.grow(Math.ceil(missing / 65_536));
  return opened;
}

/** Beyond it a tile is no row of an image, and the kernel's memory would grow with it. */
const MOST = 1 << 24;
const aligned = (place: number) => (place + 15) & ~15;

/**
 * Encodes `samples` as one tile and returns its length in bytes; 16 bits fast, the others plainly.
 *
 * @param to has room for riceBound bytes
 * @param flip these bits of each 16-bit sample are flipped first: 0x8000 takes unsigned ones to those that FITS stores
 */
export function riceEncode(samples: RiceSamples | Uint16Array, to: Uint8Array, blockSize = 32, flip = 0): number {
  const isShort = samples instanceof Int16Array || samples instanceof Uint16Array;
  if (!isShort) return riceEncodePlain(samples, to, blockSize);
  const packed = aligned(BEGIN + samples.byteLength);
  const kernel = kernelFor(packed + riceBound(samples.length, 2, blockSize) + 64);
  const Samples = samples instanceof Int16Array ? Int16Array : Uint16Array;
  new Samples(kernel.memory.buffer).set(samples, BEGIN >> 1);
  const used = kernel.encode16(BEGIN, samples.length, flip, packed, blockSize, CODES);
  to.set(new Uint8Array(kernel.memory.buffer, packed, used));
  return used;
}

/**
 * Decodes one tile into `to`, which it fills; 16 bits fast, the others plainly.
 *
 * @param flip these bits of each 16-bit sample are flipped at the end
 * @throws InvalidInput when the bytes end before the samples do
 */
export function riceDecode(bytes: Uint8Array, to: RiceSamples | Uint16Array, blockSize = 32, flip = 0): void {
  const isShort = to instanceof Int16Array || to instanceof Uint16Array;
  if (!isShort) {
    riceDecodePlain(bytes, to, blockSize);
    return;
  }
  // More bytes than a tile can need say nothing.
  const useful = bytes.subarray(0, riceBound(to.length, 2, blockSize) + MOST);
  const plain = aligned(BEGIN + useful.length + 64);
  const kernel = kernelFor(plain + to.byteLength + 64);
  const memory = new Uint8Array(kernel.memory.buffer);
  memory.set(useful, BEGIN);
  memory.fill(0, BEGIN + useful.length, plain);
  if (!kernel.decode16(BEGIN, useful.length, plain, to.length, flip, blockSize))
    throw new InvalidInput('a compressed tile ends before its pixels do; the file is damaged');
  const Samples = to instanceof Int16Array ? Int16Array : Uint16Array;
  to.set(new Samples(kernel.memory.buffer, plain, to.length));
}
