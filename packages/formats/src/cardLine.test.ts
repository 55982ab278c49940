import { expect, test } from 'vitest';
import { cardLine } from './cardLine.ts';
import { type Card, card } from './header.ts';

test('a card on a line', () => {
  const lines: [Card, string][] = [
    [card('OBJECT', "Barnard's Star", 'what it shows'), "OBJECT  = 'Barnard's Star' / what it shows"],
    [card('GAIN', 120), 'GAIN    = 120'],
    [card('BIG', 2n ** 60n), 'BIG     = 1152921504606846976'],
    [card('EXTEND', true, 'may be'), 'EXTEND  = T / may be'],
    [card('HISTORY', undefined, 'stacked'), 'HISTORY  stacked'],
    [card('', undefined, ''), ''],
  ];
  for (const [each, line] of lines) expect(cardLine(each)).toBe(line);
});
