import type { CardValue } from '../header.ts';

/** The value of a FITSKeyword element: text in quotes, T or F, or a number; undefined for none. */
export function parseCardValue(text: string): CardValue | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (trimmed.startsWith("'")) return trimmed.replace(/^'|'$/g, '').replaceAll("''", "'").trimEnd();
  if (trimmed === 'T' || trimmed === 'F') return trimmed === 'T';
  if (/^[+-]?\d{16,}$/.test(trimmed)) return BigInt(trimmed);
  const number = Number(trimmed.replace(/d(?=[+-]?\d+$)/i, 'E'));
  return Number.isFinite(number) ? number : trimmed;
}

export function formatCardValue(value: CardValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return typeof value === 'boolean' ? (value ? 'T' : 'F') : String(value);
}
