import type { FaultFinder } from './fitsFault.ts';
import type { Layout } from './mandatoryCards.ts';
import type { StrictCard } from './strictCard.ts';

/** Bytes of one element of a column of a binary table by its letter (FITS standard 4.0, table 18). */
const BYTES: Readonly<Record<string, number>> = {
  L: 1,
  B: 1,
  A: 1,
  I: 2,
  J: 4,
  K: 8,
  E: 4,
  D: 8,
  C: 8,
  M: 16,
  P: 8,
  Q: 16,
};

/** The columns of a table: each described, and together as wide as a row (FITS standard 4.0, sections 7.2 and 7.3). */
export function tableCards(cards: readonly StrictCard[], layout: Layout, find: FaultFinder): void {
  const { extension, bitpix, axes, extra, groups } = layout;
  if (extension !== 'TABLE' && extension !== 'BINTABLE') return;
  if (bitpix !== 8) find.error('BITPIX', `is ${bitpix}; in a table it must be 8`);
  if (axes.length !== 2) find.error('NAXIS', `is ${axes.length}; in a table it must be 2`);
  if (extension === 'TABLE' && extra !== 0) find.error('PCOUNT', `is ${extra}; in a text table it must be 0`);
  if (groups !== 1) find.error('GCOUNT', `is ${groups}; in a table it must be 1`);
  const of = (keyword: string) => cards.find((each) => each.keyword === keyword);
  const place = 3 + axes.length + 2;
  const fields = of('TFIELDS');
  if (!fields || typeof fields.value !== 'number') {
    find.error('TFIELDS', 'is missing or no whole number');
    return;
  }
  if (cards[place]?.keyword !== 'TFIELDS') find.error('TFIELDS', `is not card ${place + 1}, where it must be`);
  if (!fields.fixed) find.error('TFIELDS', 'does not stand in fixed format (columns 11 to 30)');
  if (fields.value < 0 || fields.value > 999) {
    find.error('TFIELDS', `is ${fields.value}; it can be 0 to 999`);
    return;
  }
  let width = 0;
  let known = true;
  for (let column = 1; column <= fields.value; column++) {
    const keyword = `TFORM${column}`;
    const form = of(keyword)?.value;
    const bytes =
      typeof form === 'string' ? (extension === 'BINTABLE' ? binaryBytes(form) : textBytes(form)) : undefined;
    if (bytes === undefined) {
      find.error(keyword, form === undefined ? 'is missing' : `"${form}" is no form of a column`);
      known = false;
    } else width += bytes;
    if (!of(`TTYPE${column}`)) find.warning(`TTYPE${column}`, 'is missing: the column has no name');
    if (extension === 'TABLE') {
      const start = of(`TBCOL${column}`);
      const begin = start?.value;
      if (
        start?.kind !== 'integer' ||
        !start.fixed ||
        typeof begin !== 'number' ||
        begin < 1 ||
        begin + (bytes ?? 0) - 1 > (axes[0] ?? 0)
      ) {
        find.error(`TBCOL${column}`, 'is missing, no whole number in fixed format, or not inside the row');
      }
    }
  }
  if (known && extension === 'BINTABLE' && width !== axes[0])
    find.error('NAXIS1', `is ${axes[0]}, but the columns have ${width} bytes`);
  for (const { keyword } of cards) {
    const column = /^(TTYPE|TFORM|TUNIT|TNULL|TSCAL|TZERO|TDISP|TBCOL|TDIM)(\d+)$/.exec(keyword);
    if (column && Number(column[2]) > fields.value) find.warning(keyword, `is beyond the ${fields.value} columns`);
  }
}

function binaryBytes(form: string): number | undefined {
  const parts = /^(\d*)([LXBIJKAEDCMPQ])(.*)$/.exec(form.trim());
  if (!parts) return undefined;
  const count = parts[1] === '' ? 1 : Number(parts[1]);
  const letter = parts[2] ?? '';
  if (letter === 'X') return Math.ceil(count / 8);
  if ((letter === 'P' || letter === 'Q') && (count > 1 || !/^[LXBIJKAEDCM](\(\d*\))?$/.test(parts[3] ?? '')))
    return undefined;
  return count * (BYTES[letter] ?? 0);
}

function textBytes(form: string): number | undefined {
  const parts = /^[AIFED](\d+)(\.\d+)?$/.exec(form.trim());
  return parts ? Number(parts[1]) : undefined;
}
