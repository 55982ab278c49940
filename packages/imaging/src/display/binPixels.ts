import { InvalidInput, type PixelArray, type Pixels } from '@uraniborg/core';

/**
 * Pixels joined `factor` by `factor`, planes kept apart. 'mean' keeps the type (integers rounded to the nearest);
 * 'sum' gives floating point (64 bits of 64, else 32), exact to 2^24. Columns and rows that do not fill a whole bin
 * are left out.
 *
 * @throws InvalidInput when nothing would be left, or the factor is not a whole number from 1
 */
export function binPixels(pixels: Pixels, factor: number, mode: 'mean' | 'sum' = 'mean'): Pixels {
  const { planes, data } = pixels;
  const width = Math.floor(pixels.width / factor);
  const height = Math.floor(pixels.height / factor);
  if (!Number.isInteger(factor) || factor < 1 || width < 1 || height < 1)
    throw new InvalidInput(`cannot bin ${pixels.width} x ${pixels.height} pixels by ${factor}`, 'factor');
  const result = binned(data, width * height * planes, mode);
  const floating = result instanceof Float32Array || result instanceof Float64Array;
  const scale = mode === 'sum' ? 1 : 1 / (factor * factor);
  const row = new Float64Array(width);
  for (let plane = 0; plane < planes; plane++)
    for (let y = 0; y < height; y++) {
      row.fill(0);
      for (let dy = 0; dy < factor; dy++) {
        let at = (plane * pixels.height + y * factor + dy) * pixels.width;
        for (let x = 0; x < width; x++) {
          let sum = 0;
          for (let dx = 0; dx < factor; dx++) sum += data[at++] as number;
          row[x] = (row[x] as number) + sum;
        }
      }
      const to = (plane * height + y) * width;
      for (let x = 0; x < width; x++) {
        const value = (row[x] as number) * scale;
        result[to + x] = floating ? value : Math.round(value);
      }
    }
  return { width, height, planes, data: result };
}

function binned(data: PixelArray, length: number, mode: 'mean' | 'sum'): PixelArray {
  if (data instanceof Float64Array) return new Float64Array(length);
  if (mode === 'sum' || data instanceof Float32Array) return new Float32Array(length);
  if (data instanceof Uint8Array) return new Uint8Array(length);
  if (data instanceof Int16Array) return new Int16Array(length);
  if (data instanceof Uint16Array) return new Uint16Array(length);
  return data instanceof Int32Array ? new Int32Array(length) : new Uint32Array(length);
}
