/** The directories of a TIFF file, which EXIF and most cameras' raw files use too (TIFF 6.0, section 2). */
import { InvalidInput } from '@uraniborg/core';

export interface TiffDirectory {
  readonly littleEndian: boolean;
  /** The values of a tag, fractions divided; undefined where it is not there or is no number. */
  numbers(tag: number): readonly number[] | undefined;
  /** Empty where there is none. */
  text(tag: number): string;
  bytes(tag: number): Uint8Array | undefined;
  /** Another directory of the same file, which begins at that byte. @throws InvalidInput when it does not fit in */
  at(offset: number): TiffDirectory;
}

/** Bytes of a value by its type. */
const typeBytes: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
  17: 8,
  18: 8,
};
/** As many tiles as the largest picture has; a bound on what a hostile file can make us build. */
const MOST_VALUES = 1 << 22;

/** @throws InvalidInput it is no TIFF file, or its first directory does not fit into it */
export function tiffDirectory(file: Uint8Array): TiffDirectory {
  const mark = String.fromCharCode(file[0] ?? 0, file[1] ?? 0);
  const littleEndian = mark === 'II';
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const magic = file.length < 14 || (!littleEndian && mark !== 'MM') ? 0 : view.getUint16(2, littleEndian);
  if (magic === 43 && file.length >= 16)
    return directoryAt(file, view, littleEndian, true, Number(view.getBigUint64(8, littleEndian)));
  // Olympus and Panasonic write their own number into the raw files that are TIFF otherwise.
  if (magic !== 42 && magic !== 0x4f52 && magic !== 0x5352 && magic !== 0x55)
    throw new InvalidInput('It is no TIFF file');
  return directoryAt(file, view, littleEndian, false, view.getUint32(4, littleEndian));
}

interface Entry {
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** @param big a BigTIFF, whose counts and places have 64 bits */
function directoryAt(
  file: Uint8Array,
  view: DataView,
  littleEndian: boolean,
  big: boolean,
  start: number,
): TiffDirectory {
  const damaged = () => new InvalidInput('The TIFF file cannot be read: a part of it lies beyond its end');
  const head = big ? 8 : 2;
  const entryBytes = big ? 20 : 12;
  const wide = (at: number) => (big ? Number(view.getBigUint64(at, littleEndian)) : view.getUint32(at, littleEndian));
  if (start + head > file.length) throw damaged();
  const count = big ? wide(start) : view.getUint16(start, littleEndian);
  if (start + head + entryBytes * count > file.length) throw damaged();
  const entries = new Map<number, Entry>();
  for (let i = 0; i < count; i++) {
    const at = start + head + entryBytes * i;
    const type = view.getUint16(at + 2, littleEndian);
    const length = wide(at + 4) * (typeBytes[type] ?? Number.NaN);
    if (Number.isNaN(length)) continue;
    const inside = at + (big ? 12 : 8);
    const place = length <= (big ? 8 : 4) ? inside : wide(inside);
    if (place + length > file.length) throw damaged();
    entries.set(view.getUint16(at, littleEndian), { type, bytes: file.subarray(place, place + length) });
  }
  return {
    littleEndian,
    numbers: (tag) => {
      const entry = entries.get(tag);
      return entry && numbersOf(entry, littleEndian);
    },
    text: (tag) => new TextDecoder().decode(entries.get(tag)?.bytes ?? new Uint8Array()).replace(/\0.*$/s, ''),
    bytes: (tag) => entries.get(tag)?.bytes,
    at: (offset) => directoryAt(file, view, littleEndian, big, offset),
  };
}

function numbersOf({ type, bytes }: Entry, littleEndian: boolean): readonly number[] | undefined {
  const read = reader(type, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), littleEndian);
  const count = bytes.length / (typeBytes[type] ?? 1);
  if (count > MOST_VALUES) throw new InvalidInput(`The TIFF file has a list of ${count} numbers, too many to be real`);
  return read && Array.from({ length: count }, (_, i) => read(i));
}

function reader(type: number, view: DataView, little: boolean): ((i: number) => number) | undefined {
  switch (type) {
    case 1:
    case 7:
      return (i) => view.getUint8(i);
    case 3:
      return (i) => view.getUint16(2 * i, little);
    case 4:
    case 13:
      return (i) => view.getUint32(4 * i, little);
    case 5:
      return (i) => view.getUint32(8 * i, little) / view.getUint32(8 * i + 4, little);
    case 6:
      return (i) => view.getInt8(i);
    case 16:
    case 18:
      return (i) => Number(view.getBigUint64(8 * i, little));
    case 8:
      return (i) => view.getInt16(2 * i, little);
    case 9:
      return (i) => view.getInt32(4 * i, little);
    case 10:
      return (i) => view.getInt32(8 * i, little) / view.getInt32(8 * i + 4, little);
    case 11:
      return (i) => view.getFloat32(4 * i, little);
    case 12:
      return (i) => view.getFloat64(8 * i, little);
    default:
      return undefined;
  }
}
