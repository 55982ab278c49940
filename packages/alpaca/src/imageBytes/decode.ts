import { DeviceError, type PixelArray, TransportError } from '@uraniborg/core';
import type { AlpacaImage } from '../deviceInterface.ts';
import { type ElementType, elementTypes } from './elementType.ts';
import { type ImageBytesHeader, readHeader } from './header.ts';
import { toRows } from './transpose.ts';

/**
 * The image in an ImageBytes answer, row-major. The pixels keep the type in which they crossed the wire; 64-bit
 * integers become doubles.
 *
 * @throws DeviceError the answer is the camera's refusal
 * @throws TransportError the answer is truncated, too long, or not ImageBytes
 */
export function decodeImageBytes(bytes: Uint8Array): AlpacaImage {
  const { width, height, planes, dataStart, imageElementType, transmissionElementType } = imageHeader(bytes);
  const data = decodeElements(bytes, dataStart, transmissionElementType, width, height, planes);
  return { width, height, planes, data, imageElementType, transmissionElementType };
}

/**
 * The header of an answer that has an image, whole.
 *
 * @throws what decodeImageBytes throws
 */
export function imageHeader(bytes: Uint8Array): ImageBytesHeader {
  const beginning = readHeader(bytes);
  if (beginning.kind === 'error') {
    const message = new TextDecoder().decode(bytes.subarray(beginning.dataStart, beginning.dataStart + 4096)).trim();
    throw new DeviceError(message || `the camera reports error ${beginning.errorNumber}`, beginning.errorNumber);
  }
  const { width, height, planes, dataStart, transmissionElementType } = beginning.header;
  const wanted = dataStart + width * height * planes * elementTypes[transmissionElementType].bytes;
  if (bytes.length !== wanted)
    throw new TransportError(
      `the image is ${bytes.length < wanted ? 'cut off' : 'too long'}: ${width} x ${height} pixels` +
        `${planes === 3 ? ' in 3 colours' : ''} of type ${transmissionElementType} need ${wanted} bytes, and ${bytes.length} came`,
    );
  return beginning.header;
}

function decodeElements(
  bytes: Uint8Array,
  start: number,
  type: ElementType,
  width: number,
  height: number,
  planes: number,
): PixelArray {
  const count = width * height * planes;
  if (type === 'int64' || type === 'uint64') return decodeLong(bytes, start, type, width, height, planes);
  const { bytes: size } = elementTypes[type];
  // A view needs its own alignment; 44 suits everything but doubles.
  const aligned = (bytes.byteOffset + start) % size === 0 ? bytes.subarray(start) : bytes.slice(start);
  const from = viewOf(type, aligned, count);
  const to = new (from.constructor as new (length: number) => PixelArray)(count);
  toRows(from, to, width, height, planes);
  return to;
}

/** The elements of a piece of memory that is aligned for them. */
export function viewOf(type: ElementType, { buffer, byteOffset }: Uint8Array, count: number): PixelArray {
  switch (type) {
    case 'byte':
      return new Uint8Array(buffer, byteOffset, count);
    case 'int16':
      return new Int16Array(buffer, byteOffset, count);
    case 'uint16':
      return new Uint16Array(buffer, byteOffset, count);
    case 'int32':
      return new Int32Array(buffer, byteOffset, count);
    case 'uint32':
      return new Uint32Array(buffer, byteOffset, count);
    case 'single':
      return new Float32Array(buffer, byteOffset, count);
    default:
      return new Float64Array(buffer, byteOffset, count);
  }
}

function decodeLong(
  bytes: Uint8Array,
  start: number,
  type: 'int64' | 'uint64',
  width: number,
  height: number,
  planes: number,
): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start);
  const columns = new Float64Array(width * height * planes);
  for (let i = 0; i < columns.length; i++) {
    const value = Number(type === 'int64' ? view.getBigInt64(8 * i, true) : view.getBigUint64(8 * i, true));
    if (!Number.isSafeInteger(value))
      throw new TransportError(`a pixel of the image is ${value}, more than can be held exactly (2^53)`);
    columns[i] = value;
  }
  const rows = new Float64Array(columns.length);
  toRows(columns, rows, width, height, planes);
  return rows;
}
