import { expect, test } from 'vitest';
import * as devices from './index.ts';

test('the public face of devices', () => {
  expect(Object.keys(devices)).toMatchInlineSnapshot(`
    [
      "alpacaCamera",
      "alpacaCoverCalibrator",
      "alpacaDome",
      "alpacaFilterWheel",
      "alpacaFocuser",
      "alpacaMount",
      "alpacaRotator",
      "alpacaSafety",
      "alpacaSwitches",
      "alpacaWeather",
      "handFilterWheel",
      "guideHistory",
      "indiCamera",
      "indiCoverCalibrator",
      "indiDome",
      "indiFilterWheel",
      "indiFocuser",
      "indiGps",
      "indiMount",
      "indiRotator",
      "indiSafety",
      "indiSwitches",
      "indiWatchdog",
      "indiWeather",
      "phd2Guider",
      "standGuard",
      "implausible",
      "powerCycle",
      "supervise",
    ]
  `);
});
