/** TAI - UTC since 1972, after IERS Bulletin C: the day (UTC) from which each number of seconds holds. */
import { parseUtc } from '@uraniborg/core';

const STEPS: readonly (readonly [fromMs: number, seconds: number])[] = [
  '1972-01',
  '1972-07',
  '1973-01',
  '1974-01',
  '1975-01',
  '1976-01',
  '1977-01',
  '1978-01',
  '1979-01',
  '1980-01',
  '1981-07',
  '1982-07',
  '1983-07',
  '1985-07',
  '1988-01',
  '1990-01',
  '1991-01',
  '1992-07',
  '1993-07',
  '1994-07',
  '1996-01',
  '1997-07',
  '1999-01',
  '2006-01',
  '2009-01',
  '2012-07',
  '2015-07',
  '2017-01',
].map((month, n) => [parseUtc(`${month}-01T00:00:00Z`), 10 + n] as const);

/**
 * TAI - UTC in seconds at `utcMs` (milliseconds since the Unix epoch). Before 1972, when UTC ran at another rate, the
 * 10 s of 1972 are given; after the last known step they stay as they are.
 */
export function leapSeconds(utcMs: number): number {
  return STEPS.findLast(([from]) => utcMs >= from)?.[1] ?? 10;
}
