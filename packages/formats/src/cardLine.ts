import type { Card, CardValue } from './header.ts';

/** A card as a person reads it, on one line however long its text: `KEYWORD = value / comment`. */
export function cardLine({ keyword, value, comment }: Card): string {
  if (value === undefined) return `${keyword.padEnd(8)} ${comment}`.trimEnd();
  return `${keyword.padEnd(8)}= ${valueText(value)}${comment === '' ? '' : ` / ${comment}`}`;
}

function valueText(value: CardValue): string {
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  return typeof value === 'string' ? `'${value}'` : String(value);
}
