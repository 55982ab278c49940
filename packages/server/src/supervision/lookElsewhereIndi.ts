import { isAborted, type Waiting } from '@uraniborg/core';
import { type IndiClient, textOf } from '@uraniborg/indi';
import { deviceAddress, hardwareOf } from '../rig/deviceAddress.ts';
import type { RigOpener } from '../rig/openDevice.ts';
import type { Whereabouts } from './lookElsewhere.ts';

export interface IndiWhereaboutsParts {
  readonly opener: Pick<RigOpener, 'indi' | 'move'>;
  /** Other INDI servers that may have a device now: "host" or "host:port". */
  readonly servers: () => readonly string[];
  /** The addresses of all devices of the rig: what plays a part is nobody else under a new name. */
  readonly taken: () => readonly string[];
}

/** What is known of a device from when it was well. */
interface Known {
  /** Of its DRIVER_INFO: the program that its driver is, and what it can be used as. */
  readonly program: string;
  readonly interfaces: string;
  /** Every name that its server had while it was there: none of them is its new one. */
  readonly names: Set<string>;
}

/** A server says what it has as soon as it is asked; this is for one with slow drivers. */
const TELLS_MS = 5000;

/**
 * Finds INDI devices again. INDI knows no identity and no discovery, so it takes evidence: a device of the same driver
 * and kind, the only one, with a name that the server did not have while the lost one was there, is the lost one under
 * a new name (cameras are numbered in the order in which they are plugged in); and a device of the same name and driver
 * on another server that the profile knows is the lost one at another address.
 */
export function indiWhereabouts({ opener, servers, taken }: IndiWhereaboutsParts): Whereabouts {
  const all = new Map<string, Known>();
  /** Where a device went, for the others that are part of it: the wheel in a camera, its second sensor. */
  const went = new Map<string, { server: string; name: string }>();
  const addressOf = (server: string, device: string) => `indi://${server}/${encodeURIComponent(device)}`;

  function remember(address: string): Known | undefined {
    const client = opener.indi(address);
    const where = deviceAddress(address);
    if (!client || where.protocol !== 'indi') return undefined;
    const identity = identityOf(client, where.device);
    if (!identity) return undefined;
    const known = { ...identity, names: new Set(client.devices.keys()) };
    client.watch((event) => {
      if (event.kind === 'defined' && client.devices.has(where.device)) known.names.add(event.vector.device);
    });
    return known;
  }

  function renamed(client: IndiClient, known: Known, server: string): string | undefined {
    const used = new Set(taken().map(hardwareOf));
    const newcomers = [...client.devices.keys()].filter((name) => {
      const identity = identityOf(client, name);
      const same = identity?.program === known.program && identity.interfaces === known.interfaces;
      return same && !known.names.has(name) && !used.has(addressOf(server, name));
    });
    return newcomers.length === 1 ? newcomers[0] : undefined;
  }

  async function serverWith(device: string, known: Known, waiting: Waiting): Promise<string | undefined> {
    for (const server of servers()) {
      const client = opener.indi(addressOf(server, device));
      try {
        await client?.open(waiting);
        await client?.defined(device, 'DRIVER_INFO', { ...waiting, timeoutMs: TELLS_MS });
      } catch (error) {
        // Not there: the next one may be.
        if (isAborted(error)) throw error;
        continue;
      }
      if (client && identityOf(client, device)?.program === known.program) return server;
    }
    return undefined;
  }

  return {
    async learn(address) {
      const known = all.get(address) ?? remember(address);
      if (known) all.set(address, known);
    },
    remedy(address, after, onMoved) {
      let at = address;
      return {
        name: 'look for it under another name or address',
        after,
        every: 1,
        async apply(waiting) {
          const known = all.get(at);
          const client = opener.indi(at);
          const where = deviceAddress(at);
          if (!known || !client || where.protocol !== 'indi' || client.devices.has(where.device)) return;
          const { host, search } = new URL(at);
          const followed = went.get(hardwareOf(at));
          const name = followed?.name ?? (client.isUp ? renamed(client, known, host) : undefined);
          const server = followed?.server ?? (client.isUp ? undefined : await serverWith(where.device, known, waiting));
          if (name === undefined && server === undefined) return;
          const there = { server: server ?? host, name: name ?? where.device };
          went.set(hardwareOf(at), there);
          went.delete(addressOf(there.server, there.name));
          const to = `${addressOf(there.server, there.name)}${search}`;
          const from = at;
          opener.move(from, to);
          at = to;
          all.set(to, remember(to) ?? known);
          onMoved(from, to);
        },
      };
    },
  };
}

function identityOf(client: IndiClient, device: string): Pick<Known, 'program' | 'interfaces'> | undefined {
  const info = client.vector(device, 'DRIVER_INFO');
  const program = textOf(info, 'DRIVER_EXEC');
  if (!program) return undefined;
  return { program, interfaces: textOf(info, 'DRIVER_INTERFACE') ?? '' };
}
