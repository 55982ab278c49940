import { DeviceError, drained, type PixelArray, type Steps, TransportError } from '@uraniborg/core';
import type { AlpacaImage } from '../deviceInterface.ts';
import type { BodySink } from '../transport.ts';
import { type ElementType, elementTypes } from './elementType.ts';
import { freshBytes } from './freshBytes.ts';
import { headerBytes, type ImageBytesHeader, readHeader } from './header.ts';
import type { ImageMemory } from './imageMemory.ts';
import { openRoom } from './room.ts';

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

/** Columns are read and turned in groups of so many bytes of a row, so that a row is put together of a few pieces ... */
const pieceBytes = 1024;
/** ... but of no more bytes than are turned in a few milliseconds. */
const groupBytes = 4194304;

/** The system is asked for more without a pause some thirty times, if there is more: others wait for all of them. */
const readBytes = 262144;

/** A few milliseconds of counting. */
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
      return place.subarray(filled, filled + readBytes);
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

/** Group by group of columns, each turned when it is there, and put where it belongs. */
function* pixels(
  header: ImageBytesHeader,
  shared: ImageMemory | undefined,
): Generator<Uint8Array<ArrayBuffer>, Steps<AlpacaImage>> {
  const { width, height, planes, transmissionElementType } = header;
  const { bytes: elementBytes } = elementTypes[transmissionElementType];
  // A column of a colour image has the colours of a pixel one after the other: three times as many elements.
  const length = height * planes;
  const columnBytes = length * elementBytes;
  const most = Math.min(pieceBytes / elementBytes, 16 * Math.floor(groupBytes / columnBytes / 16));
  const columns = Math.min(width, Math.max(16, most));
  const rows = memoryFor(width * columnBytes, shared);
  const room = openRoom(columns * columnBytes, columns * columnBytes);
  for (let x = 0; x < width; x += columns) {
    const lines = Math.min(columns, width - x);
    const piece = lines * elementBytes;
    yield room.input.subarray(0, lines * columnBytes) as Uint8Array<ArrayBuffer>;
    room.turn({ elementBytes, from: 0, to: 0, fromStride: columnBytes, toStride: piece, lines, length });
    let from = 0;
    for (let y = 0; y < height; y++)
      for (let plane = 0; plane < planes; plane++, from += piece) {
        const to = ((plane * height + y) * width + x) * elementBytes;
        rows.set(room.output.subarray(from, from + piece), to);
      }
  }
  // Not after a failure: a room whose download broke off is forgotten.
  room.release();
  return finished(header, rows);
}

/** @throws TransportError there is not enough */
function memoryFor(length: number, shared: ImageMemory | undefined): Uint8Array {
  try {
    return shared ? shared.take(length) : freshBytes(length);
  } catch (error) {
    throw new TransportError(`there is no memory for an image of ${length} bytes`, { cause: error });
  }
}

function* finished(header: ImageBytesHeader, rows: Uint8Array): Steps<AlpacaImage> {
  const { width, height, planes, imageElementType, transmissionElementType } = header;
  const data = yield* elements(transmissionElementType, rows);
  return { width, height, planes, data, imageElementType, transmissionElementType };
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
