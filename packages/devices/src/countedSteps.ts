import type { Clock } from '@uraniborg/core';

/** Where something stands that cannot say so itself: counted from the middle of its range, by the moves that it made. */
export interface CountedSteps {
  readonly position: number;
  /** Begins anew: nobody knows where it stands, so it is the middle. */
  begin(range: number): void;
  /**
   * Runs a move and counts it. Of one that breaks off is counted what it will have done in the time that it had, by the
   * speed of the moves before (half of it, while there were none): from then on the count is an estimate.
   */
  count(by: number, move: () => Promise<void>): Promise<void>;
}

/** @param rate steps per millisecond, where it is known beforehand */
export function countedSteps(clock: () => Clock, rate?: number): CountedSteps {
  let position = 0;
  let speed = rate;
  return {
    get position() {
      return position;
    },
    begin(range) {
      position = Math.floor(range / 2);
    },
    async count(by, move) {
      const begun = clock().now();
      const passed = () => clock().now() - begun;
      try {
        await move();
        position += by;
        if (rate === undefined && passed() > 0) speed = Math.abs(by) / passed();
      } catch (error) {
        const share = speed === undefined ? 0.5 : Math.min(1, (passed() * speed) / Math.abs(by));
        position += Math.round(by * share);
        throw error;
      }
    },
  };
}
