import { crc32, deflateSync } from 'node:zlib';

/** Noise in eight bits does not compress: the greys and reds of an image are taken in steps. */
const STEP = 6;

/**
 * A screenshot as a PNG with a palette: the 256 most frequent colours, the others as the nearest of them. (PNG
 * specification, third edition; colour type 3, no filters.)
 *
 * @param data RGBA, opaque
 */
export function smallPng({ width, height, data }: { width: number; height: number; data: Uint8Array }): Uint8Array {
  const colours = Uint32Array.from({ length: width * height }, (_, i) =>
    stepped(data[4 * i] ?? 0, data[4 * i + 1] ?? 0, data[4 * i + 2] ?? 0),
  );
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const frequent = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  const palette = frequent.slice(0, 256);
  const index = new Map(frequent.map((colour, at) => [colour, at < 256 ? at : nearest(palette, colour)]));
  const rows = Buffer.alloc(height * (width + 1));
  colours.forEach((colour, i) => {
    rows[Math.floor(i / width) * (width + 1) + 1 + (i % width)] = index.get(colour) ?? 0;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channels))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function stepped(r: number, g: number, b: number): number {
  const step = (value: number) => Math.min(255, Math.round(value / STEP) * STEP);
  if (r === g && g === b) return step(r) * 0x010101;
  if (g === 0 && b === 0) return step(r) << 16;
  return (r << 16) | (g << 8) | b;
}

const channels = (colour: number): [number, number, number] => [colour >> 16, (colour >> 8) & 255, colour & 255];

function nearest(palette: readonly number[], colour: number): number {
  const [r, g, b] = channels(colour);
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  palette.forEach((candidate, at) => {
    const [cr, cg, cb] = channels(candidate);
    const distance = (r - cr) ** 2 + (g - cg) ** 2 + (b - cb) ** 2;
    if (distance < least) [best, least] = [at, distance];
  });
  return best;
}

function chunk(type: string, body: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const whole = Buffer.alloc(typed.length + 8);
  whole.writeUInt32BE(body.length, 0);
  typed.copy(whole, 4);
  whole.writeUInt32BE(crc32(typed), typed.length + 4);
  return whole;
}
