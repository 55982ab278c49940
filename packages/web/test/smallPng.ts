import { crc32, deflateSync } from 'node:zlib';

/**
 * A screenshot as a PNG with a palette: noise in eight bits does not compress, so the colours are first taken in ever
 * coarser steps until 256 are enough. (PNG specification, third edition; colour type 3, no filters.)
 *
 * @param data RGBA, opaque
 */
export function smallPng({ width, height, data }: { width: number; height: number; data: Uint8Array }): Uint8Array {
  for (let step = 6; ; step += 2) {
    const colours = new Map<number, number>();
    const rows = Buffer.alloc(height * (width + 1));
    for (let i = 0; i < width * height && colours.size <= 256; i++) {
      const [r, g, b] = [0, 1, 2].map((c) => Math.min(255, Math.round((data[4 * i + c] ?? 0) / step) * step));
      const colour = ((r ?? 0) << 16) | ((g ?? 0) << 8) | (b ?? 0);
      const index = colours.get(colour) ?? colours.size;
      if (index === colours.size) colours.set(colour, index);
      rows[Math.floor(i / width) * (width + 1) + 1 + (i % width)] = index;
    }
    if (colours.size > 256) continue;
    const header = Buffer.alloc(13);
    header.writeUInt32BE(width, 0);
    header.writeUInt32BE(height, 4);
    header.set([8, 3, 0, 0, 0], 8);
    const palette = Buffer.from([...colours.keys()].flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]));
    return Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', header),
      chunk('PLTE', palette),
      chunk('IDAT', deflateSync(rows, { level: 9 })),
      chunk('IEND', Buffer.alloc(0)),
    ]);
  }
}

function chunk(type: string, body: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const whole = Buffer.alloc(typed.length + 8);
  whole.writeUInt32BE(body.length, 0);
  typed.copy(whole, 4);
  whole.writeUInt32BE(crc32(typed), typed.length + 4);
  return whole;
}
