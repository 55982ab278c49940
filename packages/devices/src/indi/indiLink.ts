import { DeviceError, isAborted, TimeoutError, type Waiting } from '@uraniborg/core';
import { type ChangeOptions, type IndiClient, isOn, type Values, type Vector } from '@uraniborg/indi';
import type { Device } from '../device.ts';

export interface IndiLink extends Device {
  /** @throws DeviceError unless it is connected */
  assertConnected(): void;
  /** A property as it is now; undefined when the device has none of that name. */
  vector(property: string): Vector | undefined;
  /**
   * Asks for values and waits until the device has taken them; see IndiClient.change. Nothing is sent when they are so
   * already.
   */
  set(property: string, values: Values, options: ChangeOptions): Promise<void>;
  /** Asks for values and waits until the device has them or is on its way to them. */
  begin(property: string, values: Values, waiting: Waiting): Promise<void>;
  /**
   * Waits until `look` returns something, which is looked at again after every report of the device.
   * @throws DeviceError when the device goes away meanwhile; TimeoutError
   */
  until<T>(look: () => T | undefined, what: string, timeoutMs: number, waiting: Waiting): Promise<T>;
}

export interface IndiLinkHooks {
  /** Called with every connection. */
  readonly learn?: (waiting: Waiting) => Promise<void>;
  /** Called when the device is let go of. */
  readonly release?: () => void;
}

const APPEAR_MS = 20_000;
const CONNECT_MS = 90_000;
const TAKE_MS = 10_000;

/**
 * One device of an INDI server: connecting, and what follows from it. Several devices share one client.
 *
 * @param required properties that this kind of device has once it is connected
 */
export function indiLink(
  client: IndiClient,
  device: string,
  address: string,
  required: readonly string[],
  { learn = async () => {}, release = () => {} }: IndiLinkHooks = {},
): IndiLink {
  let usable = false;
  const isConnected = () => isOn(client.vector(device, 'CONNECTION'), 'CONNECT') ?? false;

  client.watch((event) => {
    if (event.kind === 'link' && !event.up) usable = false;
    if (event.kind === 'removed' && event.device === device && event.name === undefined) usable = false;
    if (event.kind === 'changed' && event.vector.device === device && event.vector.name === 'CONNECTION')
      usable &&= isConnected();
  });

  const link: IndiLink = {
    address,
    name: device,
    get connected() {
      return usable;
    },
    assertConnected() {
      if (!usable) throw new DeviceError(`${device} is not connected`, 'Disconnected');
    },
    vector: (property) => client.vector(device, property),
    async set(property, values, options) {
      const vector = client.vector(device, property);
      if (vector && vector.state !== 'Alert' && isSo(vector, values)) return;
      await client.change(device, property, values, options);
    },
    async begin(property, values, waiting) {
      let words = '';
      const giveUp = new AbortController();
      const taken = client.waitFor(
        (event) => {
          if (event?.kind === 'message' && event.device === device) words = event.text;
          if (event?.kind === 'link' && !event.up) throw event.reason;
          if (event?.kind !== 'changed' || event.vector.device !== device || event.vector.name !== property)
            return undefined;
          if (event.vector.state === 'Alert')
            throw new DeviceError(`${device} refused ${property}${words && `: ${words}`}`, 'Alert');
          return true;
        },
        {
          clock: waiting.clock,
          signal: AbortSignal.any([waiting.signal, giveUp.signal]),
          timeoutMs: TAKE_MS,
          what: `${device} to take ${property}`,
        },
      );
      // Subscribed first, then commanded; what cannot be sent ends the wait.
      client.send(device, property, values).catch((error) => giveUp.abort(error));
      await taken;
    },
    until: async (look, what, timeoutMs, waiting) => {
      // What has gone before somebody waits tells nothing any more.
      link.assertConnected();
      return await client.waitFor(
        (event) => {
          if (event?.kind === 'link' && !event.up) throw event.reason;
          if (event?.kind === 'removed' && event.device === device && event.name === undefined)
            throw new DeviceError(`${device} went away`, 'Gone');
          return look();
        },
        { ...waiting, timeoutMs, what },
      );
    },
    async connect(waiting) {
      await client.open(waiting);
      try {
        // A server that breaks off before it has said what it has is not waited for: it may not even speak INDI.
        await client.waitFor(
          (event) => {
            if (event?.kind === 'link' && !event.up) throw event.reason;
            return client.vector(device, 'CONNECTION');
          },
          { ...waiting, timeoutMs: APPEAR_MS, what: `${device} to appear` },
        );
      } catch (error) {
        if (!(error instanceof TimeoutError)) throw error;
        const others = [...client.devices.keys()].join(', ');
        const there = others ? `it has ${others}` : 'it has none at all; are its drivers running?';
        throw new DeviceError(`The INDI server has no device "${device}"; ${there}`, 'Missing');
      }
      if (!isConnected())
        await client.change(device, 'CONNECTION', { CONNECT: true }, { ...waiting, timeoutMs: CONNECT_MS });
      for (const property of required) await client.defined(device, property, { ...waiting, timeoutMs: APPEAR_MS });
      // A driver answers in the order in which it was asked: after this it has said what else it has.
      await client.refresh(device, 'CONNECTION', { ...waiting, timeoutMs: APPEAR_MS });
      if (!isConnected())
        throw new DeviceError(`${device} did not connect to its hardware; is it switched on?`, 'Alert');
      usable = true;
      await learn(waiting);
    },
    async check(waiting) {
      link.assertConnected();
      await client.refresh(device, 'CONNECTION', { ...waiting, timeoutMs: TAKE_MS });
      usable &&= isConnected();
      link.assertConnected();
    },
    async disconnect(waiting) {
      release();
      if (!usable) return;
      usable = false;
      try {
        await client.change(device, 'CONNECTION', { DISCONNECT: true }, { ...waiting, timeoutMs: TAKE_MS });
      } catch (error) {
        // It is gone already, or does not want to: there is nothing left to let go of.
        if (isAborted(error)) throw error;
      }
    },
  };
  return link;
}

/** Whether a property says these values already. */
function isSo(vector: Vector, values: Values): boolean {
  if (vector.type === 'light' || vector.type === 'blob' || vector.permission === 'wo') return false;
  return Object.entries(values).every(([name, value]) => vector.elements.get(name)?.value === value);
}

/** The number that the property has, where it is a finite one. */
export function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
