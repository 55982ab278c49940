import type { Instant } from '@uraniborg/core';

/** 100-ns ticks from 0001-01-01 to 1970-01-01, both proleptic Gregorian: the day numbers differ by 719,162. */
const UNIX_TICKS = 719_162n * 86_400n * 10_000_000n;

/** A SER time stamp; undefined for 0, which means that none was taken. It marks what the recorder chose: the end. */
export function instantOfTicks(ticks: bigint): Instant | undefined {
  if (ticks <= 0n) return undefined;
  // Nothing in the file says whose clock it was, nor how good.
  return {
    ns: (ticks - UNIX_TICKS) * 100n,
    scale: 'UTC',
    marks: 'end',
    source: 'system',
    uncertaintyNs: Number.POSITIVE_INFINITY,
  };
}

export function ticksOf(instant: Pick<Instant, 'ns'>): bigint {
  return (instant.ns + 50n) / 100n + UNIX_TICKS;
}
