/**
 * Julian dates in two parts, because one double keeps a date of today only to 40 microseconds: `day` is a whole number
 * and a half, `fraction` the rest.
 */
import type { Instant } from '@uraniborg/core';
import { leapSeconds } from './leapSeconds.ts';

export interface JulianDate {
  readonly day: number;
  readonly fraction: number;
}

/** A moment: milliseconds since the Unix epoch, UTC, as a Clock gives them, or an Instant in any scale. */
export type Moment = number | Instant;

const EPOCH = 2440587.5;
const DAY_MS = 86_400_000;
const DAY_NS = 86_400_000_000_000n;
const TT_MINUS_TAI = 32.184;
const TAI_MINUS_GPS = 19;

/** The Julian date of the moment's UTC; during a leap second it repeats the second before, as POSIX time does. */
export function utcDate(moment: Moment): JulianDate {
  if (typeof moment !== 'number' && moment.scale === 'UTC') return dateOfNs(moment.ns);
  const ms = utcMsOf(moment);
  const day = Math.floor(ms / DAY_MS);
  return { day: EPOCH + day, fraction: (ms - day * DAY_MS) / DAY_MS };
}

/** The Julian date of the moment's Terrestrial Time. */
export function ttDate(moment: Moment): JulianDate {
  if (typeof moment === 'number') return later(utcDate(moment), leapSeconds(moment) + TT_MINUS_TAI);
  const { ns, scale } = moment;
  const ahead = {
    UTC: leapSeconds(Number(ns / 1_000_000n)) + TT_MINUS_TAI,
    TAI: TT_MINUS_TAI,
    GPS: TAI_MINUS_GPS + TT_MINUS_TAI,
    TT: 0,
  };
  return later(dateOfNs(ns), ahead[scale]);
}

/** The Julian date of UT1. @param dut1 UT1 - UTC in seconds; at most 0.9, taken for 0 where nobody knows it */
export function ut1Date(moment: Moment, dut1 = 0): JulianDate {
  return later(utcDate(moment), dut1);
}

/** Julian centuries of 36525 days since J2000.0 (JD 2451545). */
export function centuriesSinceJ2000({ day, fraction }: JulianDate): number {
  return (day - 2451545 + fraction) / 36525;
}

/** Milliseconds since the Unix epoch, UTC. */
export function utcMsOf(moment: Moment): number {
  if (typeof moment === 'number') return moment;
  const ms = Number(moment.ns / 1_000_000n) + Number(moment.ns % 1_000_000n) / 1e6;
  if (moment.scale === 'UTC') return ms;
  const taiMs = ms - 1000 * { TAI: 0, GPS: -TAI_MINUS_GPS, TT: TT_MINUS_TAI }[moment.scale];
  // The step that holds is found with the UTC it gives itself; one look back settles the seconds around a step.
  return taiMs - 1000 * leapSeconds(taiMs - 1000 * leapSeconds(taiMs));
}

function dateOfNs(ns: bigint): JulianDate {
  const day = ns >= 0n ? ns / DAY_NS : (ns - DAY_NS + 1n) / DAY_NS;
  return { day: EPOCH + Number(day), fraction: Number(ns - day * DAY_NS) / Number(DAY_NS) };
}

function later({ day, fraction }: JulianDate, seconds: number): JulianDate {
  const moved = fraction + seconds / 86400;
  const days = Math.floor(moved);
  return { day: day + days, fraction: moved - days };
}
