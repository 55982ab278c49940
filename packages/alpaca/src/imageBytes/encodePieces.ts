import type { PixelArray } from '@uraniborg/core';
import type { DriverImage } from '../deviceInterface.ts';
import { type ElementType, elementTypes } from './elementType.ts';
import { checkShape, type EncodeOptions, encodeImageBytes, imageHeaderBytes, transmissionTypeOf } from './encode.ts';
import { headerBytes } from './header.ts';
import { openRoom } from './room.ts';

/** An ImageBytes answer, made while it is sent. */
export interface ImagePieces {
  readonly byteLength: number;
  readonly pieces: Iterable<Uint8Array>;
}

/** So many columns per piece: half a megabyte of a large image. */
const columnsAtOnce = 64;

/**
 * The same bytes as encodeImageBytes, piece by piece, so that the first are on their way before the last are made. The
 * memory of a piece is used again for the next.
 *
 * @throws InvalidInput the pixels are not of their declared shape
 */
export function encodeImagePieces(image: DriverImage, options: EncodeOptions): ImagePieces {
  checkShape(image);
  const type = transmissionTypeOf(image.data);
  const data = narrowed(image.data, type);
  const { bytes: elementBytes } = elementTypes[type];
  const byteLength = headerBytes + data.length * elementBytes;
  if (image.planes !== 1 || (elementBytes !== 2 && elementBytes !== 4))
    return { byteLength, pieces: [encodeImageBytes(image, options)] };
  return { byteLength, pieces: turnedPieces(image, data, elementBytes, imageHeaderBytes(image, options, type)) };
}

function* turnedPieces(
  { width, height }: DriverImage,
  data: PixelArray,
  elementBytes: 2 | 4,
  header: Uint8Array,
): Generator<Uint8Array> {
  yield header;
  const room = openRoom();
  try {
    room.place(data.byteLength).set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    const matrix = { elementBytes, start: 0, lines: height, length: width };
    for (let x = 0; x < width; x += columnsAtOnce)
      yield room.transposedLines(matrix, x, Math.min(columnsAtOnce, width - x));
  } finally {
    room.release();
  }
}

/** 32-bit pixels whose values fit 16 bits, as such; others as they are. */
function narrowed(data: PixelArray, type: ElementType): PixelArray {
  if (type === 'uint16' && !(data instanceof Uint16Array)) return new Uint16Array(data);
  return type === 'int16' && !(data instanceof Int16Array) ? new Int16Array(data) : data;
}
