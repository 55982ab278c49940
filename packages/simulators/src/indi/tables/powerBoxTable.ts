import type { DeviceTable } from '../deviceHost.ts';
import type { Driver } from '../driver.ts';
import { numbers, type Property, quantity, switches } from '../property.ts';

/** A power box: sockets as INDI 2's digital outputs, the dimmer and the meters after their pattern. */
export function powerBoxTable(driver: Driver<'switch'>): DeviceTable {
  return {
    interfaces: ['auxiliary'],
    async properties() {
      const count = await driver.maxSwitch();
      return Promise.all(Array.from({ length: count }, (_, id) => socket(id)));
    },
  };

  async function socket(id: number): Promise<Property> {
    const label = await driver.getSwitchName(id);
    const [min, max, step] = [
      await driver.minSwitchValue(id),
      await driver.maxSwitchValue(id),
      await driver.switchStep(id),
    ];
    const writable = await driver.canWrite(id);
    if (writable && min === 0 && max === 1 && step === 1)
      return switches(`DIGITAL_OUTPUT_${id + 1}`, {
        label,
        group: 'Output',
        elements: { OFF: 'Off', ON: 'On' },
        read: async () => ({ on: (await driver.getSwitch(id)) ? 'ON' : 'OFF' }),
        write: (on) => driver.setSwitch(id, on === 'ON'),
      });
    const name = `ANALOG_${writable ? 'OUTPUT' : 'INPUT'}_${id + 1}`;
    return numbers(name, {
      label,
      group: writable ? 'Output' : 'Input',
      elements: { [name]: quantity(await driver.getSwitchDescription(id), min, max, step, '%.2f') },
      read: async () => ({ values: { [name]: await driver.getSwitchValue(id) } }),
      ...(writable && { write: (values) => driver.setSwitchValue(id, values[name] ?? min) }),
    });
  }
}
