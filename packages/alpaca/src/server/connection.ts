import { alpacaError } from '../alpacaError.ts';
import { methodOf } from './device.ts';

/**
 * Whether a device is connected, and the way there and back. A driver may leave all of it out (it is then always ready
 * to be connected), implement `connect()` and `disconnect()` as promises that take as long as they take, write
 * `putConnected(on)` in the old manner, or be a whole device somewhere else that also tells `connected()` and
 * `connecting()` itself.
 */
export interface Connection {
  connected(): Promise<boolean>;
  /** @throws what the last connect or disconnect failed with */
  connecting(): Promise<boolean>;
  /** Begins, and returns at once. */
  begin(on: boolean): void;
  /** Begins, and settles when it has ended. */
  change(on: boolean): Promise<void>;
}

export function createConnection(driver: object): Connection {
  const readConnected = methodOf(driver, 'connected');
  const readConnecting = methodOf(driver, 'connecting');
  const write = methodOf(driver, 'putConnected');
  let known = false;
  let underWay: { readonly on: boolean; readonly done: Promise<void> } | undefined;
  let failure: unknown;

  const connected = async () => (readConnected ? (await readConnected()) === true : known);
  const perform = async (on: boolean, wait: boolean) => {
    if ((await connected()) === on) return;
    const start = methodOf(driver, on ? 'connect' : 'disconnect');
    if (write && (wait || !start)) await write(on);
    else await start?.();
    known = on;
  };
  const change = (on: boolean, wait: boolean): Promise<void> => {
    if (underWay?.on === on) return underWay.done;
    const before = underWay?.done.catch(() => {});
    failure = undefined;
    const done = Promise.resolve(before)
      .then(() => perform(on, wait))
      .catch((error: unknown) => {
        if (underWay === mine) failure = error;
        throw error;
      })
      .finally(() => {
        if (underWay === mine) underWay = undefined;
      });
    const mine = { on, done };
    underWay = mine;
    return done;
  };

  return {
    connected,
    async connecting() {
      if (underWay) return true;
      if (failure !== undefined) throw failure;
      return readConnecting ? (await readConnecting()) === true : false;
    },
    begin(on) {
      // A failure is told by the next Connecting, as ASCOM wants it.
      change(on, false).catch(() => {});
    },
    change: (on) => change(on, true),
  };
}

/** @throws DeviceError 0x407 */
export async function requireConnected(connection: Connection, name: string): Promise<void> {
  if (!(await connection.connected())) throw alpacaError('notConnected', `${name} is not connected: connect it first`);
}
