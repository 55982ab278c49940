import type { DeviceTable } from '../deviceHost.ts';
import type { Driver } from '../driver.ts';
import { lights, numbers, quantity } from '../property.ts';

/** A safety monitor: to INDI a weather station that knows one thing. */
export function safetyTable(driver: Driver<'safetyMonitor'>): DeviceTable {
  const state = async () => ((await driver.isSafe()) ? 'Ok' : 'Alert') as 'Ok' | 'Alert';
  return {
    interfaces: ['weather'],
    properties: () => [
      lights('WEATHER_STATUS', {
        label: 'Status',
        elements: { WEATHER_SAFETY: 'Safety' },
        async read() {
          const now = await state();
          return { state: now, values: { WEATHER_SAFETY: now } };
        },
      }),
      // What INDI 2 calls it.
      lights('SAFETY_STATUS', {
        label: 'Safety',
        elements: { SAFETY: 'Safety' },
        async read() {
          const now = await state();
          return { state: now, values: { SAFETY: now } };
        },
      }),
      numbers('WEATHER_PARAMETERS', {
        label: 'Parameters',
        group: 'Parameters',
        elements: { WEATHER_SAFETY: quantity('Safety', 0.9, 1.1, 0, '%4.2f') },
        async read() {
          const now = await state();
          return { state: now, values: { WEATHER_SAFETY: now === 'Ok' ? 1 : 0 } };
        },
      }),
    ],
  };
}
