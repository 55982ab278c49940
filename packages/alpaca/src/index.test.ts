import { expect, test } from 'vitest';
import * as alpaca from './index.ts';

test('the public face of alpaca', () => {
  expect(Object.keys(alpaca).sort()).toMatchInlineSnapshot(`
    [
      "alpacaClient",
      "alpacaError",
      "alpacaErrors",
      "commonMembers",
      "createAlpacaHandler",
      "deviceTypes",
      "elementTypes",
      "enumerations",
      "httpTransport",
      "managementClient",
      "memoryTransport",
      "serveAlpaca",
    ]
  `);
});
