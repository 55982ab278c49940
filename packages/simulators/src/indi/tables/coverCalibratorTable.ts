import type { DeviceTable } from '../deviceHost.ts';
import type { Driver } from '../driver.ts';
import { buttons, numbers, quantity, switches } from '../property.ts';

/** A cover that is parked when it is closed, with a light panel in it. */
export function coverCalibratorTable(driver: Driver<'coverCalibrator'>): DeviceTable {
  return {
    interfaces: ['auxiliary', 'dustCap', 'lightBox'],
    async properties() {
      const max = await driver.maxBrightness();
      let intensity = max;
      let side: 'PARK' | 'UNPARK' | undefined;
      const light = async () => {
        const brightness = await driver.brightness();
        if (brightness > 0) intensity = brightness;
        return { on: brightness > 0, state: ((await driver.calibratorChanging()) ? 'Busy' : 'Ok') as 'Busy' | 'Ok' };
      };
      return [
        switches('CAP_PARK', {
          label: 'Dust Cover',
          elements: { PARK: 'Park', UNPARK: 'Unpark' },
          async read() {
            const cover = await driver.coverState();
            if (cover === 'open') side = 'UNPARK';
            else if (cover === 'closed') side = 'PARK';
            else if (cover !== 'moving') side = undefined; // it has been halted half way
            return { state: cover === 'moving' ? 'Busy' : side ? 'Ok' : 'Idle', on: side };
          },
          async write(wanted) {
            await (wanted === 'PARK' ? driver.closeCover() : driver.openCover());
            side = wanted;
          },
        }),
        buttons('CAP_ABORT', { label: 'Abort', elements: { ABORT: 'Abort' }, press: () => driver.haltCover() }),
        switches('FLAT_LIGHT_CONTROL', {
          label: 'Flat Light',
          elements: { FLAT_LIGHT_ON: 'On', FLAT_LIGHT_OFF: 'Off' },
          async read() {
            const { on, state } = await light();
            return { state, on: on ? 'FLAT_LIGHT_ON' : 'FLAT_LIGHT_OFF' };
          },
          write: (on) => (on === 'FLAT_LIGHT_ON' ? driver.calibratorOn(intensity) : driver.calibratorOff()),
        }),
        numbers('FLAT_LIGHT_INTENSITY', {
          label: 'Brightness',
          elements: { FLAT_LIGHT_INTENSITY_VALUE: quantity('Value', 0, max, 10, '%.f') },
          async read() {
            const { state } = await light();
            return { state, values: { FLAT_LIGHT_INTENSITY_VALUE: intensity } };
          },
          async write({ FLAT_LIGHT_INTENSITY_VALUE: value }) {
            if ((await driver.brightness()) > 0) await driver.calibratorOn(Math.round(value));
            intensity = Math.round(value);
          },
        }),
      ];
    },
  };
}
