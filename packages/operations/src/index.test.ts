import { expect, test } from 'vitest';
import * as operations from './index.ts';

test('the public face of operations', () => {
  expect(Object.keys(operations)).toMatchInlineSnapshot(`
    [
      "createLeases",
      "memoryLedger",
      "fromMountEquinox",
      "toMountEquinox",
      "startOperation",
      "completed",
      "connect",
      "cool",
      "disconnect",
      "expose",
      "focuserPosition",
      "moveFocuser",
      "note",
      "now",
      "park",
      "selectFilter",
      "slew",
      "sync",
      "together",
      "track",
      "undisturbed",
      "unpark",
      "waitSeconds",
      "waitUntil",
      "captureLoop",
      "captureNeeds",
      "captureSeries",
      "captureSingle",
      "shortNight",
      "shortNightNeeds",
      "readableTimetable",
      "rehearse",
      "roleNames",
      "runPlan",
      "standStill",
      "stopEverything",
    ]
  `);
});
