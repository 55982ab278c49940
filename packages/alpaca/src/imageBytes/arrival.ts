import { DeviceError, type PixelArray, TransportError } from '@uraniborg/core';
import type { AlpacaImage } from '../deviceInterface.ts';
import { drained, type Steps } from '../steps.ts';
import type { BodySink } from '../transport.ts';
import { type ElementType, elementTypes } from './elementType.ts';
import { freshBytes } from './freshBytes.ts';
import { headerBytes, type ImageBytesHeader, readHeader } from './header.ts';
import type { ImageMemory } from './imageMemory.ts';
import { openRoom, type Room } from './room.ts';

/** An ImageBytes answer that is turned around while it comes. What is written to it may throw what `image` throws. */
export interface ImageArrival extends BodySink {
  /**
   * The image, row-major, once all bytes are there. The pixels keep the type in which they crossed the wire; 64-bit
   * integers become doubles.
   *
   * @throws DeviceError the answer is the camera's refusal
   * @throws TransportError the answer is truncated, too long, or not ImageBytes
   */
  image(): AlpacaImage;
  /** The same, in steps of a few milliseconds. */
  inSteps(): Steps<AlpacaImage>;
}

/** Columns are read and turned in groups of so many bytes, which are still in the cache when they are turned. */
const groupBytes = 524288;

/** A few milliseconds of copying, and of counting. */
const sliceBytes = 4194304;
const slicePixels = 262144;

/**
 * @param total bytes that will come
 * @param shared where the pixels are to be in memory that threads can share: whose it is
 */
export function imageArrival(total: number, { shared }: { shared?: ImageMemory | undefined } = {}): ImageArrival {
  const places = placesOf(total, shared);
  let place = new Uint8Array(0);
  let filled = 0;
  let copying: Steps<AlpacaImage> | undefined;

  const advance = () => {
    while (!copying && filled === place.length) {
      const step = places.next();
      filled = 0;
      if (step.done) copying = step.value;
      else place = step.value;
    }
  };
  const inSteps = () => {
    advance();
    if (!copying) throw new TransportError(`the image broke off before its ${total} bytes were there`);
    return copying;
  };
  return {
    next() {
      advance();
      return place.subarray(filled);
    },
    written(bytes) {
      filled += bytes;
      advance();
    },
    image: () => drained(inSteps()),
    inSteps,
  };
}

/** The places for the bytes of an answer, in their order; each is filled before the next is asked for. */
function* placesOf(
  total: number,
  shared: ImageMemory | undefined,
): Generator<Uint8Array<ArrayBuffer>, Steps<AlpacaImage>> {
  const head = new Uint8Array(Math.min(total, headerBytes));
  yield head;
  const beginning = readHeader(head);
  if (beginning.kind === 'error') {
    const { dataStart, errorNumber } = beginning;
    yield* unused(Math.min(dataStart, total) - headerBytes);
    const text = new Uint8Array(Math.max(0, Math.min(4096, total - dataStart)));
    yield text;
    yield* unused(total - dataStart - text.length);
    const message = new TextDecoder().decode(text).trim();
    throw new DeviceError(message || `the camera reports error ${errorNumber}`, errorNumber);
  }
  const { header } = beginning;
  checkLength(header, total);
  yield* unused(header.dataStart - headerBytes);
  return yield* pixels(header, shared);
}

/** Bytes that nobody wants. */
function* unused(bytes: number): Generator<Uint8Array<ArrayBuffer>> {
  const nowhere = new Uint8Array(Math.max(0, Math.min(bytes, 65536)));
  for (let left = bytes; left > 0; left -= nowhere.length) yield nowhere.subarray(0, left);
}

function checkLength(header: ImageBytesHeader, total: number): void {
  const { width, height, planes, dataStart, transmissionElementType } = header;
  const wanted = dataStart + width * height * planes * elementTypes[transmissionElementType].bytes;
  if (total !== wanted)
    throw new TransportError(
      `the image is ${total < wanted ? 'cut off' : 'too long'}: ${width} x ${height} pixels` +
        `${planes === 3 ? ' in 3 colours' : ''} of type ${transmissionElementType} need ${wanted} bytes, and ${total} came`,
    );
}

/** Group by group of columns, each turned when it is there. */
function* pixels(
  header: ImageBytesHeader,
  shared: ImageMemory | undefined,
): Generator<Uint8Array<ArrayBuffer>, Steps<AlpacaImage>> {
  const { width, height, planes, transmissionElementType } = header;
  const { bytes: elementBytes } = elementTypes[transmissionElementType];
  // A column of a colour image has the colours of a pixel one after the other: three times as many elements.
  const length = height * planes;
  const columnBytes = length * elementBytes;
  const columns = Math.min(width, Math.max(16, 16 * Math.floor(groupBytes / columnBytes / 16)));
  const room = openRoom(columns * columnBytes, width * columnBytes);
  for (let x = 0; x < width; x += columns) {
    const lines = Math.min(columns, width - x);
    yield room.input.subarray(0, lines * columnBytes) as Uint8Array<ArrayBuffer>;
    const toStride = width * elementBytes;
    room.turn({ elementBytes, from: 0, to: x * elementBytes, fromStride: columnBytes, toStride, lines, length });
  }
  return copied(header, room, shared);
}

/** Out of the room, which waits for the next image, into memory of its own. */
function* copied(header: ImageBytesHeader, room: Room, shared: ImageMemory | undefined): Steps<AlpacaImage> {
  const { width, height, planes, imageElementType, transmissionElementType } = header;
  const { length } = room.output;
  const rows = shared ? shared.take(length) : freshBytes(length);
  if (planes === 3) yield* planesApart(room.output, rows, width * elementTypes[transmissionElementType].bytes, height);
  for (let at = 0; at < length && planes === 1; at += sliceBytes) {
    if (at > 0) yield;
    rows.set(room.output.subarray(at, at + sliceBytes), at);
  }
  // Not after a failure: a room whose download broke off is forgotten.
  room.release();
  const data = yield* elements(transmissionElementType, rows);
  return { width, height, planes, data, imageElementType, transmissionElementType };
}

/** Lines of a row, of one colour after the other, put together colour by colour. */
function* planesApart(lines: Uint8Array, apart: Uint8Array, rowBytes: number, height: number): Steps<void> {
  let copied = 0;
  for (let plane = 0; plane < 3; plane++)
    for (let y = 0; y < height; y++) {
      const from = (3 * y + plane) * rowBytes;
      apart.set(lines.subarray(from, from + rowBytes), (plane * height + y) * rowBytes);
      copied += rowBytes;
      if (copied < sliceBytes) continue;
      copied = 0;
      yield;
    }
}

function* elements(type: ElementType, { buffer }: Uint8Array): Steps<PixelArray> {
  switch (type) {
    case 'byte':
      return new Uint8Array(buffer);
    case 'int16':
      return new Int16Array(buffer);
    case 'uint16':
      return new Uint16Array(buffer);
    case 'int32':
      return new Int32Array(buffer);
    case 'uint32':
      return new Uint32Array(buffer);
    case 'single':
      return new Float32Array(buffer);
    case 'double':
      return new Float64Array(buffer);
    case 'int64':
      return yield* fromHalves(buffer, new Int32Array(buffer));
    case 'uint64':
      return yield* fromHalves(buffer, new Uint32Array(buffer));
  }
}

/** 64-bit integers, little-endian, become doubles where they are; `upper` are their upper 32 bits, every second of them. */
function* fromHalves(buffer: ArrayBufferLike, upper: Uint32Array | Int32Array): Steps<Float64Array> {
  const lower = new Uint32Array(buffer);
  const values = new Float64Array(buffer);
  for (let i = 0; i < values.length; i++) {
    const value = (upper[2 * i + 1] as number) * 4294967296 + (lower[2 * i] as number);
    if (!Number.isSafeInteger(value))
      throw new TransportError(`a pixel of the image is ${value}, more than can be held exactly (2^53)`);
    values[i] = value;
    if ((i + 1) % slicePixels === 0) yield;
  }
  return values;
}
