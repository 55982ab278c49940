import { systemClock } from '@uraniborg/core';

/** So that whoever listens to several cameras has something else to do, too. */
const PAUSE_MS = 20;

/** Passes on what it is given, but not more often than fifty times a second; what is the last always. */
export function nowAndThen<T extends unknown[]>(tell: (...what: T) => void): (isLast: boolean, ...what: T) => void {
  let told = Number.NEGATIVE_INFINITY;
  return (isLast, ...what) => {
    const now = systemClock.now();
    if (!isLast && Math.abs(now - told) < PAUSE_MS) return;
    told = now;
    tell(...what);
  };
}
