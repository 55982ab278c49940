import type { DeviceState, Role } from '@uraniborg/api';
import { expect, test } from 'vitest';
import { inOrder, summary, worstLink } from './rigSummary.ts';

const device = (role: Role, link: DeviceState['link'], address = 'indi://pi/X'): DeviceState => ({
  role,
  link,
  address,
  nickname: '',
  name: '',
  message: '',
  reading: null,
});

test('only what has a device counts, cameras first', () => {
  const rig = inOrder([
    device('safety', 'on'),
    device('gps', 'off', ''),
    device('mount', 'off'),
    device('camera', 'on'),
  ]);
  expect(rig.map(({ role }) => role)).toEqual(['camera', 'mount', 'safety']);
});

test('one lamp for all is the worst of them', () => {
  expect(worstLink([device('camera', 'on'), device('mount', 'on')])).toBe('on');
  expect(worstLink([device('camera', 'off'), device('mount', 'on')])).toBe('off');
  expect(worstLink([device('camera', 'off'), device('mount', 'connecting')])).toBe('connecting');
  expect(worstLink([device('camera', 'error'), device('mount', 'connecting')])).toBe('error');
});

test('it says how many of them are there', () => {
  expect(summary([device('camera', 'on'), device('mount', 'on')])).toBe('2');
  expect(summary([device('camera', 'on'), device('mount', 'error')])).toBe('1 of 2');
});
