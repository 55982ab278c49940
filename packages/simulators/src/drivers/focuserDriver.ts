/** The simulated focuser behind ASCOM's IFocuserV4. */
import type { AlpacaDriver } from '@uraniborg/alpaca';
import { FOCUSER, type World } from '../world.ts';
import { checkInteger } from './refusals.ts';

export function createFocuserDriver({ clock, focuser, focuserKind, tubeTemperature }: World): AlpacaDriver<'focuser'> {
  const absolute = focuserKind === 'absolute';
  return {
    description: () => 'Simulated focuser with backlash',
    absolute: () => absolute,
    isMoving: () => focuser.moving(clock.now()),
    maxStep: () => FOCUSER.max,
    maxIncrement: () => FOCUSER.max,
    stepSize: () => FOCUSER.stepUm,
    ...(absolute && { position: () => focuser.position(clock.now()) }),
    temperature: () => Math.round(tubeTemperature(clock.now()) * 10) / 10,
    move(to) {
      if (absolute) {
        checkInteger('Position', to, 0, FOCUSER.max);
        focuser.moveTo(to, clock.now());
      } else {
        checkInteger('Position', to, -FOCUSER.max, FOCUSER.max);
        // At the end of its thread it stops, and does not know.
        const from = focuser.position(clock.now());
        focuser.moveTo(Math.max(0, Math.min(FOCUSER.max, from + to)), clock.now());
      }
    },
    halt: () => focuser.halt(clock.now()),
  };
}
