/**
 * How something moves, as functions of time: what has happened stays as it was, what lies ahead is known until the
 * next command changes it. Nothing here runs by itself, so a clock may jump.
 */
export interface Stretch<T> {
  /** From this time on (ms since the Unix epoch), until the next stretch. */
  readonly from: number;
  readonly value: (time: number) => T;
}

export interface Timeline<T> {
  at(time: number): T;
  /** From the first stretch's time on it goes like this; what was planned after that time is forgotten. */
  follow(...stretches: Stretch<T>[]): void;
}

/** How far back a timeline remembers: longer than the longest exposure. */
const MEMORY_MS = 3 * 3_600_000;

/** @param value what it is before the first `follow` */
export function createTimeline<T>(value: T | ((time: number) => T)): Timeline<T> {
  const first = typeof value === 'function' ? (value as (time: number) => T) : () => value;
  let stretches: Stretch<T>[] = [{ from: Number.NEGATIVE_INFINITY, value: first }];
  const indexAt = (time: number) => {
    let low = 0;
    let high = stretches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((stretches[middle]?.from ?? Infinity) <= time) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    at(time) {
      const stretch = stretches[indexAt(time)];
      return stretch ? stretch.value(time) : first(time);
    },
    follow(...next) {
      const start = next[0]?.from;
      if (start === undefined) return;
      const kept = stretches.filter((stretch) => stretch.from < start);
      const old = stretches.length > 4096 ? indexAt(start - MEMORY_MS) : 0;
      stretches = [...kept.slice(Math.min(old, kept.length - 1)), ...next];
    },
  };
}

/** A constant as a stretch. */
export const hold = <T>(from: number, value: T): Stretch<T> => ({ from, value: () => value });
