/** A focuser driver as an INDI focuser. */
import type { AlpacaDriver } from '@uraniborg/alpaca';
import type { Clock } from '@uraniborg/core';
import type { PropertyServer } from '@uraniborg/indi';
import { offerIndiDevice } from './indiDevice.ts';
import { numbers, switches } from './vectors.ts';

const FOCUSER = 1 << 3;
const POSITION = 'ABS_FOCUS_POSITION';
const STEPS = 'FOCUS_ABSOLUTE_POSITION';
const POLL_MS = 200;

export function offerIndiFocuser(
  server: PropertyServer,
  clock: Clock,
  name: string,
  driver: AlpacaDriver<'focuser'>,
): void {
  offerIndiDevice(server, clock, { name, interfaces: FOCUSER, driver }, async (device) => {
    const max = await driver.maxStep();
    const position = async () => (await driver.position?.()) ?? 0;
    const temperature = async () => (await driver.temperature?.()) ?? Number.NaN;
    let inward = false;
    const follow = async (property: string, values: () => Promise<Record<string, number>>) => {
      while (await driver.isMoving()) {
        device.set(property, { state: 'Busy', values: await values() });
        await clock.sleep(POLL_MS);
      }
      device.set(POSITION, { state: 'Ok', values: { [STEPS]: await position() } });
      if (property !== POSITION) device.set(property, { state: 'Ok', values: await values() });
    };
    const place = (property: string) => ({ device: name, name: property });
    return {
      properties: [
        {
          vector: numbers(place(POSITION), { [STEPS]: [await position(), 0, max, 100, '%.f'] }),
          onNew: async (values) => {
            await driver.move(Math.round(Number(values[STEPS])));
            await follow(POSITION, async () => ({ [STEPS]: await position() }));
          },
        },
        {
          vector: numbers(
            { ...place('FOCUS_MAX'), permission: 'ro' },
            { FOCUS_MAX_VALUE: [max, 1, 1_000_000, 100, '%.f'] },
          ),
        },
        {
          vector: switches(place('FOCUS_MOTION'), 'OneOfMany', ['FOCUS_INWARD', 'FOCUS_OUTWARD'], 'FOCUS_OUTWARD'),
          onNew: ({ FOCUS_INWARD }) => {
            inward = FOCUS_INWARD === true;
            device.set('FOCUS_MOTION', { state: 'Ok', values: { [inward ? 'FOCUS_INWARD' : 'FOCUS_OUTWARD']: true } });
          },
        },
        {
          vector: numbers(place('REL_FOCUS_POSITION'), { FOCUS_RELATIVE_POSITION: [0, 0, max, 100, '%.f'] }),
          onNew: async (values) => {
            const steps = Math.round(Number(values.FOCUS_RELATIVE_POSITION));
            const target = (await position()) + (inward ? -steps : steps);
            await driver.move(Math.min(max, Math.max(0, target)));
            await follow('REL_FOCUS_POSITION', async () => ({ FOCUS_RELATIVE_POSITION: steps }));
          },
        },
        {
          vector: switches(place('FOCUS_ABORT_MOTION'), 'AtMostOne', ['ABORT']),
          onNew: async () => {
            await driver.halt?.();
            device.set('FOCUS_ABORT_MOTION', { state: 'Ok', values: { ABORT: false } });
          },
        },
        {
          vector: numbers(
            { ...place('FOCUS_TEMPERATURE'), permission: 'ro' },
            { TEMPERATURE: [await temperature(), -50, 70, 0, '%6.2f'] },
          ),
        },
      ],
      async report() {
        device.set('FOCUS_TEMPERATURE', { state: 'Ok', values: { TEMPERATURE: await temperature() } });
      },
    };
  });
}
