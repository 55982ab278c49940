/** GIF89a: the first picture of the file, on its canvas. */
import { InvalidInput, type Pixels } from '@uraniborg/core';
import { unpackLzw } from './lzw.ts';
import { type Palette, palettePixels } from './palettePixels.ts';
import { demandPictureSize } from './pictureSize.ts';

/** A code of 12 bits stands for at most 4094 pixels, which is more than pictureSize thinks a byte can be. */
const LZW_SHARE = 0.4;

/**
 * Grey where its palette is, else in colour. Where the picture does not cover its canvas there is the background.
 *
 * @throws InvalidInput it is no GIF, it is damaged, or it is too large
 */
export function readGif(file: Uint8Array): Pixels<Uint8Array> {
  if (!/^GIF8[79]a$/.test(String.fromCharCode(...file.subarray(0, 6)))) throw new InvalidInput('It is no GIF file');
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const damaged = () => new InvalidInput('The GIF file is damaged: it ends before its picture does');
  if (file.length < 13) throw damaged();
  const [width, height, flags] = [view.getUint16(6, true), view.getUint16(8, true), file[10] ?? 0];
  demandPictureSize(width, height, LZW_SHARE, file.length);
  const global = paletteAt(file, 13, flags);
  const at = pictureAt(file, 13 + global.bytes);
  if (at + 11 > file.length) throw damaged();
  const [left, top] = [view.getUint16(at + 1, true), view.getUint16(at + 3, true)];
  const [columns, rows] = [view.getUint16(at + 5, true), view.getUint16(at + 7, true)];
  const own = paletteAt(file, at + 10, file[at + 9] ?? 0);
  if (left + columns > width || top + rows > height || columns === 0 || rows === 0)
    throw new InvalidInput('The GIF file is damaged: its picture lies beyond its canvas');
  const begin = at + 10 + own.bytes;
  const symbolBits = file[begin] ?? 0;
  if (symbolBits < 1 || symbolBits > 8) throw new InvalidInput('The GIF file is damaged: its codes have no size');
  const packed = blocksAt(file, begin + 1);
  const indices = unpackLzw(packed, columns * rows, { symbolBits, highBitFirst: false, early: false });
  if (indices.length < columns * rows) throw damaged();
  const interlaced = ((file[at + 9] ?? 0) & 0x40) !== 0;
  const canvas = new Uint8Array(width * height).fill(global.bytes > 0 ? (file[11] ?? 0) : 0);
  for (const [i, row] of rowOrder(rows, interlaced).entries())
    canvas.set(indices.subarray(i * columns, (i + 1) * columns), (top + row) * width + left);
  return palettePixels(width, height, canvas, own.bytes > 0 ? own.palette : global.palette);
}

function paletteAt(file: Uint8Array, at: number, flags: number): { palette: Palette; bytes: number } {
  if ((flags & 0x80) === 0) return { palette: [], bytes: 0 };
  const entries = 2 << (flags & 7);
  const palette = Array.from({ length: entries }, (_, i): [number, number, number] => {
    const place = at + 3 * i;
    return [file[place] ?? 0, file[place + 1] ?? 0, file[place + 2] ?? 0];
  });
  return { palette, bytes: 3 * entries };
}

/** Skips extensions (comments, times) up to the first picture. */
function pictureAt(file: Uint8Array, start: number): number {
  let at = start;
  while (file[at] === 0x21) {
    at += 2;
    while (at < file.length && file[at] !== 0) at += (file[at] ?? 0) + 1;
    at++;
  }
  if (file[at] !== 0x2c) throw new InvalidInput('The GIF file holds no picture, or is damaged before it');
  return at;
}

/** The bytes of a chain of blocks, each with its length before it. */
function blocksAt(file: Uint8Array, start: number): Uint8Array {
  const bytes = new Uint8Array(file.length - start);
  let length = 0;
  for (let at = start; at < file.length && file[at] !== 0; at += (file[at] ?? 0) + 1) {
    const block = file.subarray(at + 1, at + 1 + (file[at] ?? 0));
    bytes.set(block, length);
    length += block.length;
  }
  return bytes.subarray(0, length);
}

/** Interlaced rows come in four passes. */
function rowOrder(rows: number, interlaced: boolean): number[] {
  const passes: [first: number, step: number][] = interlaced
    ? [
        [0, 8],
        [4, 8],
        [2, 4],
        [1, 2],
      ]
    : [[0, 1]];
  const order: number[] = [];
  for (const [first, step] of passes) for (let row = first; row < rows; row += step) order.push(row);
  return order;
}
