import { enumerations } from '../enumerations.ts';
import type { Row, TypeName } from '../members/row.ts';

/** What is wrong with a JSON value for a member of the table, in words; undefined when nothing is. */
export function typeFault(row: Row, value: unknown): string | undefined {
  if (!('type' in row) || row.type === undefined) return undefined;
  return faultOf(row.type, value);
}

function faultOf(type: TypeName, value: unknown): string | undefined {
  const seen = JSON.stringify(value) ?? 'nothing';
  const shown = seen.length > 60 ? `${seen.slice(0, 57)}...` : seen;
  const wrong = (expected: string) => `${shown} is not ${expected}`;
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : wrong('true or false');
    case 'int':
      return Number.isInteger(value) && Math.abs(value as number) <= 2 ** 31
        ? undefined
        : wrong('a 32-bit whole number');
    case 'double':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : wrong('a number');
    case 'string':
      return typeof value === 'string' ? undefined : wrong('a text');
    case 'utcDate':
      return isTime(value) && String(value).endsWith('Z')
        ? undefined
        : wrong('a time such as 2026-11-20T22:14:05.123Z');
    case 'fitsDate':
      return isTime(value) && !String(value).endsWith('Z')
        ? undefined
        : wrong('a time such as 2026-11-20T22:14:05.123, without a zone');
    case 'string[]':
      return Array.isArray(value) && value.every((v) => typeof v === 'string') ? undefined : wrong('a list of texts');
    case 'int[]':
      return Array.isArray(value) && value.every(Number.isInteger) ? undefined : wrong('a list of whole numbers');
    case 'driveRate[]':
      return Array.isArray(value) && value.every((v) => !faultOf('driveRate', v))
        ? undefined
        : wrong('a list of drive rates');
    case 'axisRate[]':
      return Array.isArray(value) && value.every(isAxisRate) ? undefined : wrong('a list of {Minimum, Maximum}');
    case 'deviceState':
      return Array.isArray(value) && value.every(isNamedValue) ? undefined : wrong('a list of {Name, Value}');
    case 'image':
      return undefined;
    default: {
      const words = enumerations[type] as Record<string, number>;
      return Object.values(words).includes(value as number)
        ? undefined
        : wrong(
            `one of ${Object.entries(words)
              .map(([word, n]) => `${n} (${word})`)
              .join(', ')}`,
          );
    }
  }
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z?$/.test(value);
}
function isAxisRate(value: unknown): boolean {
  const rate = value as { Minimum?: unknown; Maximum?: unknown } | null;
  return typeof rate?.Minimum === 'number' && typeof rate.Maximum === 'number';
}
function isNamedValue(value: unknown): boolean {
  const entry = value as { Name?: unknown; Value?: unknown } | null;
  return typeof entry?.Name === 'string' && ['boolean', 'number', 'string'].includes(typeof entry.Value);
}
