/** Adobe's DNG 1.4, the raw file that is published: what a camera would write, from a frame of its mosaic. */
import { InvalidInput, type Pixels } from '@uraniborg/core';
import { type TiffField, tiffFile } from '../picture/tiffFile.ts';

/** What a camera says beside its pixels. */
export interface DngFacts {
  readonly make: string;
  readonly model: string;
  /** The colours of the first two by two pixels, row by row. */
  readonly pattern: 'RGGB' | 'GRBG' | 'GBRG' | 'BGGR';
  /** ADU of no light, and of too much. */
  readonly black: number;
  readonly white: number;
  readonly seconds?: number;
  readonly iso?: number;
  /** "2026:11:20 22:14:05" by the camera's clock, and how far that is from UTC, "+01:00". */
  readonly taken?: string;
  readonly takenOffset?: string;
  readonly fNumber?: number;
  readonly focalLength?: number;
  readonly lens?: string;
  /** Pixels around the picture that a reader leaves out. Default: none. */
  readonly margins?: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
}

const [byte, ascii, short, long, rational, signedRational] = [1, 2, 3, 4, 5, 10];

/**
 * @param mosaic one plane of 16 bits, margins included
 * @throws InvalidInput for pixels in colour
 */
export function writeDng({ width, height, planes, data }: Pixels<Uint16Array>, facts: DngFacts): Uint8Array {
  if (planes !== 1) throw new InvalidInput('A DNG holds the one plane of a mosaic, not three');
  const { left = 0, top = 0, right = 0, bottom = 0 } = facts.margins ?? {};
  const fraction = (value: number) => [Math.round(value * 1e6), 1_000_000];
  const text = (tag: number, value: string | undefined): TiffField[] =>
    value === undefined ? [] : [[tag, ascii, new TextEncoder().encode(`${value}\0`)]];
  const ratio = (tag: number, value: number | undefined): TiffField[] =>
    value === undefined ? [] : [[tag, rational, fraction(value)]];
  const exif: TiffField[] = [
    ...ratio(33_434, facts.seconds),
    ...ratio(33_437, facts.fNumber),
    ...(facts.iso === undefined ? [] : [[34_855, short, [facts.iso]] as TiffField]),
    ...text(36_867, facts.taken),
    ...text(36_881, facts.takenOffset),
    ...ratio(37_386, facts.focalLength),
    ...text(42_036, facts.lens),
  ];
  const fields: TiffField[] = [
    [254, long, [0]],
    [256, long, [width]],
    [257, long, [height]],
    [258, short, [16]],
    [259, short, [1]],
    [262, short, [32_803]],
    ...text(271, facts.make),
    ...text(272, facts.model),
    [274, short, [1]],
    [277, short, [1]],
    [278, long, [height]],
    [284, short, [1]],
    ...text(306, facts.taken),
    [33_421, short, [2, 2]],
    [33_422, byte, Uint8Array.from(facts.pattern, (colour) => 'RGB'.indexOf(colour))],
    [50_706, byte, Uint8Array.of(1, 4, 0, 0)],
    [50_707, byte, Uint8Array.of(1, 1, 0, 0)],
    ...text(50_708, `${facts.make} ${facts.model}`),
    [50_714, long, [facts.black]],
    [50_717, long, [facts.white]],
    // XYZ to the camera's colours, which a reader of raw files asks for: those of sRGB's own primaries.
    [
      50_721,
      signedRational,
      [3.2405, -1.5371, -0.4985, -0.9693, 1.876, 0.0416, 0.0556, -0.204, 1.0572].flatMap(fraction),
    ],
    [50_728, rational, [1, 1, 1].flatMap(fraction)],
    [50_778, short, [21]],
    [50_829, long, [top, left, height - bottom, width - right]],
  ];
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return tiffFile(bytes, fields, exif);
}
