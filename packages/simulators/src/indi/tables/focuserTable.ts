import { chosen } from '@uraniborg/indi';
import type { DeviceHost, DeviceTable } from '../deviceHost.ts';
import type { Driver } from '../driver.ts';
import { buttons, numbers, quantity, switches } from '../property.ts';

/** A focuser that knows where it stands. Inward is towards 0. */
export function focuserTable(driver: Driver<'focuser'>): DeviceTable {
  return {
    interfaces: ['focuser'],
    async properties(host: DeviceHost) {
      const max = await driver.maxStep();
      const state = async () => ((await driver.isMoving()) ? ('Busy' as const) : ('Ok' as const));
      let relative = 0;
      return [
        switches('FOCUS_MOTION', {
          label: 'Direction',
          elements: { FOCUS_INWARD: 'Focus In', FOCUS_OUTWARD: 'Focus Out' },
          on: 'FOCUS_INWARD',
        }),
        numbers('REL_FOCUS_POSITION', {
          label: 'Relative Position',
          elements: { FOCUS_RELATIVE_POSITION: quantity('Steps', 0, max, 100, '%.f') },
          read: async () => ({ state: await state(), values: { FOCUS_RELATIVE_POSITION: relative } }),
          async write({ FOCUS_RELATIVE_POSITION: steps }) {
            const outward = chosen(host.vector('FOCUS_MOTION')) === 'FOCUS_OUTWARD';
            await driver.move((await driver.position()) + (outward ? steps : -steps));
            relative = steps;
          },
        }),
        numbers('ABS_FOCUS_POSITION', {
          label: 'Absolute Position',
          elements: { FOCUS_ABSOLUTE_POSITION: quantity('Steps', 0, max, 100, '%.f') },
          read: async () => ({ state: await state(), values: { FOCUS_ABSOLUTE_POSITION: await driver.position() } }),
          write: ({ FOCUS_ABSOLUTE_POSITION: position }) => driver.move(Math.round(position)),
        }),
        numbers('FOCUS_MAX', {
          label: 'Max. Position',
          polled: false,
          elements: { FOCUS_MAX_VALUE: quantity('Steps', 0, max, 0, '%.f') },
          read: () => ({ values: { FOCUS_MAX_VALUE: max } }),
        }),
        buttons('FOCUS_ABORT_MOTION', {
          label: 'Abort Motion',
          elements: { ABORT: 'Abort' },
          press: () => driver.halt(),
        }),
        numbers('FOCUS_TEMPERATURE', {
          label: 'Temperature',
          elements: { TEMPERATURE: quantity('Celsius', -50, 70, 0, '%.2f') },
          read: async () => ({ values: { TEMPERATURE: await driver.temperature() } }),
        }),
      ];
    },
  };
}
