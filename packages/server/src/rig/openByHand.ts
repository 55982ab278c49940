import { InvalidInput, type Waiting } from '@uraniborg/core';
import { type Filter, handFilterWheel } from '@uraniborg/devices';
import type { DeviceOf } from '../observatory/readings.ts';
import { deviceAddress } from './deviceAddress.ts';
import type { RigOpener } from './openDevice.ts';

export interface ByHand {
  readonly filters: () => readonly Filter[];
  readonly ask: (question: { readonly title: string; readonly text: string }, waiting: Waiting) => Promise<void>;
}

/** The same opener, which also knows what a person is the driver of. */
export function openByHand({ open }: Pick<RigOpener, 'open'>, { filters, ask }: ByHand): RigOpener['open'] {
  return <R extends keyof DeviceOf>(role: R, address: string, options: Parameters<typeof open>[2]) => {
    if (deviceAddress(address).protocol !== 'manual') return open(role, address, options);
    if (role !== 'filterWheel')
      throw new InvalidInput('Only filters are changed by hand; every other device needs a driver', 'address');
    const wheel = handFilterWheel({
      address,
      filters,
      ask: ({ name }, slot, waiting) =>
        ask({ title: `Put in the filter ${name}`, text: `Slot ${slot + 1}. The observatory waits for you.` }, waiting),
    });
    return wheel as unknown as DeviceOf[R];
  };
}
