import { DeviceError, InvalidInput, type Waiting } from '@uraniborg/core';
import type { Filter, FilterWheel } from '../filterWheel.ts';

export interface HandFilterWheelOptions {
  readonly address: string;
  /** Is asked whenever somebody wants to know. */
  readonly filters: () => readonly Filter[];
  /** Asks a person to put a filter in; settles when it is in. @throws AbortedError they will not, or nobody waits */
  readonly ask: (filter: Filter, slot: number, waiting: Waiting) => Promise<void>;
}

/** A filter wheel, drawer or screw thread that a person turns. Which filter is in is known once somebody has said so. */
export function handFilterWheel({ address, filters, ask }: HandFilterWheelOptions): FilterWheel {
  let connected = false;
  let slot: number | undefined;
  let turning = false;
  const assertConnected = () => {
    if (!connected) throw new DeviceError('The filter wheel is not connected', 'not connected');
  };
  return {
    kind: 'filterWheel',
    address,
    name: 'Filters changed by hand',
    get connected() {
      return connected;
    },
    async connect() {
      if (filters().length === 0)
        throw new InvalidInput('Name the filters first, in the options of the profile', 'filters');
      connected = true;
    },
    async check() {
      assertConnected();
    },
    async disconnect() {
      connected = false;
    },
    capabilities() {
      assertConnected();
      return { filters: filters() };
    },
    async read() {
      assertConnected();
      return { slot: turning ? undefined : slot, turning };
    },
    async select(wanted, waiting) {
      assertConnected();
      const filter = filters()[wanted];
      if (!filter) throw new InvalidInput(`There is no filter ${wanted + 1}: ${filters().length} are named`, 'slot');
      if (wanted === slot) return;
      turning = true;
      try {
        await ask(filter, wanted, waiting);
        slot = wanted;
      } finally {
        turning = false;
      }
    },
  };
}
