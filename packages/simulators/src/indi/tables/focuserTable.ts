import { chosen } from '@uraniborg/indi';
import { FOCUSER, type FocuserKind } from '../../world.ts';
import type { DeviceHost, DeviceTable } from '../deviceHost.ts';
import type { Driver } from '../driver.ts';
import { buttons, numbers, quantity, switches } from '../property.ts';

/** The longest that a timed motor is let run at once, milliseconds. */
const LONGEST_MS = 10_000;

/**
 * A focuser that knows where it stands; or one that only makes steps, or only runs for a time. Inward is towards
 * smaller positions.
 */
export function focuserTable(driver: Driver<'focuser'>, kind: FocuserKind): DeviceTable {
  return {
    interfaces: ['focuser'],
    async properties(host: DeviceHost) {
      const max = await driver.maxStep();
      const state = async () => ((await driver.isMoving()) ? ('Busy' as const) : ('Ok' as const));
      let relative = 0;
      let ms = 0;
      const sign = () => (chosen(host.vector('FOCUS_MOTION')) === 'FOCUS_OUTWARD' ? 1 : -1);
      const absolute = [
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
      ];
      const steps = [
        numbers('REL_FOCUS_POSITION', {
          label: 'Relative Position',
          elements: { FOCUS_RELATIVE_POSITION: quantity('Steps', 0, max, 100, '%.f') },
          read: async () => ({ state: await state(), values: { FOCUS_RELATIVE_POSITION: relative } }),
          async write({ FOCUS_RELATIVE_POSITION: count }) {
            const from = kind === 'absolute' ? await driver.position() : 0;
            await driver.move(from + sign() * Math.round(count));
            relative = count;
          },
        }),
      ];
      const timer = [
        numbers('FOCUS_TIMER', {
          label: 'Timer',
          elements: { FOCUS_TIMER_VALUE: quantity('Milliseconds', 0, LONGEST_MS, 50, '%.f') },
          read: async () => ({ state: await state(), values: { FOCUS_TIMER_VALUE: ms } }),
          async write({ FOCUS_TIMER_VALUE: wanted }) {
            await driver.move(sign() * Math.round((wanted / 1000) * FOCUSER.speed));
            ms = wanted;
          },
        }),
      ];
      return [
        switches('FOCUS_MOTION', {
          label: 'Direction',
          elements: { FOCUS_INWARD: 'Focus In', FOCUS_OUTWARD: 'Focus Out' },
          on: 'FOCUS_INWARD',
        }),
        ...(kind === 'timed' ? timer : steps),
        ...(kind === 'absolute' ? absolute : []),
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
