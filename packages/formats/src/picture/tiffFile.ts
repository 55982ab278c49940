/** The bytes of a little-endian TIFF: the pixels in one strip, the directory, the values that do not fit into it. */
import { InvalidInput } from '@uraniborg/core';

/** A tag, the type of its values, and those: bytes and text as bytes, a fraction as two numbers. */
export type TiffField = readonly [tag: number, type: number, values: readonly number[] | Uint8Array];

const tags = { stripOffsets: 273, stripByteCounts: 279, exif: 34_665 } as const;
const [short, long] = [3, 4];

/**
 * @param exif fields of a directory of their own
 * @throws InvalidInput more than the 4 GiB that a TIFF can be
 */
export function tiffFile(
  pixels: Uint8Array,
  fields: readonly TiffField[],
  exif: readonly TiffField[] = [],
): Uint8Array {
  if (pixels.length > 2 ** 32 - 2 ** 20) throw new InvalidInput('The frame is larger than a TIFF file can be');
  const whole: TiffField[] = [...fields, [tags.stripOffsets, long, [8]], [tags.stripByteCounts, long, [pixels.length]]];
  const first = 8 + even(pixels.length);
  const linked = (place: number): TiffField[] => (exif.length === 0 ? whole : [...whole, [tags.exif, long, [place]]]);
  const second = first + directoryBytes(linked(0), 0).length;
  const main = directoryBytes(linked(second), first);
  const file = new Uint8Array(second + (exif.length === 0 ? 0 : directoryBytes(exif, second).length));
  file.set([0x49, 0x49, 42, 0]);
  new DataView(file.buffer).setUint32(4, first, true);
  file.set(pixels, 8);
  file.set(main, first);
  if (exif.length > 0) file.set(directoryBytes(exif, second), second);
  return file;
}

const even = (length: number) => length + (length & 1);

/** A directory that stands at `start` of the file, and behind it what is too long for it. Tags go up, as they must. */
function directoryBytes(fields: readonly TiffField[], start: number): Uint8Array {
  const sorted = fields
    .toSorted(([a], [b]) => a - b)
    .map(([tag, type, values]) => ({
      tag,
      type,
      count: type === 5 || type === 10 ? values.length / 2 : values.length,
      bytes: valueBytes(type, values),
    }));
  let end = 2 + 12 * sorted.length + 4;
  const places = sorted.map(({ bytes }) => {
    const at = end;
    if (bytes.length > 4) end += even(bytes.length);
    return bytes.length > 4 ? at : undefined;
  });
  const directory = new Uint8Array(end);
  const view = new DataView(directory.buffer);
  view.setUint16(0, sorted.length, true);
  for (const [i, { tag, type, count, bytes }] of sorted.entries()) {
    const at = 2 + 12 * i;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    const place = places[i];
    if (place !== undefined) view.setUint32(at + 8, start + place, true);
    directory.set(bytes, place ?? at + 8);
  }
  return directory;
}

function valueBytes(type: number, values: readonly number[] | Uint8Array): Uint8Array {
  if (values instanceof Uint8Array) return values;
  const size = type === short ? 2 : 4;
  const view = new DataView(new ArrayBuffer(size * values.length));
  for (const [i, value] of values.entries())
    if (type === short) view.setUint16(2 * i, value, true);
    else view.setUint32(4 * i, value, true);
  return new Uint8Array(view.buffer);
}
