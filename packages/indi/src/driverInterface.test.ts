import { expect, test } from 'vitest';
import { driverInterfaces } from './driverInterface.ts';

test('the bits of DRIVER_INTERFACE have names', () => {
  expect(driverInterfaces(0)).toEqual([]);
  expect(driverInterfaces(5)).toEqual(['telescope', 'guider']);
  expect(driverInterfaces(22)).toEqual(['ccd', 'guider', 'filter']);
  expect(driverInterfaces(32768)).toEqual(['auxiliary']);
});
