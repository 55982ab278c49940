import { InvalidInput } from '@uraniborg/core';
import { CARD_BYTES } from '../fitsCard.ts';
import { BLOCK_BYTES, parseFitsHeader } from '../fitsHeader.ts';
import { readTiles } from '../fz/readTiles.ts';
import { cardNumber } from '../header.ts';
import { unpackedFits } from '../packed/packedWhole.ts';
import { fromBytes } from '../wanting.ts';
import { checkSums } from './checkSums.ts';
import type { FaultFinder, FitsFault } from './fitsFault.ts';
import { dataBytes, mandatoryCards } from './mandatoryCards.ts';
import { reservedCards } from './reservedCards.ts';
import { type StrictCard, strictCard } from './strictCard.ts';
import { tableCards } from './tableCards.ts';

export interface Verdict {
  /** How many header and data units were looked at. */
  readonly parts: number;
  /** In the order of the file; no more than MOST_FAULTS. */
  readonly faults: readonly FitsFault[];
}

/** Whoever has more has no FITS file. */
const MOST_FAULTS = 1000;
const MOST_CARDS = 100_000;
const MOST_PARTS = 10_000;

/**
 * What in a FITS file is not as the standard 4.0 wants it: the form and order of the cards, the reserved keywords, the
 * columns of tables, lengths, padding and checksums. What another reader would only stumble over counts as much as
 * what none could read.
 *
 * @throws InvalidInput it is no FITS file at all
 */
export function verifyFits(file: Uint8Array): Verdict {
  const bytes = unpackedFits(file);
  if (!/^SIMPLE *=/i.test(textOf(bytes.subarray(0, 9))))
    throw new InvalidInput('it does not begin with SIMPLE', 'byte 0');
  const faults: FitsFault[] = [];
  let offset = 0;
  let part = 0;
  for (; part < MOST_PARTS && faults.length < MOST_FAULTS; part++) {
    const next = verifyPart(bytes, offset, part, finder(faults, part));
    if (next === undefined || next >= bytes.length) return { parts: part + 1, faults };
    offset = next;
    if (textOf(bytes.subarray(offset, offset + 8)) !== 'XTENSION') {
      finder(faults, part).error(`byte ${offset}`, 'something stands after the last part that is no extension');
      return { parts: part + 1, faults };
    }
  }
  return { parts: part, faults };
}

function finder(faults: FitsFault[], part: number): FaultFinder {
  const add = (severity: FitsFault['severity']) => (where: string, text: string) => {
    if (faults.length < MOST_FAULTS) faults.push({ part, where, severity, text });
  };
  return { error: add('error'), warning: add('warning') };
}

/** Where the next part would begin; undefined when that cannot be told. */
function verifyPart(bytes: Uint8Array, offset: number, part: number, find: FaultFinder): number | undefined {
  const header = verifyHeader(bytes, offset, find);
  if (!header) return undefined;
  const { cards, dataOffset } = header;
  const layout = mandatoryCards(cards, part, find);
  if (!layout) return undefined;
  reservedCards(cards, part, layout, find);
  tableCards(cards, layout, find);
  const length = dataBytes(layout);
  const end = dataOffset + Math.ceil(length / BLOCK_BYTES) * BLOCK_BYTES;
  if (end > bytes.length) {
    find.error(`byte ${bytes.length}`, `the file ends; its data need ${end - dataOffset} bytes with their padding`);
    return undefined;
  }
  const fill = layout.extension === 'TABLE' ? 0x20 : 0;
  if (bytes.subarray(dataOffset + length, end).some((byte) => byte !== fill))
    find.error(
      `byte ${dataOffset + length}`,
      `the padding after the data is not all ${fill === 0 ? 'zeros' : 'blanks'}`,
    );
  const compressed = cards.some(({ keyword, value }) => keyword === 'ZIMAGE' && value === true);
  if (layout.extension === 'BINTABLE' && cards.some(({ keyword }) => keyword === 'ZCMPTYPE') && !compressed)
    find.error('ZIMAGE', 'is not T, but there is ZCMPTYPE');
  if (layout.extension === 'BINTABLE' && compressed) compressedTiles(bytes, { offset, part, dataOffset, length }, find);
  checkSums(cards, bytes, { offset, dataOffset, end }, find);
  return end;
}

/** Whether the tiles of a compressed image can be unpacked is known when they have been. */
function compressedTiles(
  bytes: Uint8Array,
  { offset, part, dataOffset, length }: { offset: number; part: number; dataOffset: number; length: number },
  find: FaultFinder,
): void {
  const { header } = parseFitsHeader(bytes, offset);
  const axes = [cardNumber(header, 'NAXIS1') ?? 0, cardNumber(header, 'NAXIS2') ?? 0];
  try {
    const kind = 'compressed image';
    const hdu = { index: part, kind, name: undefined, header, bitpix: 8, axes, dataOffset, dataBytes: length } as const;
    fromBytes(readTiles(hdu, bytes.length), bytes);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    find.error(error.where ?? 'ZIMAGE', error.message);
  }
}

function verifyHeader(
  bytes: Uint8Array,
  offset: number,
  find: FaultFinder,
): { cards: StrictCard[]; dataOffset: number } | undefined {
  const cards: StrictCard[] = [];
  for (let index = 0; index < MOST_CARDS; index++) {
    const at = offset + index * CARD_BYTES;
    if (at + CARD_BYTES > bytes.length) break;
    const record = textOf(bytes.subarray(at, at + CARD_BYTES));
    if (record.slice(0, 8) === 'END     ') {
      const end = offset + Math.ceil(((index + 1) * CARD_BYTES) / BLOCK_BYTES) * BLOCK_BYTES;
      if (record.trimEnd() !== 'END') find.error(`card ${index + 1}`, 'END is followed by something');
      if (end > bytes.length) find.error('END', 'the last block of the header is not whole');
      else if (textOf(bytes.subarray(at + CARD_BYTES, end)).trim() !== '')
        find.error('END', 'the padding after it is not all blanks');
      return { cards, dataOffset: end };
    }
    cards.push(strictCard(record, `${record.slice(0, 8).trim() || 'blank'} (card ${index + 1})`, find));
  }
  find.error(`byte ${offset}`, 'the header that begins there has no END');
  return undefined;
}

/** Byte by byte: what is no ASCII must be seen as it is. */
function textOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
