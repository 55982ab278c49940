import { InvalidInput, type PixelArray } from '@uraniborg/core';

interface SampleFormat {
  readonly bytes: number;
  readonly make: (buffer: ArrayBuffer) => PixelArray;
}

const formats: Readonly<Record<string, SampleFormat>> = {
  UInt8: { bytes: 1, make: (buffer) => new Uint8Array(buffer) },
  UInt16: { bytes: 2, make: (buffer) => new Uint16Array(buffer) },
  UInt32: { bytes: 4, make: (buffer) => new Uint32Array(buffer) },
  Float32: { bytes: 4, make: (buffer) => new Float32Array(buffer) },
  Float64: { bytes: 8, make: (buffer) => new Float64Array(buffer) },
};

/** @throws InvalidInput for the formats that are no pixels here: 64-bit integers and complex numbers */
export function sampleFormat(name: string | undefined): SampleFormat {
  const format = name === undefined ? undefined : formats[name];
  if (!format)
    throw new InvalidInput(
      `The sample format ${name ?? '(none)'} cannot be read; ${Object.keys(formats).join(', ')} can`,
      'sampleFormat',
    );
  return format;
}

/** XISF has no signed integers: they are written as floating point, which holds them exactly (16 bits) or nearly. */
export function writableSamples(data: PixelArray): { name: string; data: PixelArray } {
  if (data instanceof Uint8Array) return { name: 'UInt8', data };
  if (data instanceof Uint16Array) return { name: 'UInt16', data };
  if (data instanceof Uint32Array) return { name: 'UInt32', data };
  if (data instanceof Float32Array) return { name: 'Float32', data };
  if (data instanceof Float64Array) return { name: 'Float64', data };
  return data instanceof Int16Array
    ? { name: 'Float32', data: Float32Array.from(data) }
    : { name: 'Float64', data: Float64Array.from(data) };
}
