/** Slack in a gear: the driven side follows the motor only once the motor has crossed the gap. */
import { createTimeline, type Stretch, type Timeline } from '../timeline.ts';

export interface GearedAxis {
  /** Where the motor stands: what encoders and step counts report. */
  readonly motor: Timeline<number>;
  /** Where the driven side stands: what the light sees. */
  readonly driven: Timeline<number>;
  /** Both go on like this; every stretch must run one way only. */
  follow(...stretches: Stretch<number>[]): void;
}

/** @param slack the width of the gap, in the axis' own units; the driven side begins at `start` in its middle */
export function createGearedAxis(start: number, slack: number): GearedAxis {
  const motor = createTimeline(start);
  const driven = createTimeline(start);
  return {
    motor,
    driven,
    follow(...stretches) {
      const first = stretches[0];
      if (!first) return;
      let carried = driven.at(first.from);
      const followed = stretches.map((stretch, i): Stretch<number> => {
        const begin = carried;
        const value = (time: number) => {
          const at = stretch.value(time);
          return Math.min(at + slack / 2, Math.max(at - slack / 2, begin));
        };
        const next = stretches[i + 1];
        if (next) carried = value(next.from);
        return { from: stretch.from, value };
      });
      motor.follow(...stretches);
      driven.follow(...followed);
    },
  };
}
