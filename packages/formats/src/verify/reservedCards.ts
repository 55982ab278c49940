import type { FaultFinder } from './fitsFault.ts';
import type { Layout } from './mandatoryCards.ts';
import type { StrictCard } from './strictCard.ts';

type Kind = 'string' | 'logical' | 'integer' | 'number' | 'date';

/** What kind of value the standard reserves keywords for (FITS standard 4.0, sections 4.4.2, 5, 8 and appendix C). */
const RESERVED: readonly (readonly [RegExp, Kind])[] = [
  [/^(DATE|DATE-OBS|DATE-BEG|DATE-AVG|DATE-END|DATEREF)$/, 'date'],
  [/^(ORIGIN|TELESCOP|INSTRUME|OBSERVER|OBJECT|AUTHOR|REFERENC|BUNIT|EXTNAME|RADE(SYS|CSYS)[A-Z]?)$/, 'string'],
  [/^(CTYPE|CUNIT)\d+[A-Z]?$/, 'string'],
  [/^(EXTEND|GROUPS|INHERIT)$/, 'logical'],
  [/^(BLANK|EXTVER|EXTLEVEL|WCSAXES[A-Z]?|TFIELDS|THEAP|PCOUNT|GCOUNT)$/, 'integer'],
  [/^(BSCALE|BZERO|DATAMIN|DATAMAX|EQUINOX[A-Z]?|EPOCH|MJD-OBS|LONPOLE[A-Z]?|LATPOLE[A-Z]?)$/, 'number'],
  [/^(CRPIX|CRVAL|CDELT|CROTA|CRDER|CSYER)\d+[A-Z]?$/, 'number'],
  [/^(PC|CD|PV)\d+_\d+[A-Z]?$/, 'number'],
  [/^(TTYPE|TFORM|TUNIT|TDISP|TDIM)\d+$/, 'string'],
  [/^(TSCAL|TZERO)\d+$/, 'number'],
  [/^(CHECKSUM|DATASUM)$/, 'string'],
];

/** Keywords whose values the standard says something about, and those that stand where they mean nothing. */
export function reservedCards(cards: readonly StrictCard[], part: number, layout: Layout, find: FaultFinder): void {
  const seen = new Set<string>();
  const mandatory = /^(SIMPLE|XTENSION|BITPIX|NAXIS\d*|PCOUNT|GCOUNT|END)$/;
  for (const [i, one] of cards.entries()) {
    const { keyword, kind } = one;
    if (kind === 'commentary') continue;
    if (keyword === 'CONTINUE') {
      if (!cards[i - 1]?.continues) find.warning(keyword, `(card ${i + 1}) continues nothing`);
      continue;
    }
    if (seen.has(keyword)) {
      if (mandatory.test(keyword)) find.error(keyword, 'stands twice');
      else find.warning(keyword, 'stands twice');
    }
    seen.add(keyword);
    if (part === 0 && keyword === 'XTENSION') find.error(keyword, 'stands in the primary header');
    if (part > 0 && (keyword === 'SIMPLE' || keyword === 'EXTEND'))
      (keyword === 'SIMPLE' ? find.error : find.warning)(keyword, 'belongs to the primary header');
    const wanted = RESERVED.find(([pattern]) => pattern.test(keyword))?.[1];
    const table = layout.extension === 'TABLE' || layout.extension === 'BINTABLE';
    // Of a reserved keyword it is an error, of another one's own unwise.
    const blame = wanted === undefined ? find.warning : find.error;
    if (kind === 'none') blame(keyword, 'has no value');
    else if (kind === 'no blank') blame(keyword, 'has no blank after its equals sign: it has no value');
    else if (wanted !== undefined && !(table && keyword === 'BLANK')) demandKind(one, wanted, find);
  }
  imageOnly(cards, layout, find);
  coordinates(cards, find);
}

function demandKind({ keyword, kind, value }: StrictCard, wanted: Kind, find: FaultFinder): void {
  if (kind === 'unknown') return;
  const number = kind === 'integer' || kind === 'real';
  if (wanted === 'number' ? !number : wanted === 'date' ? kind !== 'string' : kind !== wanted)
    find.error(keyword, `must be a ${wanted === 'integer' ? 'whole number' : wanted}, and is not`);
  else if (wanted === 'date' && !isDate(String(value))) find.error(keyword, `"${value}" is no date of the standard`);
}

/** yyyy-mm-dd, with a time after T, or the old dd/mm/yy. */
function isDate(text: string): boolean {
  const old = /^(\d\d)\/(\d\d)\/\d\d$/.exec(text);
  if (old) return within(old[1], 1, 31) && within(old[2], 1, 12);
  const iso = /^[+-]?\d{4,5}-(\d\d)-(\d\d)(T(\d\d):(\d\d):(\d\d)(\.\d*)?)?$/.exec(text);
  if (!iso || !within(iso[1], 1, 12) || !within(iso[2], 1, 31)) return false;
  return iso[3] === undefined || (within(iso[4], 0, 23) && within(iso[5], 0, 59) && within(iso[6], 0, 60));
}

const within = (text: string | undefined, low: number, high: number) => Number(text) >= low && Number(text) <= high;

function imageOnly(cards: readonly StrictCard[], { bitpix, extension }: Layout, find: FaultFinder): void {
  const table = extension === 'TABLE' || extension === 'BINTABLE';
  for (const { keyword } of cards) {
    if (keyword === 'BLANK' && bitpix < 0) find.warning(keyword, 'means nothing for floating point');
    if (
      table &&
      /^(BSCALE|BZERO|BUNIT|BLANK|DATAMAX|DATAMIN)$/.test(keyword) &&
      !cards.some((c) => c.keyword === 'ZIMAGE')
    )
      find.warning(keyword, 'means nothing in a table');
    if (!table && /^(TFIELDS|TTYPE\d+|TFORM\d+|TBCOL\d+|THEAP)$/.test(keyword))
      find.error(keyword, 'belongs to a table');
  }
}

/** Axes of coordinates beyond those that WCSAXES or NAXIS count. */
function coordinates(cards: readonly StrictCard[], find: FaultFinder): void {
  const axes = cards.find(({ keyword }) => keyword === 'WCSAXES')?.value;
  if (typeof axes !== 'number') return;
  for (const { keyword } of cards) {
    const axis = /^(CRPIX|CRVAL|CDELT|CTYPE|CUNIT)(\d+)$/.exec(keyword);
    if (axis && Number(axis[2]) > axes) find.error(keyword, `is beyond the ${axes} axes of WCSAXES`);
  }
}
