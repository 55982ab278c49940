import type { DriverSentence } from '@uraniborg/api';
import { type Clock, InvalidInput, isAborted, sentenceOf } from '@uraniborg/core';
import type { IndiClient, IndiEvent } from '@uraniborg/indi';
import type { StateStore } from '../observatory/stateStore.ts';
import { deviceAddress } from '../rig/deviceAddress.ts';

/** One INDI server of the profile. */
export interface IndiServer {
  /** "indi://host:port" */
  readonly address: string;
  readonly client: IndiClient;
  /** Why it is not there; empty when it is, or nobody has asked. */
  readonly problem: string;
  /** What a driver has said, oldest first. */
  said(device: string): readonly DriverSentence[];
}

/** The INDI servers of the profile, with everything they and their drivers say. */
export interface IndiServers {
  readonly all: readonly IndiServer[];
  /** @throws InvalidInput the profile has none of that address */
  at(address: string): IndiServer;
  /** Connects those that no device has connected yet, and tries again, until what it returns is called. */
  keepOpen(): () => void;
  /** Calls `listener` with everything that happens; without an event the servers themselves have changed. */
  watch(listener: (server: string | undefined, event: IndiEvent | undefined) => void): () => void;
}

const SENTENCES = 200;
const LONGEST_SENTENCE = 1000;
/** Of a server with more devices than this the last ones go unheard. */
const MOST_DEVICES = 500;
const AGAIN_MS = 5000;

interface Kept extends IndiServer {
  problem: string;
  forget: () => void;
}

export function indiServers(parts: {
  store: StateStore;
  /** The client of the server at an address, of a server or of a device on it. */
  clientAt: (address: string) => IndiClient | undefined;
  clock: Clock;
  signal: AbortSignal;
}): IndiServers {
  const { store, clientAt, clock, signal } = parts;
  let servers: readonly Kept[] = [];
  const listeners = new Set<(server: string | undefined, event: IndiEvent | undefined) => void>();
  let keepers = 0;
  let keeping: AbortController | undefined;
  const tell = (server: string | undefined, event: IndiEvent | undefined) => {
    for (const listener of [...listeners]) listener(server, event);
  };

  function follow(address: string): Kept[] {
    const client = clientAt(address);
    if (!client) return [];
    const log = new Map<string, DriverSentence[]>();
    const forget = client.watch((event) => {
      if (event.kind === 'link') made.problem = event.up ? '' : sentenceOf(event.reason);
      if (event.kind === 'message') {
        const device = event.device ?? '';
        const lines = log.get(device) ?? [];
        if (log.size < MOST_DEVICES || log.has(device)) log.set(device, lines);
        const text = event.text.slice(0, LONGEST_SENTENCE);
        lines.push({ at: event.timestamp ?? clock.now(), level: event.level, text });
        if (lines.length > SENTENCES) lines.shift();
      }
      tell(address, event);
    });
    const made: Kept = { address, client, problem: '', forget, said: (device) => log.get(device) ?? [] };
    return [made];
  }

  function look(): void {
    const wanted = [...new Set(store.state.devices.flatMap(({ address }) => serverOf(address) ?? []))].sort();
    if (wanted.join(' ') === servers.map(({ address }) => address).join(' ')) return;
    for (const server of servers) if (!wanted.includes(server.address)) server.forget();
    servers = wanted.flatMap((address) => servers.find((known) => known.address === address) ?? follow(address));
    tell(undefined, undefined);
    if (keeping) openAll(keeping.signal);
  }

  function openAll(within: AbortSignal): void {
    for (const server of servers) {
      if (server.client.isUp) continue;
      server.client.open({ clock, signal: within }).catch((error) => {
        if (isAborted(error)) return;
        server.problem = sentenceOf(error);
        tell(server.address, undefined);
      });
    }
  }

  async function keepTrying(within: AbortSignal): Promise<void> {
    for (;;) {
      openAll(within);
      await clock.sleep(AGAIN_MS, within);
    }
  }

  store.watch((changed) => {
    if (changed.includes('devices')) look();
  });
  look();

  return {
    get all() {
      return servers;
    },
    at(address) {
      const found = servers.find((server) => server.address === address);
      if (!found) throw new InvalidInput(`No device of the profile is at ${address.slice(0, 300)}`, 'server');
      return found;
    },
    keepOpen() {
      if (keepers++ === 0) {
        keeping = new AbortController();
        keepTrying(AbortSignal.any([keeping.signal, signal])).catch(() => undefined); // ends by being aborted
      }
      let mine = true;
      return () => {
        if (!mine) return;
        mine = false;
        if (--keepers > 0) return;
        keeping?.abort();
        keeping = undefined;
      };
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** "indi://host:port" of the address of a device; undefined for what is no INDI device. */
function serverOf(address: string): string | undefined {
  if (!/^indi:/i.test(address)) return undefined;
  try {
    const where = deviceAddress(address);
    if (where.protocol !== 'indi') return undefined;
    return `indi://${where.host.includes(':') ? `[${where.host}]` : where.host}:${where.port}`;
  } catch {
    return undefined; // the device's own line says what is wrong with it
  }
}
