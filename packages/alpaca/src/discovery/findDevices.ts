import { isAborted, sentenceOf, systemClock } from '@uraniborg/core';
import { type ConfiguredDevice, type DescribedServer, managementClient } from '../client/management.ts';
import { type HttpTransportOptions, httpTransport } from '../transports/http.ts';
import { type DiscoverOptions, discoverAlpaca } from './discover.ts';

/** A server and what it has; `error` instead where it answered the search but not the questions. */
export interface AlpacaServer {
  readonly url: string;
  /** The same server at its other addresses. */
  readonly otherUrls: readonly string[];
  readonly description?: DescribedServer;
  readonly devices: readonly ConfiguredDevice[];
  readonly error?: string;
}

export interface FindOptions extends DiscoverOptions {
  /** Servers that are asked although they may not answer a search: "http://192.168.1.5:11111". */
  readonly urls?: readonly string[];
  readonly http?: HttpTransportOptions;
  /** How long a server that was found may take to tell what it has, milliseconds. Default 400. */
  readonly answerMs?: number;
}

/**
 * Every Alpaca server of the networks, and its devices; each is asked as soon as it is found. Under a second in all.
 *
 * @throws AbortedError
 */
export async function findAlpacaDevices(options: FindOptions = {}): Promise<AlpacaServer[]> {
  const { urls = [], answerMs = 400 } = options;
  const asked = new Map<string, Promise<AlpacaServer>>();
  const ask = (url: string) => {
    if (!asked.has(url)) asked.set(url, askServer(url, options, answerMs));
  };
  for (const url of urls) ask(url);
  await discoverAlpaca({
    ...options,
    onFound: (server) => {
      ask(server.url);
      options.onFound?.(server);
    },
  });
  return merged(await Promise.all(asked.values()));
}

/** A server answers at each of its addresses: the same port with the same devices is the same server. */
function merged(servers: readonly AlpacaServer[]): AlpacaServer[] {
  const known = new Map<string, AlpacaServer>();
  for (const server of servers) {
    const ids = server.devices.map(({ uniqueId }) => uniqueId);
    const key = ids.length > 0 && !ids.includes('') ? JSON.stringify([portOf(server.url), ids.sort()]) : server.url;
    const first = known.get(key);
    known.set(key, first ? { ...first, otherUrls: [...first.otherUrls, server.url] } : server);
  }
  return [...known.values()];
}

function portOf(url: string): string {
  return /\d+$/.exec(url)?.[0] ?? '';
}

/**
 * Where a device is now, by the unique ID that it keeps when its address or its number changes.
 *
 * @param uniqueId in any case
 * @returns undefined where no server has it
 */
export async function findByUniqueId(
  uniqueId: string,
  options: FindOptions = {},
): Promise<(ConfiguredDevice & { readonly url: string }) | undefined> {
  const wanted = uniqueId.toLowerCase();
  for (const { url, devices } of await findAlpacaDevices(options)) {
    const device = devices.find((candidate) => candidate.uniqueId.toLowerCase() === wanted);
    if (device) return { ...device, url };
  }
  return undefined;
}

async function askServer(url: string, options: FindOptions, answerMs: number): Promise<AlpacaServer> {
  const transport = httpTransport(url, { clock: options.clock ?? systemClock, ...options.http });
  const management = managementClient(transport, answerMs);
  const call = options.signal ? { signal: options.signal } : {};
  try {
    const [description, devices] = await Promise.all([
      management.description(call).catch((error: unknown) => {
        if (isAborted(error)) throw error;
        return undefined; // a server that does not describe itself still has devices
      }),
      management.configuredDevices(call),
    ]);
    return { url, otherUrls: [], devices, ...(description ? { description } : {}) };
  } catch (error) {
    if (isAborted(error)) throw error;
    return { url, otherUrls: [], devices: [], error: sentenceOf(error) };
  } finally {
    transport.close();
  }
}
