import { InvalidInput } from '@uraniborg/core';
import type { FitsHdu } from '../fitsHdu.ts';
import { cardNumber, cardText } from '../header.ts';
import type { Part, Wanting } from '../wanting.ts';

/** The columns of a binary table that a compressed image needs (FITS standard 4.0, section 7.3). */
export interface TileTable {
  readonly rows: number;
  /** Where the bytes of a variable-length column in a row are; undefined when there are none, or no such column. */
  place(name: string, row: number): Part | undefined;
  /** A number of a column in a row, or the one of that keyword for all of them; undefined when there is neither. */
  number(name: string, row: number): number | undefined;
}

export interface TableColumn {
  readonly offset: number;
  readonly code: string;
  /** Of a variable-length column, the code of its elements. */
  readonly elements: string;
}

const BYTES: Record<string, number> = { L: 1, B: 1, A: 1, I: 2, J: 4, K: 8, E: 4, D: 8, C: 8, M: 16, P: 8, Q: 16 };

/** @throws InvalidInput when the columns cannot be told apart, or the table is not whole */
export function* tileTable(hdu: FitsHdu): Wanting<TileTable> {
  const [rowBytes = 0, rows = 0] = hdu.axes;
  if (rowBytes * rows > hdu.dataBytes)
    throw new InvalidInput('the FITS table has fewer bytes than its rows need', 'GCOUNT');
  const columns = columnsOf(hdu, rowBytes);
  const table = yield { offset: hdu.dataOffset, length: rowBytes * rows };
  if (table.length < rowBytes * rows)
    throw new InvalidInput('the FITS table has fewer bytes than its rows need', 'GCOUNT');
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const heap = cardNumber(hdu.header, 'THEAP') ?? rowBytes * rows;
  const cell = (name: string, row: number) => {
    const column = columns.get(name);
    return column && row < rows ? { ...column, at: row * rowBytes + column.offset } : undefined;
  };
  const place = (name: string, row: number): Part | undefined => {
    const found = cell(name, row);
    if (!found || (found.code !== 'P' && found.code !== 'Q')) return undefined;
    const wide = found.code === 'Q';
    const count = wide ? Number(view.getBigInt64(found.at)) : view.getInt32(found.at);
    const offset = wide ? Number(view.getBigInt64(found.at + 8)) : view.getInt32(found.at + 4);
    const length = count * (BYTES[found.elements] ?? 1);
    if (count < 0 || offset < 0 || !Number.isSafeInteger(heap) || heap < 0 || heap + offset + length > hdu.dataBytes)
      throw new InvalidInput(`tile ${row} of the compressed image lies outside the file; the file is damaged`);
    return count === 0 ? undefined : { offset: hdu.dataOffset + heap + offset, length };
  };
  const number = (name: string, row: number): number | undefined => {
    const found = cell(name, row);
    switch (found?.code) {
      case 'D':
        return view.getFloat64(found.at);
      case 'E':
        return view.getFloat32(found.at);
      case 'J':
        return view.getInt32(found.at);
      case 'I':
        return view.getInt16(found.at);
      default:
        return cardNumber(hdu.header, name);
    }
  };
  return { rows, place, number };
}

/** Where the columns of a table are, by their names. @throws InvalidInput when that cannot be told */
export function columnsOf(hdu: FitsHdu, rowBytes: number): Map<string, TableColumn> {
  const fields = cardNumber(hdu.header, 'TFIELDS') ?? 0;
  const columns = new Map<string, TableColumn>();
  let offset = 0;
  for (let i = 1; i <= Math.min(fields, 999); i++) {
    const form = /^\s*(\d*)([LXBIJKAEDCMPQ])(.?)/.exec((cardText(hdu.header, `TFORM${i}`) ?? '').toUpperCase());
    if (!form) throw new InvalidInput(`column ${i} of the FITS table has no usable TFORM${i}`, `TFORM${i}`);
    const repeat = form[1] === '' ? 1 : Number(form[1]);
    const code = form[2] ?? '';
    const size = code === 'X' ? Math.ceil(repeat / 8) : repeat * (BYTES[code] ?? 0);
    const name = (cardText(hdu.header, `TTYPE${i}`) ?? '').trim().toUpperCase();
    if (offset + size > rowBytes)
      throw new InvalidInput('the columns of the FITS table are wider than its rows', 'NAXIS1');
    if (repeat > 0) columns.set(name, { offset, code, elements: form[3] ?? '' });
    offset += size;
  }
  return columns;
}
