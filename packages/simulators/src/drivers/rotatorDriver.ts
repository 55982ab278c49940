/** The simulated rotator, which turns the main camera, behind ASCOM's IRotatorV4. */
import { type AlpacaDriver, alpacaError } from '@uraniborg/alpaca';
import { normaliseDegrees, signedDegrees } from '@uraniborg/core';
import type { World } from '../world.ts';

/** Degrees. */
const STEP = 0.01;

export function createRotatorDriver({ clock, rotator }: World): AlpacaDriver<'rotator'> {
  const now = () => clock.now();
  let reverse = false;
  let offset = 0; // sky minus mechanical, degrees
  let target: number | undefined;
  const sense = () => (reverse ? -1 : 1);
  const mechanical = () => normaliseDegrees(sense() * rotator.position(now()));
  const sky = () => normaliseDegrees(mechanical() + offset);
  const check = (what: string, degrees: number) => {
    if (!(degrees >= 0 && degrees < 360))
      throw alpacaError('invalidValue', `${what} is ${degrees}; an angle is 0 or more and less than 360 degrees`);
  };
  /** The short way round. */
  const turnBy = (degrees: number) => {
    target = normaliseDegrees(sky() + degrees);
    rotator.moveTo(rotator.position(now()) + sense() * degrees, now());
  };
  return {
    description: () => 'Simulated rotator',
    canReverse: () => true,
    isMoving: () => rotator.moving(now()),
    mechanicalPosition: mechanical,
    position: sky,
    targetPosition: () => target ?? sky(),
    stepSize: () => STEP,
    reverse: () => reverse,
    putReverse(on) {
      // What it shows stays what it is; the way it counts changes.
      const shown = sky();
      reverse = on;
      offset = shown - mechanical();
    },
    move(degrees) {
      if (!(Math.abs(degrees) < 360))
        throw alpacaError('invalidValue', `A move of ${degrees} degrees is more than one turn`);
      turnBy(degrees);
    },
    moveAbsolute(degrees) {
      check('Position', degrees);
      turnBy(signedDegrees(degrees - sky()));
    },
    moveMechanical(degrees) {
      check('Position', degrees);
      turnBy(signedDegrees(degrees - mechanical()));
    },
    sync(degrees) {
      check('Position', degrees);
      offset = degrees - mechanical();
    },
    halt: () => rotator.halt(now()),
  };
}
