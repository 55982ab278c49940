import type { Clock } from '@uraniborg/core';

/** Something that goes from one value to another at an even speed, by the clock alone. */
export interface Mover {
  at(): number;
  moving(): boolean;
  go(target: number): void;
  halt(): void;
  /** Is there at once. */
  set(value: number): void;
}

export function mover(clock: Clock, start: number, speed: number): Mover {
  let [from, to, since] = [start, start, clock.now()];
  const at = () => {
    const gone = (speed * (clock.now() - since)) / 1000;
    return gone >= Math.abs(to - from) ? to : from + Math.sign(to - from) * gone;
  };
  const begin = (here: number, target: number) => {
    [from, to, since] = [here, target, clock.now()];
  };
  return {
    at,
    moving: () => at() !== to,
    go: (target) => begin(at(), target),
    halt: () => begin(at(), at()),
    set: (value) => begin(value, value),
  };
}
