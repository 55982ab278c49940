import { type KernelMemory, openKernel, TransportError } from '@uraniborg/core';
import { transposeModule } from './transposeModule.ts';

/**
 * A piece of memory in which a matrix is turned around quickly (SIMD): a download is written straight into it, and
 * turned line by line while it comes, so that nothing is copied before and little is fetched from memory twice.
 */
export interface Room {
  /**
   * A place for `bytes` bytes whose byte 44, where the pixels of an ImageBytes answer begin, is well aligned. A room has
   * one at a time.
   * @throws TransportError there is not enough memory
   */
  place(bytes: number): Uint8Array;
  /** Whether `bytes` are what `place` gave. */
  holds(bytes: Uint8Array): boolean;
  /** Puts `count` lines of the matrix, from `first` on, into their places in the transpose. */
  turnLines(matrix: PlacedMatrix, first: number, count: number): void;
  /** A copy of the transpose, once all lines are turned. */
  transpose(matrix: PlacedMatrix): Uint8Array;
  /** `count` lines of the transpose, from `first` on, of a matrix that is there whole; not a copy, until the next call. */
  transposedLines(matrix: PlacedMatrix, first: number, count: number): Uint8Array;
  /** Ready for the next image. A room whose work was cut off must not be released: forget it. */
  release(): void;
}

/** `lines` lines of `length` elements, the first at byte `start` of the place. */
export interface PlacedMatrix {
  readonly elementBytes: 2 | 4;
  readonly start: number;
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
interface Kernel {
  readonly memory: KernelMemory;
  readonly transpose16: Transpose;
  readonly transpose32: Transpose;
}

const pageBytes = 65536;
/** 44 bytes of header later, the pixels begin on a multiple of 16. */
const placeStart = 4;
/** Memory that the system has to give afresh costs as much as the work: one room of up to this size is kept. */
const keptBytes = 160 * 1024 * 1024;
let kept: Kernel | undefined;

export function openRoom(): Room {
  const kernel: Kernel = kept ?? openKernel(transposeModule);
  kept = undefined;
  let placed = 0;
  const outputStart = () => (placeStart + placed + 63) & ~63;
  const reserve = (bytes: number) => {
    const pages = Math.ceil((bytes - kernel.memory.buffer.byteLength) / pageBytes);
    if (pages <= 0) return;
    try {
      kernel.memory.grow(pages);
    } catch (error) {
      throw new TransportError(`there is no memory for an image of ${placed} bytes`, { cause: error });
    }
  };
  const turn = (
    { elementBytes, start, lines, length }: PlacedMatrix,
    line: number,
    count: number,
    place: number,
    places: number,
  ) => {
    const from = placeStart + start + (line * length + place) * elementBytes;
    const to = outputStart() + line * elementBytes;
    const kernelOf = elementBytes === 2 ? kernel.transpose16 : kernel.transpose32;
    kernelOf(from, to, length * elementBytes, lines * elementBytes, count, places);
  };
  const output = (bytes: number) => new Uint8Array(kernel.memory.buffer, outputStart(), bytes);
  return {
    place(bytes) {
      placed = bytes;
      // Room for the answer at once: growing later would cut off whoever writes into the place.
      reserve(outputStart() + bytes);
      return new Uint8Array(kernel.memory.buffer, placeStart, bytes);
    },
    holds: (bytes) =>
      bytes.buffer === kernel.memory.buffer && bytes.byteOffset === placeStart && bytes.length <= placed,
    turnLines: (matrix, first, count) => turn(matrix, first, count, 0, matrix.length),
    transpose: ({ lines, length, elementBytes }) => output(lines * length * elementBytes).slice(),
    transposedLines(matrix, first, count) {
      turn(matrix, 0, matrix.lines, first, count);
      return output(matrix.lines * count * matrix.elementBytes);
    },
    release() {
      if (kernel.memory.buffer.byteLength <= keptBytes) kept = kernel;
    },
  };
}
