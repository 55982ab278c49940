import { expect, test } from 'vitest';
import * as api from './index.ts';

test('the public face of api', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "access",
      "accessNeeded",
      "mayDo",
      "captureSettings",
      "frameType",
      "sensorArea",
      "apiError",
      "commands",
      "discoveredDevice",
      "skyObject",
      "pixelHeaders",
      "frameImage",
      "liveStackFacts",
      "liveStackFrame",
      "liveStackOptions",
      "catalogueMatch",
      "channelStatistics",
      "collimation",
      "colourBalance",
      "fieldPhotometry",
      "inspection",
      "inspectionRegion",
      "magnitudeCalibration",
      "markedStar",
      "skyFrame",
      "spectrumProfile",
      "starPhotometry",
      "starProfile",
      "tiltVerdict",
      "trendPoint",
      "framePart",
      "openedFile",
      "deviceChoice",
      "optionsChange",
      "profile",
      "profileOptions",
      "profileSummary",
      "profilesState",
      "site",
      "switchesChoice",
      "blobQuery",
      "propertiesWish",
      "reading",
      "role",
      "seat",
      "singleRole",
      "activity",
      "deviceState",
      "frameQuality",
      "frameSummary",
      "liveStackState",
      "logEntry",
      "observatoryState",
      "place",
      "qualityFlag",
      "verdict",
    ]
  `);
});

test('every command has a sentence for the reference page', () => {
  for (const [name, command] of Object.entries(api.commands)) expect(command.summary, name).toMatch(/^[A-Z].*\.$/);
});
