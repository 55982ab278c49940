import type { Waiting } from '@uraniborg/core';
import type { Focuser, Weather } from '@uraniborg/devices';

/**
 * The same focuser, which takes the temperature of the weather station for its own when it has no thermometer.
 *
 * @param station is asked at every reading; undefined while none is connected
 */
export function withStationTemperature(focuser: Focuser, station: () => Weather | undefined): Focuser {
  const standsIn = () => {
    const weather = station();
    return weather?.connected && weather.capabilities().quantities.includes('temperature') ? weather : undefined;
  };
  return Object.create(focuser, {
    capabilities: {
      value() {
        const own = focuser.capabilities();
        return { ...own, hasTemperature: own.hasTemperature || standsIn() !== undefined };
      },
    },
    read: {
      async value(waiting: Waiting) {
        const reading = await focuser.read(waiting);
        if (reading.temperature !== undefined || focuser.capabilities().hasTemperature) return reading;
        try {
          return { ...reading, temperature: (await standsIn()?.read(waiting))?.temperature };
        } catch {
          // The station is somebody else's business: a focuser without a temperature is still a focuser.
          waiting.signal.throwIfAborted();
          return reading;
        }
      },
    },
  }) as Focuser;
}
