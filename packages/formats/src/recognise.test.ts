import { expect, test } from 'vitest';
import { encodeFits } from './encodeFits.ts';
import type { Frame } from './frame.ts';
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
