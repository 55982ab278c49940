import { type KernelMemory, openKernel, TransportError } from '@uraniborg/core';
import { transposeModule } from './transposeModule.ts';

/** Two pieces of memory, and the means to turn a matrix in the one around into the other quickly (SIMD). */
export interface Room {
  readonly input: Uint8Array;
  readonly output: Uint8Array;
  /** Turns `lines` lines of `length` elements of the input into `length` lines of `lines` elements of the output. */
  turn(matrix: Turn): void;
  /** Ready for the next image. A room whose work was cut off must not be released: forget it. */
  release(): void;
}

/** Offsets and strides (the distances of lines) in bytes, of the input and of the output. */
export interface Turn {
  readonly elementBytes: 1 | 2 | 4 | 8;
  readonly from: number;
  readonly to: number;
  readonly fromStride: number;
  readonly toStride: number;
  readonly lines: number;
  readonly length: number;
}

type Transpose = (
  from: number,
  to: number,
  fromStride: number,
  toStride: number,
  lines: number,
  length: number,
) => void;
type Kernel = { readonly memory: KernelMemory } & {
  readonly [K in `transpose${8 | 16 | 32 | 64}`]: Transpose;
};

const pageBytes = 65536;
/** Where the input begins: at the beginning of a cache line. */
const inputStart = 64;
/** Memory that the system has to give afresh costs more than the work: one room of up to this size is kept. */
const keptBytes = 160 * 1024 * 1024;
let kept: Kernel | undefined;

/** @throws TransportError there is not enough memory */
export function openRoom(inputBytes: number, outputBytes: number): Room {
  const kernel: Kernel = kept ?? openKernel(transposeModule);
  kept = undefined;
  // Eight bytes between the two: no reading in blocks runs over.
  const outputStart = (inputStart + inputBytes + 71) & ~63;
  const pages = Math.ceil((outputStart + outputBytes - kernel.memory.buffer.byteLength) / pageBytes);
  try {
    if (pages > 0) kernel.memory.grow(pages);
  } catch (error) {
    throw new TransportError(`there is no memory for an image of ${Math.max(inputBytes, outputBytes)} bytes`, {
      cause: error,
    });
  }
  const { buffer } = kernel.memory;
  const kernels = { 1: kernel.transpose8, 2: kernel.transpose16, 4: kernel.transpose32, 8: kernel.transpose64 };
  return {
    input: new Uint8Array(buffer, inputStart, inputBytes),
    output: new Uint8Array(buffer, outputStart, outputBytes),
    turn: ({ elementBytes, from, to, fromStride, toStride, lines, length }) =>
      kernels[elementBytes](inputStart + from, outputStart + to, fromStride, toStride, lines, length),
    release() {
      if (buffer.byteLength <= keptBytes) kept = kernel;
    },
  };
}
