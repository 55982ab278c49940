/** The simulated focuser behind ASCOM's IFocuserV4. */
import type { AlpacaDriver } from '@uraniborg/alpaca';
import { FOCUSER, type World } from '../world.ts';
import { checkInteger } from './refusals.ts';

export function createFocuserDriver({ clock, focuser, tubeTemperature }: World): AlpacaDriver<'focuser'> {
  return {
    description: () => 'Simulated focuser with backlash',
    absolute: () => true,
    isMoving: () => focuser.moving(clock.now()),
    maxStep: () => FOCUSER.max,
    maxIncrement: () => FOCUSER.max,
    stepSize: () => FOCUSER.stepUm,
    position: () => focuser.position(clock.now()),
    temperature: () => Math.round(tubeTemperature(clock.now()) * 10) / 10,
    move(position) {
      checkInteger('Position', position, 0, FOCUSER.max);
      focuser.moveTo(position, clock.now());
    },
    halt: () => focuser.halt(clock.now()),
  };
}
