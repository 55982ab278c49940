import type { ConfiguredDevice } from '@uraniborg/alpaca';
import { isAborted, type Waiting } from '@uraniborg/core';
import type { Remedy } from '@uraniborg/devices';
import { deviceAddress } from '../rig/deviceAddress.ts';
import type { RigOpener } from '../rig/openDevice.ts';

/** Where an Alpaca device is now, by its unique ID: `url` of the server, `number` there. */
export type FindDevice = (
  uniqueId: string,
  waiting: Waiting,
) => Promise<(Pick<ConfiguredDevice, 'number'> & { readonly url: string }) | undefined>;

/** Finds devices again that are elsewhere. */
export interface Whereabouts {
  /** Learns who a device is that is connected now. A server that does not tell is no error. */
  learn(address: string, signal: AbortSignal): Promise<void>;
  remedy(address: string, after: number, onMoved: (from: string, to: string) => void): Remedy;
}

/** Alpaca devices keep a unique ID when their server gets another address, or they another number on it. */
export function alpacaWhereabouts(opener: Pick<RigOpener, 'configured' | 'move'>, find: FindDevice): Whereabouts {
  const ids = new Map<string, string>();
  return {
    async learn(address, signal) {
      const where = deviceAddress(address);
      if (where.protocol !== 'alpaca') return;
      try {
        const devices = await opener.configured(address, signal);
        const found = devices.find(({ type, number }) => type.toLowerCase() === where.type && number === where.number);
        if (found && found.uniqueId !== '') ids.set(address, found.uniqueId);
      } catch (error) {
        // A server without the management interface: its devices are found by their addresses only.
        if (isAborted(error)) throw error;
      }
    },
    remedy(address, after, onMoved) {
      let at = address;
      return {
        name: 'look for it elsewhere on the network',
        after,
        every: 1,
        async apply(waiting) {
          const id = ids.get(at);
          const where = deviceAddress(at);
          if (id === undefined || where.protocol !== 'alpaca') return;
          const found = await find(id, waiting);
          if (!found) return;
          const to = addressAt(found.url, where.type, found.number);
          if (to === at) return;
          const from = at;
          opener.move(from, to);
          ids.set(to, id);
          at = to;
          onMoved(from, to);
        },
      };
    },
  };
}

function addressAt(url: string, type: string, number: number): string {
  const { protocol, host } = new URL(url);
  return `${protocol === 'https:' ? 'alpacas' : 'alpaca'}://${host}/${type}/${number}`;
}
