/** What every INDI device has, connected or not. */
import { type DriverInterface, driverInterfaceBits } from '@uraniborg/indi';
import { type Answer, buttons, numbers, type Property, quantity, switches, texts } from './property.ts';

export const CONFIG = {
  CONFIG_LOAD: 'Load',
  CONFIG_SAVE: 'Save',
  CONFIG_DEFAULT: 'Default',
  CONFIG_PURGE: 'Purge',
} as const;

export interface Housekeeping {
  readonly name: string;
  readonly version: string;
  readonly interfaces: readonly DriverInterface[];
  connect(on: boolean): Answer<void>;
  configure(button: keyof typeof CONFIG): Answer<void>;
}

export function housekeeping({ name, version, interfaces, connect, configure }: Housekeeping): readonly Property[] {
  return [
    {
      ...switches('CONNECTION', {
        label: 'Connection',
        elements: { CONNECT: 'Connect', DISCONNECT: 'Disconnect' },
        on: 'DISCONNECT',
        write: (on) => connect(on === 'CONNECT'),
      }),
      answer: 'itself',
    },
    texts('DRIVER_INFO', {
      label: 'Driver Info',
      group: 'General Info',
      elements: {
        DRIVER_NAME: ['Name', name],
        DRIVER_EXEC: ['Exec', 'uraniborg-indi-driver'],
        DRIVER_VERSION: ['Version', version],
        DRIVER_INTERFACE: ['Interface', String(driverInterfaceBits(interfaces))],
      },
      read: () => ({}),
    }),
    numbers('POLLING_PERIOD', {
      label: 'Polling',
      group: 'Options',
      elements: { PERIOD_MS: quantity('Period (ms)', 10, 600_000, 1000, '%.f', 1000) },
    }),
    buttons('CONFIG_PROCESS', { label: 'Configuration', group: 'Options', elements: CONFIG, press: configure }),
  ];
}
