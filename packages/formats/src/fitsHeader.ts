import { InvalidInput } from '@uraniborg/core';
import { CARD_BYTES, formatCard, parseCard } from './fitsCard.ts';
import type { Card, Header } from './header.ts';

/** FITS files are made of these. */
export const BLOCK_BYTES = 2880;

/** More cards than any honest header has; a bound on what a hostile one can make us build. */
const MAX_CARDS = 100_000;

export interface ParsedHeader {
  readonly header: Header;
  /** Where the data of this header begin: the next full block, or the end of the bytes. */
  readonly dataOffset: number;
}

/**
 * Reads the header that begins at `offset`. A last block without its padding is accepted.
 *
 * @throws InvalidInput when there is no END card
 */
export function parseFitsHeader(bytes: Uint8Array, offset = 0): ParsedHeader {
  const cards: Card[] = [];
  let open = false;
  for (let index = 0; index < MAX_CARDS; index++) {
    const at = offset + index * CARD_BYTES;
    if (at >= bytes.length) break;
    const record = recordText(bytes.subarray(at, at + CARD_BYTES));
    if (record.trim().toUpperCase() === 'END') {
      const used = (index + 1) * CARD_BYTES;
      const dataOffset = Math.min(offset + Math.ceil(used / BLOCK_BYTES) * BLOCK_BYTES, bytes.length);
      return { header: withoutPadding(cards), dataOffset };
    }
    open = append(cards, record, open);
  }
  throw new InvalidInput(
    `the header that begins at byte ${offset} has no END card; the file is truncated or is not FITS`,
    `byte ${offset}`,
  );
}

/**
 * Adds a record to the cards: as a card of its own, or, where the string before it is still `open`, as more of that.
 * Tells whether the string is open now.
 */
function append(cards: Card[], record: string, open: boolean): boolean {
  const { continues, ...next } = parseCard(record);
  const last = cards.at(-1);
  if (next.keyword === 'CONTINUE' && typeof next.value === 'string') {
    if (open && typeof last?.value === 'string') {
      cards[cards.length - 1] = {
        keyword: last.keyword,
        value: last.value.slice(0, -1) + next.value,
        comment: [last.comment, next.comment].filter((part) => part !== '').join(' '),
      };
      return continues;
    }
  }
  // The card that says "long strings may follow" is the writer's business.
  if (next.keyword !== 'LONGSTRN') cards.push(next);
  return continues;
}

/** Blank cards at the end are room for more, not remarks. */
function withoutPadding(cards: Card[]): Header {
  let end = cards.length;
  while (end > 0 && cards[end - 1]?.keyword === '' && cards[end - 1]?.comment === '') end--;
  return cards.slice(0, end);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const latin1 = new TextDecoder('latin1');

/** FITS is ASCII; what is not is UTF-8 if it can be, else Latin-1. Control characters become blanks. */
function recordText(bytes: Uint8Array): string {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    text = latin1.decode(bytes);
  }
  return text.replace(/\p{Cc}/gu, ' ').padEnd(CARD_BYTES);
}

/**
 * The header as whole blocks, END and padding included. `LONGSTRN` is added where a string needs CONTINUE.
 *
 * @throws InvalidInput when a keyword is no text that FITS can hold
 */
export function formatFitsHeader(header: Header): Uint8Array {
  const cards = header.flatMap((each) => formatCard(each));
  if (cards.some((record) => record.startsWith('CONTINUE')))
    cards.push(...formatCard({ keyword: 'LONGSTRN', value: 'OGIP 1.0', comment: 'long strings use CONTINUE' }));
  cards.push('END');
  const text = cards.map((record) => record.padEnd(CARD_BYTES)).join('');
  const bytes = new Uint8Array(Math.ceil(text.length / BLOCK_BYTES) * BLOCK_BYTES).fill(0x20);
  new TextEncoder().encodeInto(text, bytes);
  return bytes;
}
