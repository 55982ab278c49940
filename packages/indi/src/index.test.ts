import { expect, test } from 'vitest';
import * as indi from './index.ts';

test('the public face of indi', () => {
  expect(Object.keys(indi)).toMatchInlineSnapshot(`
    [
      "blobsOver",
      "IndiClient",
      "driverInterfaceBits",
      "driverInterfaces",
      "discoverDevices",
      "indiDevices",
      "memoryPair",
      "MessageReader",
      "formatNumber",
      "parseNumber",
      "PropertyServer",
      "record",
      "replay",
      "serveStdio",
      "serveTcp",
      "acceptedSocket",
      "INDI_PORT",
      "tcp",
      "chosen",
      "isOn",
      "numberOf",
      "textOf",
      "writeMessage",
    ]
  `);
});
