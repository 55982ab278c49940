import { InvalidInput, type Pixels } from '@uraniborg/core';
import type { ByteSource } from '../byteSource.ts';
import type { Recording } from '../recording.ts';
import { parseSerHeader, SER_HEADER_BYTES, type SerHeader, serFrameBytes } from './serHeader.ts';
import { instantOfTicks } from './serTime.ts';

/**
 * A SER recording. Frames are read when they are asked for; a file that was cut off has the frames that are whole.
 *
 * @throws InvalidInput it is no SER file
 */
export async function readSer(source: ByteSource): Promise<Recording> {
  const header = parseSerHeader(await source.read(0, Math.min(SER_HEADER_BYTES, source.size)));
  const bytes = serFrameBytes(header);
  const whole = Math.floor((source.size - SER_HEADER_BYTES) / bytes);
  // A recorder that was killed has not written the count yet.
  const frameCount = header.frameCount === 0 ? whole : Math.min(header.frameCount, whole);
  const trailer = SER_HEADER_BYTES + header.frameCount * bytes;
  const stamped = header.frameCount > 0 && source.size >= trailer + 8 * header.frameCount;
  const demand = (index: number) => {
    if (!Number.isInteger(index) || index < 0 || index >= frameCount)
      throw new InvalidInput(`There is no frame ${index}; the recording has ${frameCount}, from 0`);
  };
  const { colour } = header;
  return {
    width: header.width,
    height: header.height,
    frameCount,
    notes: { observer: header.observer, instrument: header.instrument, telescope: header.telescope },
    bayer: colour === 'mono' || colour === 'RGB' || colour === 'BGR' ? undefined : colour,
    async pixels(index) {
      demand(index);
      return unpacked(await source.read(SER_HEADER_BYTES + index * bytes, bytes), header);
    },
    async time(index) {
      demand(index);
      if (!stamped) return undefined;
      const stamp = await source.read(trailer + 8 * index, 8);
      return instantOfTicks(new DataView(stamp.buffer, stamp.byteOffset).getBigInt64(0, true));
    },
  };
}

function unpacked(bytes: Uint8Array, { width, height, depth, bigEndian, colour }: SerHeader): Pixels {
  const samples = depth > 8 ? words(bytes, bigEndian) : new Uint8Array(bytes);
  if (colour !== 'RGB' && colour !== 'BGR') return { width, height, planes: 1, data: samples };
  const size = width * height;
  const planar = depth > 8 ? new Uint16Array(3 * size) : new Uint8Array(3 * size);
  for (let plane = 0; plane < 3; plane++) {
    const channel = colour === 'RGB' ? plane : 2 - plane;
    for (let i = 0; i < size; i++) planar[plane * size + i] = samples[3 * i + channel] ?? 0;
  }
  return { width, height, planes: 3, data: planar };
}

function words(bytes: Uint8Array, bigEndian: boolean): Uint16Array {
  const result = new Uint16Array(bytes.length >> 1);
  const low = bigEndian ? 1 : 0;
  for (let i = 0; i < result.length; i++) result[i] = (bytes[2 * i + low] ?? 0) | ((bytes[2 * i + 1 - low] ?? 0) << 8);
  return result;
}
