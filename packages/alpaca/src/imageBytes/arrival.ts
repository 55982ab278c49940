import { TransportError } from '@uraniborg/core';
import type { AlpacaImage } from '../deviceInterface.ts';
import { decodeImageBytes, imageHeader, viewOf } from './decode.ts';
import { elementTypes } from './elementType.ts';
import { headerBytes, readHeader } from './header.ts';
import { openRoom, type PlacedMatrix } from './room.ts';

/** An image that is turned around while it comes: the same pixels as decodeImageBytes, in a fraction of the time. */
export interface ImageArrival {
  /** Where its bytes have to go. @throws TransportError there is not enough memory */
  allocate(bytes: number): Uint8Array;
  /** So many of them are there. */
  arrived(bytes: number): void;
  /** The image, from all bytes, wherever they are. @throws what decodeImageBytes throws */
  image(body: Uint8Array): AlpacaImage;
}

/** So many columns at once: few enough to be still in the cache, enough to fill whole cache lines of the rows. */
const columnsAtOnce = 32;

export function imageArrival(): ImageArrival {
  const room = openRoom();
  let place: Uint8Array | undefined;
  /** 'unknown' until the header is there; undefined where only decodeImageBytes can do it. */
  let matrix: PlacedMatrix | undefined | 'unknown' = 'unknown';
  let turned = 0;

  const turnUpTo = (columns: number) => {
    if (typeof matrix !== 'object' || columns <= turned) return;
    room.turnLines(matrix, turned, columns - turned);
    turned = columns;
  };
  return {
    allocate(bytes) {
      place = room.place(bytes);
      matrix = 'unknown';
      turned = 0;
      return place;
    },
    arrived(bytes) {
      if (!place || bytes < headerBytes) return;
      if (matrix === 'unknown') matrix = matrixIn(place);
      if (!matrix) return;
      const columns = Math.floor((bytes - matrix.start) / (matrix.length * matrix.elementBytes));
      turnUpTo(columns >= matrix.lines ? matrix.lines : columns - (columns % columnsAtOnce));
    },
    image(body) {
      const image = typeof matrix === 'object' && room.holds(body) ? finished(body, matrix) : decodeImageBytes(body);
      // Not after a failure: a room whose download broke off may still be written to, and is forgotten.
      room.release();
      return image;
    },
  };

  function finished(body: Uint8Array, { lines, length, elementBytes, start }: PlacedMatrix): AlpacaImage {
    const { width, height, planes, imageElementType, transmissionElementType } = imageHeader(body);
    turnUpTo(lines);
    const data = viewOf(
      transmissionElementType,
      room.transpose({ lines, length, elementBytes, start }),
      lines * length,
    );
    return { width, height, planes, data, imageElementType, transmissionElementType };
  }
}

/** The matrix that the header at the beginning of `place` announces, where it fills the place and can be turned here. */
function matrixIn(place: Uint8Array): PlacedMatrix | undefined {
  try {
    const beginning = readHeader(place);
    if (beginning.kind === 'error') return undefined;
    const { width, height, planes, dataStart: start, transmissionElementType } = beginning.header;
    const { bytes: elementBytes } = elementTypes[transmissionElementType];
    const fits = start + width * height * elementBytes === place.length;
    if (planes !== 1 || !fits || (elementBytes !== 2 && elementBytes !== 4)) return undefined;
    return { start, lines: width, length: height, elementBytes };
  } catch (error) {
    if (error instanceof TransportError) return undefined; // decodeImageBytes will say it
    throw error;
  }
}
