import type { DeviceState } from '@uraniborg/api';
import { groups } from '../equipment/groups.ts';

const order = groups.flatMap(({ roles }) => roles);
const badness: readonly DeviceState['link'][] = ['on', 'off', 'connecting', 'error'];

/** The places of the rig that have a device, in the order of the Equipment screen. */
export function inOrder<D extends Pick<DeviceState, 'role' | 'address'>>(devices: readonly D[]): D[] {
  return devices
    .filter(({ address }) => address !== '')
    .toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
}

/** The one lamp for all of them: the worst there is. */
export function worstLink(rig: readonly Pick<DeviceState, 'link'>[]): DeviceState['link'] {
  return rig.reduce<DeviceState['link']>(
    (worst, { link }) => (badness.indexOf(link) > badness.indexOf(worst) ? link : worst),
    'on',
  );
}

/** "9" when all are there, else "8 of 9". */
export function summary(rig: readonly Pick<DeviceState, 'link'>[]): string {
  const on = rig.filter(({ link }) => link === 'on').length;
  return on === rig.length ? `${on}` : `${on} of ${rig.length}`;
}
