import { expect, test } from 'vitest';
import * as simulators from './index.ts';

test('the public face of simulators', () => {
  expect(Object.keys(simulators)).toMatchInlineSnapshot(`
    [
      "offerOverIndi",
      "defaultFilters",
      "defaultMechanics",
      "sensorOf2Mpx",
      "sensorOf16Mpx",
      "sensorOfDslr",
      "createSimulatedObservatory",
    ]
  `);
});
