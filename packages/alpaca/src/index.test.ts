import { expect, test } from 'vitest';
import * as alpaca from './index.ts';

test('the public face of alpaca', () => {
  expect(Object.keys(alpaca).sort()).toMatchInlineSnapshot(`
    [
      "alpacaClient",
      "alpacaError",
      "alpacaErrors",
      "answerDiscovery",
      "checkDevice",
      "commonMembers",
      "conformanceRules",
      "createAlpacaHandler",
      "definitionOf",
      "deviceTypes",
      "discoverAlpaca",
      "elementTypes",
      "enumerations",
      "findAlpacaDevices",
      "findByUniqueId",
      "httpTransport",
      "imagesOver",
      "managementClient",
      "memoryTransport",
      "recordingTransport",
      "replayingTransport",
      "reportHtml",
      "reportJson",
      "reportText",
      "serveAlpaca",
      "tally",
      "turnAhead",
      "withDeadline",
    ]
  `);
});
