import { expect, test } from 'vitest';
import { encodeFits } from './encodeFits.ts';
import type { Frame } from './frame.ts';
import { frameOfFile } from './frameOfFile.ts';
import { card, cardText } from './header.ts';
import { writeTiff } from './picture/writeTiff.ts';
import { writeXisf } from './xisf/writeXisf.ts';

test('a BAYERPAT that says that there is none is left out, whatever file it is in', async () => {
  for (const [says, read] of [
    ['RGGB', 'RGGB'],
    ['gbrg', 'gbrg'],
    ['NONE', undefined],
    ['Mono', undefined],
    ['', undefined],
    ['   ', undefined],
  ] as const) {
    const header = [card('OBJECT', 'M 1'), card('BAYERPAT', says)];
    const frame: Frame = { pixels: { width: 2, height: 2, planes: 1, data: Uint16Array.of(1, 2, 3, 4) }, header };
    for (const write of [encodeFits, writeXisf, writeTiff]) {
      const back = await frameOfFile(write(frame));
      expect([write.name, says, cardText(back.header, 'BAYERPAT')]).toEqual([write.name, says, read]);
      expect(cardText(back.header, 'OBJECT')).toBe('M 1');
    }
  }
});
