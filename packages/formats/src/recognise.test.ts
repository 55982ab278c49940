import { expect, test } from 'vitest';
import { encodeFits } from './encodeFits.ts';
import type { Frame } from './frame.ts';
import { frameOfFile } from './frameOfFile.ts';
import { writeTiff } from './picture/writeTiff.ts';
import { writeDng } from './raw/writeDng.ts';
import { recogniseFormat } from './recognise.ts';
import { serWriter } from './ser/writeSer.ts';
import { writeXisf } from './xisf/writeXisf.ts';

const frame: Frame = { pixels: { width: 2, height: 1, planes: 1, data: Uint16Array.of(1, 2) }, header: [] };

test('what the house writes is known again', () => {
  expect(recogniseFormat(encodeFits(frame))).toBe('fits');
  expect(recogniseFormat(writeXisf(frame))).toBe('xisf');
  expect(recogniseFormat(serWriter({ width: 2, height: 1, depth: 16, colour: 'mono' }).header())).toBe('ser');
});

test('other first bytes, and files that end within them', () => {
  const of = (text: string) => recogniseFormat(Uint8Array.from(text, (c) => c.charCodeAt(0)));
  expect(of('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')).toBe('png');
  expect(of('II*\0\x08\0\0\0')).toBe('tiff');
  expect(of('MM\0*\0\0\0\x08')).toBe('tiff');
  for (const other of ['', 'S', 'SIMPLE', '<html>', '\x89PNG\n', 'PK\x03\x04']) expect(of(other)).toBeUndefined();
});

test('the raw files of cameras are not taken for the TIFFs that they look like', () => {
  const frame = { width: 4, height: 2, planes: 1, data: new Uint16Array(8) } as const;
  const facts = { make: 'Uraniborg', model: 'Quadrant', pattern: 'RGGB', black: 0, white: 4095 } as const;
  expect(recogniseFormat(writeDng(frame, facts))).toBe('raw');
  expect(recogniseFormat(writeTiff({ pixels: frame, header: [] }))).toBe('tiff');
  const of = (text: string) => recogniseFormat(Uint8Array.from(text, (c) => c.charCodeAt(0)));
  expect(of('II*\0\x10\0\0\0CR\x02\0')).toBe('raw');
  expect(of('FUJIFILMCCD-RAW 0201FF')).toBe('raw');
  expect(of('\0\0\0\x18ftypcrx \0\0\0\x01')).toBe('raw');
  // Nikon's: the first directory shows a small picture (tag 254 is 1) and names others (tag 330).
  const nikon = (small: string) =>
    `MM\0*\0\0\0\x08\0\x02\0\xfe\0\x04\0\0\0\x01\0\0\0${small}\x01\x4a\0\x04\0\0\0\x01\0\0\x01\0`;
  expect(of(nikon('\x01'))).toBe('raw');
  expect(of(nikon('\0'))).toBe('tiff');
});

test('pixels never share the memory of the file, whatever kind of bytes it was given as', async () => {
  const grey = { pixels: { width: 2, height: 1, planes: 1, data: Uint8Array.of(1, 2) } as const, header: [] };
  for (const file of [writeXisf(grey, { compression: 'none' }), writeTiff(grey), encodeFits(grey)]) {
    const bytes = Buffer.from(file);
    const { pixels } = await frameOfFile(bytes);
    bytes.fill(0);
    expect(pixels.data).toEqual(Uint8Array.of(1, 2));
  }
});
