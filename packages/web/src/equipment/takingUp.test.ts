import type { DiscoveredDevice, Role } from '@uraniborg/api';
import { expect, test } from 'vitest';
import { groups } from './groups.ts';
import { isInUse, roleFor, takingUp, takingUpAll } from './takingUp.ts';

const found = (role: Role | null, address: string, name = 'Device'): DiscoveredDevice => ({
  role,
  address,
  name,
  server: 'Pi',
});
const place = (role: Role, address: string, nickname = '') => ({ role, address, nickname });

test('the first camera is the camera, one called a guide camera guides, a third finds', () => {
  const all = takingUpAll(
    [found('camera', 'a', 'Guider'), found('camera', 'b', 'Big one'), found('camera', 'c', 'Small one')],
    [],
  );
  expect(all.map(({ input }) => input)).toEqual([
    { role: 'guideCamera', address: 'a' },
    { role: 'camera', address: 'b' },
    { role: 'finderCamera', address: 'c' },
  ]);
});

test('taking up all leaves a role that is filled as it is, and what is in use alone', () => {
  const places = [place('mount', 'mine'), place('focuser', 'f')];
  expect(takingUpAll([found('mount', 'other'), found('focuser', 'f'), found('dome', 'd')], places)).toEqual([
    { name: 'equipment.assign', input: { role: 'dome', address: 'd' } },
  ]);
});

test('a device that is used alone replaces the one before', () => {
  expect(takingUp(found('mount', 'other'), [place('mount', 'mine')])).toEqual({
    name: 'equipment.assign',
    input: { role: 'mount', address: 'other' },
  });
});

test('boxes of one name get nicknames of their own', () => {
  const all = takingUpAll([found('switches', 'a', 'Box'), found('switches', 'b', 'Box')], []);
  expect(all.map(({ input }) => input)).toEqual([
    { nickname: 'Box', address: 'a' },
    { nickname: 'Box 2', address: 'b' },
  ]);
});

test('one device in two places is in use in each for itself', () => {
  const places = [place('guideCamera', 'c')];
  expect(isInUse(found('guideCamera', 'c'), places)).toBe(true);
  expect(isInUse(found('finderCamera', 'c'), places)).toBe(false);
  expect(isInUse(found('camera', 'c'), places)).toBe(true);
});

test('what is not driven has no place', () => {
  expect(roleFor(found(null, 'x'), [])).toBeNull();
  expect(takingUp(found(null, 'x'), [])).toBeNull();
});

test('every role is in one group', () => {
  const all = groups.flatMap(({ roles }) => roles);
  expect(new Set(all).size).toBe(all.length);
  expect(all).toHaveLength(15);
});
