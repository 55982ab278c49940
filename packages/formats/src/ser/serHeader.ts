/**
 * The 178 bytes before the frames of a SER file (SER format description version 3, Heiko Wilkens & Grischa Hahn 2014),
 * little-endian throughout.
 */
import { InvalidInput } from '@uraniborg/core';

export const SER_HEADER_BYTES = 178;

/** ColorID of the format. */
export const serColours = { mono: 0, RGGB: 8, GRBG: 9, GBRG: 10, BGGR: 11, RGB: 100, BGR: 101 } as const;
export type SerColour = keyof typeof serColours;

export interface SerHeader {
  readonly colour: SerColour;
  readonly width: number;
  readonly height: number;
  /** Bits that are really used of each sample, 1 to 16. */
  readonly depth: number;
  readonly frameCount: number;
  /** Whether 16-bit samples are big-endian in the file. */
  readonly bigEndian: boolean;
  readonly observer: string;
  readonly instrument: string;
  readonly telescope: string;
  /** 100-ns ticks since year 1, UTC, of the start of the recording; 0n when it is not told. */
  readonly ticks: bigint;
}

/** @throws InvalidInput it is no SER file, or its numbers cannot be true */
export function parseSerHeader(bytes: Uint8Array): SerHeader {
  if (bytes.length < SER_HEADER_BYTES)
    throw new InvalidInput(`A SER file has at least ${SER_HEADER_BYTES} bytes; this has ${bytes.length}`);
  const id = latin(bytes.subarray(0, 14));
  // Some recorders put their own name there: INDI's says INDI-RECORDER.
  if (!/^(LUCAM-RECORDER|INDI-RECORDER)/.test(id))
    throw new InvalidInput('It does not begin with LUCAM-RECORDER, as SER files do');
  const view = new DataView(bytes.buffer, bytes.byteOffset, SER_HEADER_BYTES);
  const code = view.getInt32(18, true);
  const colour = (Object.entries(serColours) as [SerColour, number][]).find(([, value]) => value === code)?.[0];
  if (!colour)
    throw new InvalidInput(
      `ColorID ${code} is none that can be read; there are ${Object.values(serColours).join(', ')}`,
    );
  const [flag, width, height, depth, frameCount] = [22, 26, 30, 34, 38].map((at) => view.getInt32(at, true)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (width < 1 || height < 1 || width > 100_000 || height > 100_000)
    throw new InvalidInput(`Frames of ${width}x${height} pixels cannot be`);
  if (depth < 1 || depth > 16) throw new InvalidInput(`${depth} bits per sample; SER has 1 to 16`);
  if (frameCount < 0) throw new InvalidInput(`${frameCount} frames cannot be`);
  return {
    colour,
    width,
    height,
    depth,
    frameCount,
    // The description says that 1 means little-endian; the first programs wrote 0 for it, and all have followed them.
    bigEndian: flag !== 0,
    observer: text(bytes, 42),
    instrument: text(bytes, 82),
    telescope: text(bytes, 122),
    ticks: view.getBigInt64(170, true),
  };
}

export function formatSerHeader(header: SerHeader): Uint8Array {
  const bytes = new Uint8Array(SER_HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  put(bytes, 0, 'LUCAM-RECORDER', 14);
  view.setInt32(18, serColours[header.colour], true);
  for (const [at, value] of [
    [22, header.bigEndian ? 1 : 0],
    [26, header.width],
    [30, header.height],
    [34, header.depth],
    [38, header.frameCount],
  ] as const)
    view.setInt32(at, value, true);
  put(bytes, 42, header.observer, 40);
  put(bytes, 82, header.instrument, 40);
  put(bytes, 122, header.telescope, 40);
  // Local time is not known here; the format lets it be 0.
  view.setBigInt64(170, header.ticks, true);
  return bytes;
}

/** Bytes of one frame. */
export function serFrameBytes({ colour, width, height, depth }: SerHeader): number {
  return width * height * (depth > 8 ? 2 : 1) * (colour === 'RGB' || colour === 'BGR' ? 3 : 1);
}

const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const text = (bytes: Uint8Array, at: number) => latin(bytes.subarray(at, at + 40)).replace(/[\0\s]+$/, '');

function put(bytes: Uint8Array, at: number, value: string, length: number): void {
  for (let i = 0; i < Math.min(length, value.length); i++) {
    const code = value.charCodeAt(i);
    bytes[at + i] = code < 256 ? code : 63;
  }
}
