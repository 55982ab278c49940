import type { Clock } from '@uraniborg/core';
import type { PropertyServer } from '../propertyServer.ts';
import type { Vector } from '../vector.ts';

const device = 'Example Camera';
const base = {
  device,
  label: '',
  group: 'Main Control',
  state: 'Idle',
  timeoutSeconds: 60,
  timestamp: undefined,
} as const;
const label = (name: string) => ({ name, label: name });

const connection: Vector = {
  ...base,
  type: 'switch',
  name: 'CONNECTION',
  permission: 'rw',
  rule: 'OneOfMany',
  elements: new Map([
    ['CONNECT', { ...label('CONNECT'), value: false }],
    ['DISCONNECT', { ...label('DISCONNECT'), value: true }],
  ]),
};
const info = { DRIVER_NAME: device, DRIVER_EXEC: 'example', DRIVER_VERSION: '0.1', DRIVER_INTERFACE: '2' };
const driverInfo: Vector = {
  ...base,
  type: 'text',
  name: 'DRIVER_INFO',
  permission: 'ro',
  elements: new Map(Object.entries(info).map(([name, value]) => [name, { ...label(name), value }])),
};
const exposure: Vector = {
  ...base,
  type: 'number',
  name: 'CCD_EXPOSURE',
  permission: 'rw',
  elements: new Map([
    ['CCD_EXPOSURE_VALUE', { ...label('CCD_EXPOSURE_VALUE'), format: '%.2f', min: 0, max: 10, step: 0.01, value: 0 }],
  ]),
};
const frame: Vector = {
  ...base,
  type: 'blob',
  name: 'CCD1',
  permission: 'ro',
  elements: new Map([['CCD1', label('CCD1')]]),
};

/** What its one frame holds: bytes of every value, more of them than fit into one block of the wire. */
export const exampleFrame: Uint8Array = Uint8Array.from({ length: 1_000_001 }, (_, i) => (i * 7919) >> 5);

/** The smallest camera that shows all that a device does: it connects, counts down, sends a frame, and disconnects. */
export function exampleDevice(properties: PropertyServer, clock: Clock): void {
  properties.define(connection, ({ CONNECT }) => {
    if (CONNECT === true) {
      properties.define(exposure, async ({ CCD_EXPOSURE_VALUE: seconds }) => {
        properties.set(device, 'CCD_EXPOSURE', { state: 'Busy', values: { CCD_EXPOSURE_VALUE: seconds ?? 0 } });
        await clock.sleep(Number(seconds) * 1000);
        properties.set(device, 'CCD_EXPOSURE', { values: { CCD_EXPOSURE_VALUE: 0 } });
        await properties.sendBlob(device, 'CCD1', 'CCD1', { format: '.fits', bytes: exampleFrame });
        properties.set(device, 'CCD_EXPOSURE', { state: 'Ok' });
      });
      properties.define(frame);
    } else {
      properties.remove(device, 'CCD_EXPOSURE');
      properties.remove(device, 'CCD1');
    }
    properties.set(device, 'CONNECTION', {
      state: 'Ok',
      values: { [CONNECT === true ? 'CONNECT' : 'DISCONNECT']: true },
      message: CONNECT === true ? '[INFO] Connected.' : '[INFO] Disconnected.',
    });
  });
  properties.define(driverInfo);
}
