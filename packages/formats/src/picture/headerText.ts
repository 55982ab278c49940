/** The header of an Astro-TIFF: FITS cards as lines of the image description, up to END. */
import { withoutNoPattern } from '../bayerPattern.ts';
import { formatCard, parseCard } from '../fitsCard.ts';
import { type Card, type Header, isStructural } from '../header.ts';

export function formatHeaderText(header: Header): string {
  const lines = header
    .filter(({ keyword }) => !isStructural(keyword))
    .flatMap((card) => formatCard(card).map((line) => line.trimEnd()));
  return [...lines, 'END', ''].join('\n');
}

/** The cards of a description; none where it is not one of FITS cards. */
export function parseHeaderText(text: string): Header {
  const cards: Card[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trimEnd() === 'END') return withoutNoPattern(cards);
    if (!/^[A-Z0-9_-]{1,8} *(=|$)|^(COMMENT|HISTORY) /.test(line)) continue;
    const { keyword, value, comment } = parseCard(line.padEnd(80));
    cards.push({ keyword, value, comment });
  }
  // Without an END it was a sentence that happens to look like a card.
  return [];
}
