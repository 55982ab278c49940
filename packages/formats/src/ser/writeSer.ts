import { type Instant, InvalidInput, type Pixels } from '@uraniborg/core';
import { formatSerHeader, type SerColour } from './serHeader.ts';
import { ticksOf } from './serTime.ts';

export interface SerDescription {
  readonly width: number;
  readonly height: number;
  /** Bits used of each sample, 1 to 16; up to 8 are stored in a byte. */
  readonly depth: number;
  /** 'mono', the Bayer pattern, or 'RGB' for frames of three planes. */
  readonly colour: SerColour;
  readonly observer?: string;
  readonly instrument?: string;
  readonly telescope?: string;
}

/**
 * Writes a SER file piece by piece, for a recorder that cannot wait: `header()` first (and again over the first bytes
 * when the recording has ended, with the count then known), each `frame()` as it comes, `trailer()` last.
 */
export interface SerWriter {
  header(): Uint8Array;
  /** @throws InvalidInput a frame of another size or depth */
  frame(pixels: Pixels, time: Instant | undefined): Uint8Array;
  trailer(): Uint8Array;
}

export function serWriter(description: SerDescription): SerWriter {
  const { width, height, depth, colour } = description;
  const times: bigint[] = [];
  const colourPlanes = colour === 'RGB' || colour === 'BGR' ? 3 : 1;
  return {
    header: () =>
      formatSerHeader({
        colour,
        width,
        height,
        depth,
        frameCount: times.length,
        bigEndian: false,
        observer: description.observer ?? '',
        instrument: description.instrument ?? '',
        telescope: description.telescope ?? '',
        ticks: times[0] ?? 0n,
      }),
    frame(pixels, time) {
      const { data } = pixels;
      const fits = depth > 8 ? data instanceof Uint16Array : data instanceof Uint8Array;
      if (pixels.width !== width || pixels.height !== height || pixels.planes !== colourPlanes || !fits)
        throw new InvalidInput(
          `A frame of ${pixels.width}x${pixels.height} (${pixels.planes} planes) does not fit a recording of ${width}x${height}, ${depth} bits`,
        );
      times.push(time ? ticksOf(time) : 0n);
      return packed(pixels, depth > 8, colour === 'BGR');
    },
    trailer() {
      const bytes = new Uint8Array(8 * times.length);
      const view = new DataView(bytes.buffer);
      for (const [i, ticks] of times.entries()) view.setBigInt64(8 * i, ticks, true);
      return bytes;
    },
  };
}

/** Little-endian samples, colour by pixel. */
function packed({ data, planes, width, height }: Pixels, wide: boolean, reversed: boolean): Uint8Array {
  const size = width * height;
  const result = new Uint8Array(data.length * (wide ? 2 : 1));
  for (let plane = 0; plane < planes; plane++) {
    const channel = reversed ? 2 - plane : plane;
    for (let i = 0; i < size; i++) {
      const value = data[plane * size + i] ?? 0;
      const at = planes * i + (planes === 1 ? 0 : channel);
      if (wide) {
        result[2 * at] = value & 255;
        result[2 * at + 1] = value >> 8;
      } else result[at] = value;
    }
  }
  return result;
}
