/** The simulated safety monitor behind ASCOM's ISafetyMonitorV3: a weather station with an opinion. */
import type { AlpacaDriver } from '@uraniborg/alpaca';
import type { World } from '../world.ts';

export function createSafetyMonitorDriver({ clock, atmosphere }: World): AlpacaDriver<'safetyMonitor'> {
  return {
    description: () => 'Simulated safety monitor: no rain, few clouds, little wind, dry air',
    isSafe() {
      const time = clock.now();
      return (
        atmosphere.rainRate(time) <= 0 &&
        atmosphere.cloudCover(time) < 0.7 &&
        atmosphere.windGust(time) < 15 &&
        atmosphere.humidity(time) < 95
      );
    },
  };
}
