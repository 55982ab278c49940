import { type AlpacaClient, alpacaErrors } from '@uraniborg/alpaca';
import { DeviceError, isAborted, TransportError, type Waiting } from '@uraniborg/core';
import type { Device } from '../device.ts';
import { pollUntil } from '../pollUntil.ts';

/** The members that all Alpaca devices have in common and a link needs. */
export type AlpacaCommon = Pick<
  AlpacaClient<'camera'>,
  'connect' | 'connected' | 'connecting' | 'name' | 'putConnected'
>;

export interface AlpacaLink extends Device {
  /** @throws DeviceError unless it is connected */
  assertConnected(): void;
  /**
   * A member that a driver need not have: undefined where it has none, which is asked only once per connection, and
   * where it has no value at the moment.
   */
  optional<T>(member: string, ask: () => Promise<T>): Promise<T | undefined>;
  /** Runs what talks to the device, and takes note when the link turns out to be lost. */
  watched<T>(act: () => Promise<T>): Promise<T>;
}

const CONNECT_LIMIT_MS = 90_000;
/** So many calls in a row out of reach, and the link counts as lost. One lost packet is no lost device. */
const LOST_AFTER = 3;

/**
 * Connecting, and what follows from being connected, for any Alpaca device.
 *
 * @param learn is called with every connection: reads what the device can do
 */
export function alpacaLink(
  client: AlpacaCommon,
  address: string,
  learn: (link: AlpacaLink, waiting: Waiting) => Promise<void>,
): AlpacaLink {
  let connected = false;
  let name = address;
  let outages = 0;
  const missing = new Set<string>();

  const link: AlpacaLink = {
    address,
    get name() {
      return name;
    },
    get connected() {
      return connected;
    },
    assertConnected() {
      if (!connected) throw new DeviceError(`${name} is not connected`, alpacaErrors.notConnected);
    },
    async optional(member, ask) {
      if (missing.has(member)) return undefined;
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof DeviceError) || error.code === alpacaErrors.notConnected) throw error;
        // Servers that do not know the member at all say so with HTTP's own numbers.
        if (error.code === alpacaErrors.notImplemented || typeof error.code === 'string') missing.add(member);
        return undefined;
      }
    },
    async watched(act) {
      link.assertConnected();
      try {
        const result = await act();
        outages = 0;
        return result;
      } catch (error) {
        if (error instanceof DeviceError && error.code === alpacaErrors.notConnected) connected = false;
        if (error instanceof TransportError && ++outages >= LOST_AFTER) connected = false;
        throw error;
      }
    },
    async connect(waiting) {
      const { signal } = waiting;
      missing.clear();
      if (!(await client.connected({ signal }))) await open(client, waiting);
      name = (await link.optional('Name', () => client.name({ signal })))?.trim() || address;
      await learn(link, waiting);
      outages = 0;
      connected = true;
    },
    check: ({ signal }) =>
      link.watched(async () => {
        if (await client.connected({ signal })) return;
        connected = false;
        throw new DeviceError(`${name} has lost its hardware`, alpacaErrors.notConnected);
      }),
    async disconnect({ signal }) {
      if (!connected) return;
      connected = false;
      try {
        await client.putConnected(false, { signal });
      } catch (error) {
        // It is gone already, or does not want to: there is nothing left to let go of.
        if (isAborted(error)) throw error;
      }
    },
  };
  return link;
}

/** The client knows how to connect devices older than Platform 7 as well. */
async function open(client: AlpacaCommon, waiting: Waiting): Promise<void> {
  const { signal } = waiting;
  await client.connect({ signal });
  await pollUntil(waiting, {
    what: 'the driver to connect',
    limitMs: CONNECT_LIMIT_MS,
    look: async () => ((await client.connecting({ signal })) ? undefined : true),
  });
  if (!(await client.connected({ signal })))
    throw new DeviceError('The driver did not connect to its hardware; is it switched on?', alpacaErrors.notConnected);
}
