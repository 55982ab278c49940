/** What every INDI device of the simulated observatory has: the connection, and reports while it is connected. */

import { type Clock, sentenceOf } from '@uraniborg/core';
import type { NewValues, PropertyServer, Report, Vector } from '@uraniborg/indi';
import { switches, texts } from './vectors.ts';

export interface IndiDeviceParts {
  /** Properties that exist while it is connected. */
  readonly properties: readonly { readonly vector: Vector; readonly onNew?: NewValues }[];
  /** Reports what changes by itself; called twice a second while it is connected. */
  report?(): Promise<void> | void;
}

export interface IndiDevice {
  readonly name: string;
  /** Reports a property, if it is still there. */
  set(property: string, report: Report): void;
  readonly connected: boolean;
}

interface Switchable {
  connect?(): Promise<void> | void;
  disconnect?(): Promise<void> | void;
}

const REPORT_MS = 500;

/**
 * Offers a device that shows the rest of its properties once a client connects it.
 *
 * @param interfaces the bits of DRIVER_INTERFACE
 */
export function offerIndiDevice(
  server: PropertyServer,
  clock: Clock,
  { name, interfaces, driver }: { name: string; interfaces: number; driver: Switchable },
  make: (device: IndiDevice) => Promise<IndiDeviceParts>,
): void {
  let session = 0;
  let defined: string[] = [];
  const device: IndiDevice = {
    name,
    get connected() {
      return defined.length > 0;
    },
    set(property, report) {
      if (server.vector(name, property)) server.set(name, property, report);
    },
  };
  const watch = async (mine: number, report: () => Promise<void> | void) => {
    while (session === mine) {
      try {
        await report();
      } catch (error) {
        if (session === mine) server.message(name, 'ERROR', sentenceOf(error));
      }
      await clock.sleep(REPORT_MS);
    }
  };
  const connect = async () => {
    await driver.connect?.();
    const parts = await make(device);
    for (const { vector, onNew } of parts.properties) server.define(vector, onNew);
    defined = parts.properties.map(({ vector }) => vector.name);
    session++;
    if (parts.report) void watch(session, () => parts.report?.());
  };
  const disconnect = async () => {
    session++;
    for (const property of defined) server.remove(name, property);
    defined = [];
    await driver.disconnect?.();
  };
  server.define(
    switches({ device: name, name: 'CONNECTION' }, 'OneOfMany', ['CONNECT', 'DISCONNECT'], 'DISCONNECT'),
    async ({ CONNECT }) => {
      const on = CONNECT === true;
      if (on !== device.connected) await (on ? connect() : disconnect());
      server.set(name, 'CONNECTION', { state: 'Ok', values: { [on ? 'CONNECT' : 'DISCONNECT']: true } });
    },
  );
  server.define(
    texts(
      { device: name, name: 'DRIVER_INFO', group: 'General Info', permission: 'ro' },
      {
        DRIVER_NAME: name,
        DRIVER_EXEC: 'uraniborg',
        DRIVER_VERSION: '1.0',
        DRIVER_INTERFACE: String(interfaces),
      },
    ),
  );
}
