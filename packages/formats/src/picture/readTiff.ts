/**
 * TIFF 6.0 as the world writes it: the first picture of the file, in strips or tiles, uncompressed or packed
 * without loss or as JPEG, grey, colour, inks or with a palette; and its header where it is an Astro-TIFF.
 */
import { InvalidInput, type PixelArray, type Pixels } from '@uraniborg/core';
import type { Frame } from '../frame.ts';
import { rgbOfLab } from './cieLab.ts';
import { parseHeaderText } from './headerText.ts';
import type { ReadPictureOptions } from './jpeg.ts';
import { orientationOf, upright } from './orientation.ts';
import { type TiffDirectory, tiffDirectory } from './tiffDirectory.ts';
import { type TiffLayout, tiffLayout } from './tiffLayout.ts';
import { tiffSamples, wholeJpeg } from './tiffSamples.ts';

/**
 * Samples keep their kind: 8, 16 or 32 bits, signed or not, or floating point. Those of less than 8 bits use the whole
 * range of 8, those between and signed ones of 8 become 16, and floating point of 16 and 24 becomes 32; CIELab becomes
 * RGB, and transparency is left out.
 *
 * @throws InvalidInput it is no TIFF, it is damaged, of a kind that cannot be read, or too large
 */
export function readTiff(file: Uint8Array, { upright: turned = true }: ReadPictureOptions = {}): Frame {
  const directory = tiffDirectory(file);
  const layout = tiffLayout(directory, file.length);
  const pixels = pixelsOf(file, directory, layout);
  const orientation = turned ? orientationOf(directory) : 1;
  return { pixels: upright(pixels, orientation), header: parseHeaderText(directory.text(270)) };
}

function pixelsOf(file: Uint8Array, directory: TiffDirectory, layout: TiffLayout): Pixels {
  const { width, height, channels, colours, bits } = layout;
  if (layout.whole) return wholeJpeg(file, layout, layout.whole);
  const palette = colours === 'palette' ? paletteOf(directory, layout) : undefined;
  const planes = palette || channels >= 3 ? 3 : 1;
  const stored = palette ? 1 : colours === 'CMYK' ? 4 : planes;
  const data = assembled(file, directory, layout, stored);
  if (palette) return { width, height, planes, data: coloured(data, palette, 2 ** bits) };
  if (colours === 'CMYK') return { width, height, planes, data: withoutInk(data, width * height) };
  if (colours === 'CIELab') rgbOfLab(data);
  if (bits < 8) scale(data, 255 / (2 ** bits - 1));
  if (colours === 'white is zero') invert(data, layout);
  return { width, height, planes, data };
}

/** Red, green and blue are what cyan, magenta and yellow leave of the light, and black of that (TIFF 6.0, section 16). */
function withoutInk(data: PixelArray, size: number): PixelArray {
  const most = 2 ** (8 * data.BYTES_PER_ELEMENT) - 1;
  const black = data.subarray(3 * size);
  for (let plane = 0; plane < 3; plane++)
    for (let i = 0, at = plane * size; i < size; i++, at++)
      data[at] = Math.round(((most - (data[at] as number)) * (most - (black[i] as number))) / most);
  return data.slice(0, 3 * size);
}

/** All strips or tiles, each where it belongs, as planes. */
function assembled(file: Uint8Array, directory: TiffDirectory, layout: TiffLayout, planes: 1 | 3 | 4): PixelArray {
  const { width, height, tile, separate, offsets, lengths } = layout;
  const channels = separate ? 1 : layout.channels;
  const across = Math.ceil(width / tile.width);
  const down = Math.ceil(height / tile.height);
  let data: PixelArray | undefined;
  for (let plane = 0; plane < (separate ? planes : 1); plane++)
    for (let index = 0; index < across * down; index++) {
      const number = plane * across * down + index;
      const [begin, length] = [offsets[number], lengths[number] ?? file.length];
      if (begin === undefined || begin > file.length)
        throw new InvalidInput('The TIFF file has fewer pixels than its size needs');
      const x = (index % across) * tile.width;
      const y = Math.floor(index / across) * tile.height;
      const rows = Math.min(tile.height, height - y);
      const stored = file.subarray(begin, begin + length);
      const samples = tiffSamples(stored, layout, rows, channels, directory.littleEndian);
      data ??= new (samples.constructor as new (length: number) => PixelArray)(width * height * planes);
      const columns = Math.min(tile.width, width - x);
      for (let channel = 0; channel < (separate ? 1 : planes); channel++)
        for (let row = 0; row < rows; row++) {
          const to = ((plane + channel) * height + y + row) * width + x;
          const from = row * tile.width * channels + channel;
          for (let i = 0; i < columns; i++) data[to + i] = samples[from + i * channels] ?? 0;
        }
    }
  if (!data) throw new InvalidInput('The TIFF file has no pixels');
  return data;
}

/** Red, green and blue of every index, 16 bits each (TIFF 6.0, section 5). */
function paletteOf(directory: TiffDirectory, { bits, channels }: TiffLayout): readonly number[] {
  const map = directory.numbers(320) ?? [];
  if (bits > 8 || channels !== 1 || map.length !== 3 * 2 ** bits)
    throw new InvalidInput('The TIFF file has a palette that does not fit its pixels');
  return map;
}

function coloured(indices: PixelArray, map: readonly number[], entries: number): Uint8Array {
  const size = indices.length;
  const data = new Uint8Array(3 * size);
  for (let plane = 0; plane < 3; plane++)
    for (let i = 0; i < size; i++) data[plane * size + i] = (map[plane * entries + (indices[i] ?? 0)] ?? 0) >> 8;
  return data;
}

function scale(data: PixelArray, factor: number): void {
  for (let i = 0; i < data.length; i++) data[i] = (data[i] ?? 0) * factor;
}

/** Only unsigned samples have a white to count from. */
function invert(data: PixelArray, { bits, kind }: TiffLayout): void {
  if (kind !== 'unsigned') return;
  const most = 2 ** Math.max(8, bits) - 1;
  for (let i = 0; i < data.length; i++) data[i] = most - (data[i] ?? 0);
}
