import { normaliseDegrees } from '@uraniborg/core';
import type { DeviceTable } from '../deviceHost.ts';
import type { Driver } from '../driver.ts';
import { buttons, numbers, quantity, switches } from '../property.ts';

const angle = quantity('Degrees', 0, 360, 10, '%.2f');

/** A rotator; its angle is the one that it has been synced to. */
export function rotatorTable(driver: Driver<'rotator'>): DeviceTable {
  return {
    interfaces: ['rotator'],
    properties: () => [
      numbers('ABS_ROTATOR_ANGLE', {
        label: 'Goto',
        elements: { ANGLE: angle },
        read: async () => ({
          state: (await driver.isMoving()) ? 'Busy' : 'Ok',
          values: { ANGLE: await driver.position() },
        }),
        write: ({ ANGLE }) => driver.moveAbsolute(normaliseDegrees(ANGLE)),
      }),
      buttons('ROTATOR_ABORT_MOTION', {
        label: 'Abort Motion',
        elements: { ABORT: 'Abort' },
        press: () => driver.halt(),
      }),
      numbers('SYNC_ROTATOR_ANGLE', {
        label: 'Sync',
        elements: { ANGLE: angle },
        write: ({ ANGLE }) => driver.sync(normaliseDegrees(ANGLE)),
      }),
      switches('ROTATOR_REVERSE', {
        label: 'Reverse',
        kept: true,
        elements: { INDI_ENABLED: 'Enabled', INDI_DISABLED: 'Disabled' },
        read: async () => ({ on: (await driver.reverse()) ? 'INDI_ENABLED' : 'INDI_DISABLED' }),
        write: (on) => driver.putReverse(on === 'INDI_ENABLED'),
      }),
    ],
  };
}
