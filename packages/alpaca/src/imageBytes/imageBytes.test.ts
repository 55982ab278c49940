import { DeviceError, drained, InvalidInput, type PixelArray, TransportError } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DriverImage } from '../deviceInterface.ts';
import { imageArrival } from './arrival.ts';
import { decodeImageBytes } from './decode.ts';
import { type ElementType, elementTypes } from './elementType.ts';
import { encodeImageBytes } from './encode.ts';
import { encodeImagePieces, turnAhead } from './encodePieces.ts';
import { writeHeader } from './header.ts';
import { imageMemory } from './imageMemory.ts';

const transaction = { clientTransactionId: 7, serverTransactionId: 9 };
const seed = { seed: 20261120 };

/** Any image, its pixels random and within what `type` can carry. */
function images(type: ElementType, largest = 70): fc.Arbitrary<DriverImage> {
  return fc
    .record({
      width: fc.integer({ min: 1, max: largest }),
      height: fc.integer({ min: 1, max: largest }),
      planes: fc.constantFrom(1 as const, 3 as const),
      noise: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    })
    .map(({ width, height, planes, noise }) => {
      const data = room(type, width * height * planes);
      const [min, max] = range(type);
      for (let i = 0; i < data.length; i++) {
        const fraction = (Math.imul(i + noise, 2654435761) >>> 0) / 4294967296;
        data[i] =
          type === 'single' || type === 'double' ? (fraction - 0.5) * 1e6 : Math.round(min + fraction * (max - min));
      }
      return { width, height, planes, data };
    });
}

function room(type: ElementType, count: number): PixelArray {
  switch (type) {
    case 'byte':
      return new Uint8Array(count);
    case 'int16':
      return new Int16Array(count);
    case 'uint16':
      return new Uint16Array(count);
    case 'int32':
      return new Int32Array(count);
    case 'uint32':
      return new Uint32Array(count);
    case 'single':
      return new Float32Array(count);
    default:
      return new Float64Array(count);
  }
}

function range(type: ElementType): [number, number] {
  const ranges: Partial<Record<ElementType, [number, number]>> = {
    byte: [0, 255],
    int16: [-32768, 32767],
    uint16: [0, 65535],
    int32: [-2147483648, 2147483647],
    uint32: [0, 4294967295],
    int64: [-9e15, 9e15],
    uint64: [0, 9e15],
  };
  return ranges[type] ?? [0, 1];
}

/** The standard, word by word: x outermost, then y, then the plane; read by DataView. */
function elementAt(bytes: Uint8Array, type: ElementType, index: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const at = 44 + index * elementTypes[type].bytes;
  switch (type) {
    case 'byte':
      return view.getUint8(at);
    case 'int16':
      return view.getInt16(at, true);
    case 'uint16':
      return view.getUint16(at, true);
    case 'int32':
      return view.getInt32(at, true);
    case 'uint32':
      return view.getUint32(at, true);
    case 'single':
      return view.getFloat32(at, true);
    case 'double':
      return view.getFloat64(at, true);
    case 'int64':
      return Number(view.getBigInt64(at, true));
    case 'uint64':
      return Number(view.getBigUint64(at, true));
  }
}

test.each(Object.keys(elementTypes) as ElementType[])('%s pixels cross the wire exactly, in ranks 2 and 3', (type) => {
  fc.assert(
    fc.property(images(type), (image) => {
      const bytes = encodeImageBytes(image, { ...transaction, transmissionElementType: type });
      const { width, height, planes } = image;
      for (let x = 0; x < width; x += 7)
        for (let y = 0; y < height; y += 5)
          for (let plane = 0; plane < planes; plane++)
            if (
              elementAt(bytes, type, (x * height + y) * planes + plane) !== image.data[(plane * height + y) * width + x]
            )
              throw new Error(`the element of (${x}, ${y}, ${plane}) is not where the standard wants it`);
      const decoded = drained(decodeImageBytes(bytes));
      expect(decoded.transmissionElementType).toBe(type);
      expect({ width: decoded.width, height: decoded.height, planes: decoded.planes }).toEqual({
        width,
        height,
        planes,
      });
      expectSame(decoded.data, image.data);
    }),
    { ...seed, numRuns: 30 },
  );
});

test.each(['int16', 'uint16', 'int32', 'uint32', 'single', 'byte', 'double'] as const)(
  '%s pixels that are turned while they come or go are the same as those turned at once',
  (type) => {
    fc.assert(
      fc.property(images(type, 150), fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1 }), (image, steps) => {
        const { byteLength, pieces } = encodeImagePieces(image, transaction);
        const bytes = encodeImageBytes(image, transaction);
        expectSame(joined(pieces), bytes);
        expect(byteLength).toBe(bytes.length);
        const shared = steps.length % 2 === 0;
        const arrival = imageArrival(bytes.length, { shared: shared ? imageMemory() : undefined });
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const place = arrival.next();
          const piece = bytes.subarray(at, Math.min(at + place.length, at + (steps[i % steps.length] ?? 1)));
          place.set(piece);
          at += piece.length;
          arrival.written(piece.length);
        }
        const { data, ...arrived } = arrival.image();
        expect(data.buffer instanceof SharedArrayBuffer).toBe(shared);
        const { width, height, planes } = image;
        expect(arrived).toMatchObject({ width, height, planes, transmissionElementType: type });
        expectSame(data, image.data);
      }),
      { ...seed, numRuns: 30 },
    );
  },
);

test.each([1, 3] as const)('an image of many groups of columns, in %d planes, comes and goes as it is', (planes) => {
  const [width, height] = [301, 2003];
  for (const type of ['byte', 'uint16', 'single', 'double'] as const) {
    const data = room(type, width * height * planes);
    for (let i = 0; i < data.length; i++) data[i] = Math.imul(i, 2654435761) >>> 24;
    const image = { width, height, planes, data };
    const bytes = encodeImageBytes(image, transaction);
    expectSame(joined(encodeImagePieces(image, transaction).pieces), bytes);
    expectSame(drained(decodeImageBytes(bytes)).data, data);
  }
});

test('an image that was turned ahead goes out at once, the same bytes, under the number of each request', () => {
  const image = { width: 50, height: 40, planes: 3 as const, data: new Int32Array(6000).map((_, i) => i) };
  turnAhead(image);
  const other = { ...transaction, clientTransactionId: 8 };
  for (const options of [transaction, other]) {
    const { byteLength, pieces } = encodeImagePieces({ ...image }, options);
    expect(Array.isArray(pieces)).toBe(true);
    const bytes = encodeImageBytes(image, options);
    expectSame(joined(pieces), bytes);
    expect(byteLength).toBe(bytes.length);
  }
  // The same pixels in another shape are another image.
  const { pieces } = encodeImagePieces({ ...image, width: 40, height: 50 }, transaction);
  expectSame(joined(pieces), encodeImageBytes({ ...image, width: 40, height: 50 }, transaction));
  image.data[0] = 77;
  turnAhead(image);
  expectSame(joined(encodeImagePieces(image, transaction).pieces), encodeImageBytes(image, transaction));
});

test('the smallest type that holds every pixel is transmitted; the camera still says int32', () => {
  const types = (data: PixelArray) => {
    const bytes = encodeImageBytes({ width: data.length, height: 1, planes: 1, data }, transaction);
    const { imageElementType, transmissionElementType } = drained(decodeImageBytes(bytes));
    return [imageElementType, transmissionElementType];
  };
  expect(types(new Int32Array([0, 255]))).toEqual(['int32', 'byte']);
  expect(types(new Int32Array([0, 65535]))).toEqual(['int32', 'uint16']);
  expect(types(new Int32Array([-1, 300]))).toEqual(['int32', 'int16']);
  expect(types(new Int32Array([-1, 65535]))).toEqual(['int32', 'int32']);
  expect(types(new Uint32Array([4000000000]))).toEqual(['uint32', 'uint32']);
  expect(types(new Uint16Array([1]))).toEqual(['int32', 'uint16']);
  expect(types(new Float32Array([0.5]))).toEqual(['double', 'single']);
});

test('what cannot be an image ends in a sentence', () => {
  const good = encodeImageBytes({ width: 5, height: 4, planes: 1, data: new Uint16Array(20) }, transaction);
  const changed = (offset: number, value: number) => {
    const bytes = good.slice();
    new DataView(bytes.buffer).setInt32(offset, value, true);
    return bytes;
  };
  const cases: [Uint8Array, string][] = [
    [good.subarray(0, 20), 'its header alone has 44'],
    [good.subarray(0, good.length - 2), 'cut off: 5 x 4 pixels of type uint16 need 84 bytes, and 82 came'],
    [new Uint8Array([...good, 0]), 'too long'],
    [changed(0, 2), 'metadata version 2'],
    [changed(16, 0), 'begin at byte 0, inside its own header'],
    [changed(16, 64), 'need 104 bytes, and 84 came'],
    [changed(16, -5), 'begin at byte -5'],
    [changed(20, 0), 'elements of type 0'],
    [changed(24, 10), 'elements of type 10'],
    [changed(28, 4), '4 dimensions'],
    [changed(32, -1), '-1 x 4 pixels'],
    [changed(32, 2147483647), 'cut off'],
  ];
  for (const [bytes, sentence] of cases) {
    expect(() => drained(decodeImageBytes(bytes))).toThrow(TransportError);
    expect(() => drained(decodeImageBytes(bytes))).toThrow(sentence);
  }
});

test('pixels may begin later than the header ends', () => {
  const image = { width: 3, height: 2, planes: 1 as const, data: new Uint16Array([1, 2, 3, 4, 5, 6]) };
  const good = encodeImageBytes(image, transaction);
  const moved = new Uint8Array(good.length + 3);
  moved.set(good.subarray(0, 44));
  moved.set(good.subarray(44), 47);
  new DataView(moved.buffer).setInt32(16, 47, true);
  expect(drained(decodeImageBytes(moved)).data).toEqual(image.data);
});

test('the refusal of a camera is its own error', () => {
  const message = new TextEncoder().encode('No image yet: é');
  const bytes = new Uint8Array(44 + message.length);
  writeHeader(bytes, {
    errorNumber: 0x40b,
    clientTransactionId: 1,
    serverTransactionId: 1,
    dataStart: 44,
    imageElementType: 'int32',
    transmissionElementType: 'int32',
    width: 0,
    height: 0,
    planes: 1,
  });
  bytes.set(message, 44);
  expect(() => drained(decodeImageBytes(bytes))).toThrow(new DeviceError('No image yet: é', 0x40b));
});

test('pixels that do not fit what is asked for are refused, not wrapped', () => {
  const image = { width: 1, height: 1, planes: 1 as const, data: new Int32Array([70000]) };
  expect(() => encodeImageBytes(image, { ...transaction, transmissionElementType: 'uint16' })).toThrow(InvalidInput);
  expect(() => encodeImageBytes({ ...image, width: 2 }, transaction)).toThrow('2 x 1 x 1 does not have 1 pixels');
});

test('64-bit pixels that a double cannot hold exactly are refused', () => {
  const bytes = encodeImageBytes(
    { width: 1, height: 1, planes: 1, data: new Float64Array([1]) },
    { ...transaction, transmissionElementType: 'uint64' },
  );
  new DataView(bytes.buffer).setBigUint64(44, 2n ** 60n, true);
  expect(() => drained(decodeImageBytes(bytes))).toThrow('more than can be held exactly');
});

/** As toEqual, but at the speed of memory. */
function expectSame(data: PixelArray, wanted: PixelArray): void {
  expect(data.constructor).toBe(wanted.constructor);
  const bytes = (array: PixelArray) => Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  expect(bytes(data).equals(bytes(wanted))).toBe(true);
}

function joined(pieces: Iterable<Uint8Array>): Uint8Array {
  return new Uint8Array(Buffer.concat(Array.from(pieces, (piece) => piece.slice())));
}
