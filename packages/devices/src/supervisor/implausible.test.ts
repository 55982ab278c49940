import { expect, test } from 'vitest';
import { implausible } from './implausible.ts';

test('what can be true is let pass', () => {
  expect(implausible({ ra: 359.9, dec: -89, altitude: undefined, tracking: true, pierSide: 'east' })).toBeUndefined();
  expect(implausible({ temperature: -60, setpoint: -70, state: 'idle' })).toBeUndefined();
});

test('what cannot be true is named', () => {
  expect(implausible({ dec: 91 })).toBe('its dec is 91, outside -90.001 to 90.001');
  expect(implausible({ position: -99_999 })).toContain('its position is -99999');
  expect(implausible({ temperature: Number.NaN })).toBe('its temperature is NaN');
});
