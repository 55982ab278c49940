/** Pixels that do not tell the truth: found on a dark, mended on everything else. */
import { InvalidInput, type PixelArray, type Pixels } from '@uraniborg/core';

/** Indices (plane * height + y) * width + x of the bad pixels of a sensor of this size, ascending. */
export interface BadPixelMap {
  readonly width: number;
  readonly height: number;
  readonly indices: Uint32Array;
}

/**
 * The pixels of a dark that lie more than `sigma` robust standard deviations from its median, hot or dead.
 *
 * @param dark one plane, taken long enough that hot pixels show
 * @throws InvalidInput when more than a hundredth of the pixels would be bad: then it was no dark, or sigma is too small
 */
export function findBadPixels(dark: Pixels, { sigma = 10 }: { sigma?: number } = {}): BadPixelMap {
  if (dark.planes !== 1) throw new InvalidInput('A bad-pixel map is made from a dark of one plane');
  const { data } = dark;
  const sorted = Float64Array.from(sampled(data)).sort();
  const level = sorted[sorted.length >> 1] ?? 0;
  const deviations = sorted.map((v) => Math.abs(v - level)).sort();
  // A quiet sensor can have a median deviation below one ADU: the digitisation itself is then the noise.
  const noise = Math.max(1.4826 * (deviations[deviations.length >> 1] ?? 0), 1 / Math.sqrt(12));
  const indices: number[] = [];
  const most = Math.floor(data.length / 100);
  for (let i = 0; i < data.length; i++) {
    if (Math.abs((data[i] ?? 0) - level) <= sigma * noise) continue;
    if (indices.push(i) > most)
      throw new InvalidInput(
        `More than one pixel in a hundred lies ${sigma} sigma from the median: use a dark taken with the cover on, or a larger sigma`,
      );
  }
  return { width: dark.width, height: dark.height, indices: Uint32Array.from(indices) };
}

/**
 * The image with each bad pixel replaced by the median of its good neighbours: the eight around it, or the eight of the
 * same colour two pixels away on a Bayer sensor. A bad pixel without a good neighbour stays.
 *
 * @param image is changed itself where that is asked for (`inPlace`), else a copy of it
 * @throws InvalidInput when the map is of another sensor size
 */
export function mendBadPixels<A extends PixelArray>(
  image: Pixels<A>,
  map: BadPixelMap,
  { mosaic = false, inPlace = false }: { mosaic?: boolean; inPlace?: boolean } = {},
): Pixels<A> {
  const { width, height } = image;
  if (map.width !== width || map.height !== height || image.planes !== 1)
    throw new InvalidInput(
      `The bad-pixel map is of a ${map.width}x${map.height} frame, this one is ${width}x${height}`,
    );
  const data = inPlace ? image.data : (image.data.slice() as A);
  const bad = new Set(map.indices);
  const step = mosaic ? 2 : 1;
  for (const index of map.indices) {
    const x = index % width;
    const y = Math.floor(index / width);
    const good: number[] = [];
    for (let dy = -step; dy <= step; dy += step)
      for (let dx = -step; dx <= step; dx += step) {
        const [u, v] = [x + dx, y + dy];
        const at = v * width + u;
        if (u >= 0 && u < width && v >= 0 && v < height && !bad.has(at)) good.push(image.data[at] ?? 0);
      }
    if (good.length === 0) continue;
    good.sort((a, b) => a - b);
    const middle = good.length >> 1;
    data[index] = good.length % 2 ? (good[middle] ?? 0) : ((good[middle - 1] ?? 0) + (good[middle] ?? 0)) / 2;
  }
  return { width, height, planes: 1, data };
}

/** The map as an image: 1 where a pixel is bad, else 0. */
export function maskOfMap({ width, height, indices }: BadPixelMap): Pixels<Uint8Array> {
  const data = new Uint8Array(width * height);
  for (const index of indices) data[index] = 1;
  return { width, height, planes: 1, data };
}

/**
 * The map that an image is: whatever is not 0 is bad.
 *
 * @throws InvalidInput when it has colours, or more than one pixel in twenty would be bad: then it is no map
 */
export function mapOfMask({ width, height, planes, data }: Pixels): BadPixelMap {
  if (planes !== 1) throw new InvalidInput('A bad-pixel map has one plane');
  const indices: number[] = [];
  const most = Math.floor(data.length / 20);
  for (let i = 0; i < data.length; i++)
    if (data[i] !== 0 && indices.push(i) > most)
      throw new InvalidInput('More than one pixel in twenty is marked: this is no bad-pixel map');
  return { width, height, indices: Uint32Array.from(indices) };
}

function sampled(data: PixelArray): Float64Array {
  const step = Math.max(1, Math.floor(data.length / 200_000));
  return Float64Array.from({ length: Math.ceil(data.length / step) }, (_, i) => data[i * step] ?? 0);
}
