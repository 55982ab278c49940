import type { DeviceTable } from '../deviceHost.ts';
import type { Driver } from '../driver.ts';
import { numbers, quantity, texts } from '../property.ts';

/** A filter wheel: slots count from 1. The names are the owner's to change. */
export function filterWheelTable(driver: Driver<'filterWheel'>): DeviceTable {
  return {
    interfaces: ['filter'],
    async properties() {
      const names = await driver.names();
      let slot = 1;
      return [
        numbers('FILTER_SLOT', {
          label: 'Filter Slot',
          group: 'Filter Wheel',
          elements: { FILTER_SLOT_VALUE: quantity('Filter', 1, names.length, 1, '%3.0f') },
          async read() {
            const position = await driver.position(); // -1: it turns
            if (position >= 0) slot = position + 1;
            return { state: position < 0 ? 'Busy' : 'Ok', values: { FILTER_SLOT_VALUE: slot } };
          },
          write: ({ FILTER_SLOT_VALUE: value }) => driver.putPosition(value - 1),
        }),
        texts('FILTER_NAME', {
          label: 'Filter Name',
          group: 'Filter Wheel',
          kept: true,
          elements: Object.fromEntries(
            names.map((name, i) => [`FILTER_SLOT_NAME_${i + 1}`, [`Filter#${i + 1}`, name]] as const),
          ),
        }),
      ];
    },
  };
}
