/** The simulated filter wheel behind ASCOM's IFilterWheelV3. */
import type { AlpacaDriver } from '@uraniborg/alpaca';
import type { World } from '../world.ts';
import { checkInteger } from './refusals.ts';

export function createFilterWheelDriver({ clock, wheel, filters }: World): AlpacaDriver<'filterWheel'> {
  return {
    description: () => `Simulated filter wheel with ${filters.length} filters`,
    names: () => filters.map((filter) => filter.name),
    focusOffsets: () => filters.map((filter) => filter.focusOffset),
    position: () => (wheel.moving(clock.now()) ? -1 : Math.round(wheel.position(clock.now()))),
    putPosition(slot) {
      checkInteger('Position', slot, 0, filters.length - 1);
      wheel.moveTo(slot, clock.now());
    },
  };
}
