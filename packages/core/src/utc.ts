/** Between milliseconds since the Unix epoch and what people and files write. The only use of Date in the house. */
import { InvalidInput } from './errors.ts';

/** "2026-11-20T22:14:05.123Z"; `digits` decimals of the second, 0 to 3. */
export function utcText(ms: number, digits: 0 | 1 | 2 | 3 = 3): string {
  const step = 10 ** (3 - digits);
  const text = new Date(Math.round(ms / step) * step).toISOString();
  return digits === 0 ? `${text.slice(0, 19)}Z` : `${text.slice(0, 20 + digits)}Z`;
}

/**
 * Milliseconds since the Unix epoch of an ISO 8601 text. A text without a zone is UTC: that is what instruments mean.
 *
 * @throws InvalidInput when it is not such a text
 */
export function parseUtc(text: string): number {
  const trimmed = text.trim();
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(trimmed) || !trimmed.includes('T') ? trimmed : `${trimmed}Z`;
  const ms = Date.parse(zoned);
  if (!/^\d{4}-\d\d-\d\d/.test(trimmed) || Number.isNaN(ms))
    throw new InvalidInput(`"${text}" is not a UTC time such as 2026-11-20T22:14:05.123Z`);
  return ms;
}

/** The parts of a UTC time; `month` 1 to 12. */
export function utcParts(ms: number): {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
} {
  const date = new Date(ms);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    ms: date.getUTCMilliseconds(),
  };
}
