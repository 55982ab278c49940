import { expect, test } from 'vitest';
import * as api from './index.ts';

test('the public face of api', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "apiError",
      "commands",
      "discoveredDevice",
      "skyObject",
      "pixelHeaders",
      "activity",
      "captureSettings",
      "deviceState",
      "frameQuality",
      "frameSummary",
      "frameType",
      "logEntry",
      "observatoryState",
      "place",
      "qualityFlag",
      "reading",
      "role",
      "verdict",
    ]
  `);
});

test('every command has a sentence for the reference page', () => {
  for (const [name, command] of Object.entries(api.commands)) expect(command.summary, name).toMatch(/^[A-Z].*\.$/);
});
