/** Something that a motor moves along a line or a circle to a position and stops there: focuser, rotator, wheel, cover. */
import { motion } from '../motion.ts';
import { hold } from '../timeline.ts';
import { createGearedAxis } from './play.ts';

export interface StepMover {
  /** Where the motor is. */
  position(time: number): number;
  /** Where the driven side is: behind by the slack after a reversal. */
  truePosition(time: number): number;
  moving(time: number): boolean;
  target(): number;
  moveTo(target: number, time: number): void;
  halt(time: number): void;
}

export interface StepMoverOptions {
  readonly start: number;
  /** Units per second, and per second squared. */
  readonly speed: number;
  readonly acceleration?: number;
  readonly slack?: number;
  /** Whether positions are whole steps. */
  readonly whole?: boolean;
}

export function createStepMover({ start, speed, acceleration, slack = 0, whole = false }: StepMoverOptions): StepMover {
  const axis = createGearedAxis(start, slack);
  let goal = start;
  let arrival = Number.NEGATIVE_INFINITY;
  const rounded = (value: number) => (whole ? Math.round(value) : value);
  return {
    position: (time) => rounded(axis.motor.at(time)),
    truePosition: (time) => axis.driven.at(time),
    moving: (time) => time < arrival,
    target: () => goal,
    moveTo(target, time) {
      const from = axis.motor.at(time);
      const move = motion(target - from, speed, acceleration);
      goal = target;
      arrival = time + 1000 * move.duration;
      axis.follow({ from: time, value: (t) => from + move.travelled((t - time) / 1000) }, hold(arrival, target));
    },
    halt(time) {
      if (time >= arrival) return;
      goal = rounded(axis.motor.at(time));
      arrival = time;
      axis.follow(hold(time, goal));
    },
  };
}
