import { expect, test } from 'vitest';
import { driverInterfaceBits, driverInterfaces } from './driverInterface.ts';

test('the bits of DRIVER_INTERFACE have names', () => {
  expect(driverInterfaces(0)).toEqual([]);
  expect(driverInterfaces(5)).toEqual(['telescope', 'guider']);
  expect(driverInterfaces(22)).toEqual(['ccd', 'guider', 'filter']);
  expect(driverInterfaces(32768)).toEqual(['auxiliary']);
});

test('names become bits again', () => {
  for (const bits of [0, 5, 22, 32768]) expect(driverInterfaceBits(driverInterfaces(bits))).toBe(bits);
});
