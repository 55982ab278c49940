import { InvalidInput, type PixelArray, type Pixels } from '@uraniborg/core';
import type { DriverImage } from '../deviceInterface.ts';
import { type ElementType, elementTypes } from './elementType.ts';
import { headerBytes, writeHeader } from './header.ts';
import { toColumns } from './transpose.ts';

export interface EncodeOptions {
  readonly clientTransactionId: number;
  readonly serverTransactionId: number;
  /** Default: the smallest type that holds every pixel exactly. */
  readonly transmissionElementType?: ElementType;
}

/**
 * An ImageBytes answer. The image element type is int32 for every integer that fits (what clients expect of a camera),
 * uint32 above, double for fractions; what is transmitted is as small as the pixels allow.
 *
 * @throws InvalidInput the pixels are not of their declared shape, or do not fit the transmission type asked for
 */
export function encodeImageBytes(image: DriverImage, options: EncodeOptions): Uint8Array {
  checkShape(image);
  const { width, height, planes, data } = image;
  const transmission = options.transmissionElementType ?? transmissionTypeOf(data);
  if (options.transmissionElementType) checkFit(data, transmission);
  const bytes = new Uint8Array(headerBytes + data.length * elementTypes[transmission].bytes);
  bytes.set(imageHeaderBytes(image, options, transmission));
  if (elementTypes[transmission].bytes === 8) encodeWide(bytes, transmission, image);
  else toColumns(data, narrowView(transmission, bytes, data.length), width, height, planes);
  return bytes;
}

/** The header alone. */
export function imageHeaderBytes(image: DriverImage, options: EncodeOptions, transmission: ElementType): Uint8Array {
  const bytes = new Uint8Array(headerBytes);
  writeHeader(bytes, {
    errorNumber: 0,
    clientTransactionId: options.clientTransactionId,
    serverTransactionId: options.serverTransactionId,
    dataStart: headerBytes,
    imageElementType: image.imageElementType ?? imageTypeOf(image.data),
    transmissionElementType: transmission,
    width: image.width,
    height: image.height,
    planes: image.planes,
  });
  return bytes;
}

/** The ASCOM type of the pixels themselves. */
function imageTypeOf(data: PixelArray): ElementType {
  if (data instanceof Float32Array || data instanceof Float64Array) return 'double';
  return data instanceof Uint32Array && rangeOf(data).max > 2147483647 ? 'uint32' : 'int32';
}

/** The smallest type that loses nothing. Alpyca misreads 32-bit integers on 64-bit Linux: another reason to shrink. */
export function transmissionTypeOf(data: PixelArray): ElementType {
  if (data instanceof Uint8Array) return 'byte';
  if (data instanceof Int16Array) return 'int16';
  if (data instanceof Uint16Array) return 'uint16';
  if (data instanceof Float32Array) return 'single';
  if (data instanceof Float64Array) return 'double';
  const { min, max } = rangeOf(data);
  if (min >= 0 && max <= 255) return 'byte';
  if (min >= 0 && max <= 65535) return 'uint16';
  if (min >= -32768 && max <= 32767) return 'int16';
  return max > 2147483647 ? 'uint32' : 'int32';
}

/** @throws InvalidInput the number of pixels is not what width, height and planes say */
export function checkShape({ width, height, planes, data }: Pixels): void {
  if (!(width > 0 && height > 0) || data.length !== width * height * planes)
    throw new InvalidInput(`an image of ${width} x ${height} x ${planes} does not have ${data.length} pixels`, 'data');
}

const limits: Readonly<Record<Exclude<ElementType, 'single' | 'double'>, readonly [min: number, max: number]>> = {
  byte: [0, 255],
  int16: [-32768, 32767],
  uint16: [0, 65535],
  int32: [-2147483648, 2147483647],
  uint32: [0, 4294967295],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  uint64: [0, Number.MAX_SAFE_INTEGER],
};

function checkFit(data: PixelArray, type: ElementType): void {
  if (type === 'double' || (type === 'single' && data instanceof Float32Array)) return;
  for (const value of data) {
    const fits =
      type === 'single'
        ? Math.fround(value) === value
        : Number.isInteger(value) && value >= limits[type][0] && value <= limits[type][1];
    if (!fits) throw new InvalidInput(`a pixel of ${value} cannot be transmitted as ${type}`, 'data');
  }
}

function rangeOf(data: Int32Array | Uint32Array): { min: number; max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}

function narrowView(type: ElementType, { buffer }: Uint8Array, count: number) {
  switch (type) {
    case 'byte':
      return new Uint8Array(buffer, headerBytes, count);
    case 'int16':
      return new Int16Array(buffer, headerBytes, count);
    case 'uint16':
      return new Uint16Array(buffer, headerBytes, count);
    case 'int32':
      return new Int32Array(buffer, headerBytes, count);
    case 'uint32':
      return new Uint32Array(buffer, headerBytes, count);
    case 'single':
      return new Float32Array(buffer, headerBytes, count);
    default:
      throw new InvalidInput(`${type} is not a narrow type`);
  }
}

/** Elements of 8 bytes do not begin on a multiple of 8 (44), so they are written through a view of bytes. */
function encodeWide(bytes: Uint8Array, type: ElementType, { data, width, height, planes }: Pixels): void {
  const columns = new Float64Array(data.length);
  toColumns(data, columns, width, height, planes);
  const view = new DataView(bytes.buffer, headerBytes);
  for (let i = 0; i < columns.length; i++) {
    const value = columns[i] as number;
    if (type === 'double') view.setFloat64(8 * i, value, true);
    else if (type === 'int64') view.setBigInt64(8 * i, BigInt(value), true);
    else view.setBigUint64(8 * i, BigInt(value), true);
  }
}
