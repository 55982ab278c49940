/** PNG (W3C, third edition), read by hand: what a hostile file unpacks to is bounded, and what is no pixel is passed by. */
import { InvalidInput, type Pixels, sentenceOf } from '@uraniborg/core';
import { inflate } from '../inflate.ts';
import { planarOf } from './interleaved.ts';
import { type Palette, palettePixels } from './palettePixels.ts';
import { demandPictureSize } from './pictureSize.ts';
import { undoFilters } from './pngFilters.ts';

/** Samples of a pixel by the colour type, and the depths that it may have. */
const kinds: Readonly<Record<number, { readonly channels: number; readonly depths: readonly number[] }>> = {
  0: { channels: 1, depths: [1, 2, 4, 8, 16] },
  2: { channels: 3, depths: [8, 16] },
  3: { channels: 1, depths: [1, 2, 4, 8] },
  4: { channels: 2, depths: [8, 16] },
  6: { channels: 4, depths: [8, 16] },
};

/** Where the pixels of a pass of Adam7 begin and how far they are apart; without interlacing there is one pass. */
interface Pass {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}
const whole: readonly Pass[] = [{ x: 0, y: 0, dx: 1, dy: 1 }];
const adam7: readonly Pass[] = [
  { x: 0, y: 0, dx: 8, dy: 8 },
  { x: 4, y: 0, dx: 8, dy: 8 },
  { x: 0, y: 4, dx: 4, dy: 8 },
  { x: 2, y: 0, dx: 4, dy: 4 },
  { x: 0, y: 2, dx: 2, dy: 4 },
  { x: 1, y: 0, dx: 2, dy: 2 },
  { x: 0, y: 1, dx: 1, dy: 2 },
];

/**
 * The picture, grey or in colour, of an animation the one that stands for it; transparency is left out. Samples of less
 * than 8 bits use the whole range of 8.
 *
 * @throws InvalidInput it is no PNG, it is damaged, or it is too large
 */
export function readPng(file: Uint8Array): Pixels<Uint8Array | Uint16Array> {
  if (file.length < 33 || file[0] !== 0x89 || file[1] !== 0x50) throw new InvalidInput('It is no PNG file');
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [depth = 0, type = 0, , , interlacing = 0] = file.subarray(24, 29);
  const kind = kinds[type];
  if (!kind?.depths.includes(depth) || interlacing > 1)
    throw new InvalidInput(`The PNG file is damaged: pixels of kind ${type} with ${depth} bits are none`);
  const { channels } = kind;
  const pixelBits = depth * channels;
  demandPictureSize(width, height, pixelBits / 8, file.length);
  const passes = (interlacing === 1 ? adam7 : whole).map((pass) => ({
    ...pass,
    columns: Math.ceil((width - pass.x) / pass.dx),
    rows: Math.ceil((height - pass.y) / pass.dy),
  }));
  const bytesOf = (columns: number) => Math.ceil((columns * pixelBits) / 8);
  const filled = passes.filter(({ columns, rows }) => columns > 0 && rows > 0);
  const needed = filled.reduce((sum, { columns, rows }) => sum + rows * (1 + bytesOf(columns)), 0);
  const { packed, palette } = chunksOf(file, view);
  const rows = unpacked(packed, needed);
  const samples = depth === 16 ? new Uint16Array(width * height * channels) : new Uint8Array(width * height * channels);
  let from = 0;
  for (const pass of filled) {
    const length = pass.rows * (1 + bytesOf(pass.columns));
    const lines = undoFilters(rows.subarray(from, from + length), bytesOf(pass.columns), Math.max(1, pixelBits >> 3));
    from += length;
    for (let row = 0; row < pass.rows; row++) {
      const line = lines.subarray(row * bytesOf(pass.columns), (row + 1) * bytesOf(pass.columns));
      const to = (pass.y + row * pass.dy) * width + pass.x;
      putLine(line, samples, { to: to * channels, step: pass.dx * channels, columns: pass.columns, channels, depth });
    }
  }
  if (type === 3) return palettePixels(width, height, samples as Uint8Array, palette);
  const most = 2 ** depth - 1;
  if (depth < 8) for (let i = 0; i < samples.length; i++) samples[i] = ((samples[i] ?? 0) * 255) / most;
  const planes = channels >= 3 ? 3 : 1;
  return { width, height, planes, data: planarOf(samples, width * height, channels, planes) };
}

interface Line {
  /** The sample where it begins, and how far its pixels are apart. */
  readonly to: number;
  readonly step: number;
  readonly columns: number;
  readonly channels: number;
  readonly depth: number;
}

function putLine(line: Uint8Array, samples: Uint8Array | Uint16Array, { to, step, columns, channels, depth }: Line) {
  for (let x = 0; x < columns; x++)
    for (let channel = 0; channel < channels; channel++) {
      const i = x * channels + channel;
      let value = line[i] ?? 0;
      if (depth === 16) value = ((line[2 * i] ?? 0) << 8) | (line[2 * i + 1] ?? 0);
      else if (depth < 8)
        value = ((line[(i * depth) >> 3] ?? 0) >> (8 - depth - ((i * depth) & 7))) & ((1 << depth) - 1);
      samples[to + x * step + channel] = value;
    }
}

/** The packed pixels, which may be in pieces, and the palette. */
function chunksOf(file: Uint8Array, view: DataView): { packed: Uint8Array; palette: Palette } {
  const pieces: Uint8Array[] = [];
  let palette: Palette = [];
  for (let at = 8; at + 8 <= file.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
    const data = file.subarray(at + 8, at + 8 + length);
    if (type === 'IEND') break;
    if (type === 'IDAT') pieces.push(data);
    if (type === 'PLTE')
      palette = Array.from({ length: Math.min(256, Math.floor(data.length / 3)) }, (_, i) => [
        data[3 * i] ?? 0,
        data[3 * i + 1] ?? 0,
        data[3 * i + 2] ?? 0,
      ]);
    at += 12 + length;
  }
  const packed = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    packed.set(piece, at);
    at += piece.length;
  }
  return { packed, palette };
}

function unpacked(packed: Uint8Array, needed: number): Uint8Array {
  let rows: Uint8Array;
  try {
    rows = inflate(packed, needed, 'zlib');
  } catch (error) {
    throw new InvalidInput(`The PNG file is damaged: ${sentenceOf(error)}`);
  }
  if (rows.length < needed) throw new InvalidInput('The PNG file is damaged: it ends before its picture');
  return rows;
}
