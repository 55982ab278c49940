import type { PixelArray } from '@uraniborg/core';
import type { DriverImage } from '../deviceInterface.ts';
import { type ElementType, elementTypes } from './elementType.ts';
import { checkShape, type EncodeOptions, imageHeaderBytes, transmissionTypeOf } from './encode.ts';
import { freshBytes } from './freshBytes.ts';
import { headerBytes } from './header.ts';
import { openRoom } from './room.ts';

/** An ImageBytes answer: an array of pieces that are there, or pieces that are made while they are sent. */
export interface ImagePieces {
  readonly byteLength: number;
  readonly pieces: readonly Uint8Array[] | Iterable<Uint8Array>;
}

/** So many columns per piece: half a megabyte of a large image. */
const columnsAtOnce = 64;

interface Columns {
  readonly type: ElementType;
  readonly bytes: Uint8Array;
}

const turned = new WeakMap<PixelArray, Columns & { readonly of: DriverImage }>();

/**
 * Turns an image around for the wire before anybody asks for it, so that it then leaves as fast as the network takes it.
 * A driver calls it when the pixels are complete, before it says ImageReady; 16 Mpx take some 25 ms and 32 MB, which are
 * free again with the image. Pixels that are written to afterwards have to be turned again.
 *
 * @throws InvalidInput the pixels are not of their declared shape
 */
export function turnAhead(image: DriverImage): void {
  checkShape(image);
  const type = transmissionTypeOf(image.data);
  const bytes = freshBytes(image.data.length * elementTypes[type].bytes);
  let at = 0;
  for (const piece of turnedPieces(image, type)) {
    bytes.set(piece, at);
    at += piece.length;
  }
  turned.set(image.data, { type, bytes, of: { ...image } });
}

/**
 * The same bytes as encodeImageBytes, piece by piece, so that the first are on their way before the last are made. The
 * memory of a piece is used again for the next, where they are not there already.
 *
 * @throws InvalidInput the pixels are not of their declared shape
 */
export function encodeImagePieces(image: DriverImage, options: EncodeOptions): ImagePieces {
  checkShape(image);
  const ready = turned.get(image.data);
  if (ready && ready.of.width === image.width && ready.of.planes === image.planes)
    return {
      byteLength: headerBytes + ready.bytes.length,
      pieces: [imageHeaderBytes(image, options, ready.type), ready.bytes],
    };
  const type = transmissionTypeOf(image.data);
  return {
    byteLength: headerBytes + image.data.length * elementTypes[type].bytes,
    pieces: withHeader(imageHeaderBytes(image, options, type), turnedPieces(image, type)),
  };
}

function* withHeader(header: Uint8Array, pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  yield header;
  yield* pieces;
}

function* turnedPieces(image: DriverImage, type: ElementType): Generator<Uint8Array> {
  const { width, height, planes } = image;
  const data = narrowed(image.data, type);
  const { bytes: elementBytes } = elementTypes[type];
  // The colours of a pixel follow each other in a column: three lines for a row.
  const lines = height * planes;
  const [rowBytes, columnBytes] = [width * elementBytes, lines * elementBytes];
  const room = openRoom(lines * rowBytes, Math.min(width, columnsAtOnce) * columnBytes);
  try {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    if (planes === 1) room.input.set(bytes);
    else
      for (let plane = 0; plane < 3; plane++)
        for (let y = 0; y < height; y++) {
          const from = (plane * height + y) * rowBytes;
          room.input.set(bytes.subarray(from, from + rowBytes), (3 * y + plane) * rowBytes);
        }
    for (let x = 0; x < width; x += columnsAtOnce) {
      const length = Math.min(columnsAtOnce, width - x);
      room.turn({
        elementBytes,
        from: x * elementBytes,
        to: 0,
        fromStride: rowBytes,
        toStride: columnBytes,
        lines,
        length,
      });
      yield room.output.subarray(0, length * columnBytes);
    }
  } finally {
    room.release();
  }
}

/** Integers whose values fit fewer bits, as such; others as they are. */
function narrowed(data: PixelArray, type: ElementType): PixelArray {
  switch (type) {
    case 'byte':
      return data instanceof Uint8Array ? data : new Uint8Array(data);
    case 'uint16':
      return data instanceof Uint16Array ? data : new Uint16Array(data);
    case 'int16':
      return data instanceof Int16Array ? data : new Int16Array(data);
    default:
      return data;
  }
}
