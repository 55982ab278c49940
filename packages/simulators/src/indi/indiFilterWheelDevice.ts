/** A filter wheel driver as an INDI filter wheel: slots count from 1 there. */
import type { AlpacaDriver } from '@uraniborg/alpaca';
import type { Clock } from '@uraniborg/core';
import type { PropertyServer } from '@uraniborg/indi';
import { offerIndiDevice } from './indiDevice.ts';
import { numbers, texts } from './vectors.ts';

const FILTER = 1 << 4;
const SLOT = 'FILTER_SLOT';
const VALUE = 'FILTER_SLOT_VALUE';
const POLL_MS = 100;

export function offerIndiFilterWheel(
  server: PropertyServer,
  clock: Clock,
  name: string,
  driver: AlpacaDriver<'filterWheel'>,
): void {
  offerIndiDevice(server, clock, { name, interfaces: FILTER, driver }, async (device) => {
    const names = await driver.names();
    const slot = async () => (await driver.position()) + 1;
    return {
      properties: [
        {
          vector: numbers(
            { device: name, name: SLOT, group: 'Filter Wheel' },
            { [VALUE]: [Math.max(1, await slot()), 1, names.length, 1, '%3.f'] },
          ),
          onNew: async (values) => {
            await driver.putPosition(Number(values[VALUE]) - 1);
            while ((await slot()) < 1) {
              device.set(SLOT, { state: 'Busy' });
              await clock.sleep(POLL_MS);
            }
            device.set(SLOT, { state: 'Ok', values: { [VALUE]: await slot() } });
          },
        },
        {
          vector: texts(
            { device: name, name: 'FILTER_NAME', group: 'Filter Wheel' },
            Object.fromEntries(names.map((filter, i) => [`FILTER_SLOT_NAME_${i + 1}`, filter])),
          ),
        },
      ],
    };
  });
}
