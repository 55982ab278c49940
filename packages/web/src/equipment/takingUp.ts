import type { CommandInput, DeviceState, DiscoveredDevice, Role } from '@uraniborg/api';

/** How a device that was found gets its place: the command and its input. */
export type TakingUp =
  | { name: 'equipment.assign'; input: CommandInput<'equipment.assign'> }
  | { name: 'equipment.addSwitches'; input: CommandInput<'equipment.addSwitches'> };

type Place = Pick<DeviceState, 'role' | 'nickname' | 'address'>;

const cameras: readonly Role[] = ['camera', 'guideCamera', 'finderCamera'];

/** Whether a device already has the place it was found for. A camera may stand in any of the three for cameras. */
export function isInUse({ address, role }: DiscoveredDevice, places: readonly Place[]): boolean {
  return places.some(
    (place) =>
      place.address === address && (place.role === role || (role === 'camera' && cameras.includes(place.role))),
  );
}

/**
 * The role in which a device is taken: its own, but a camera that is a second one, or is called a guide or finder
 * camera, goes to the free place that fits.
 */
export function roleFor({ name, role }: DiscoveredDevice, places: readonly Place[]): Role | null {
  if (role !== 'camera') return role;
  const free = (camera: Role) => !places.some((place) => place.role === camera && place.address !== '');
  const called = /guid/i.test(name) ? 'guideCamera' : /find/i.test(name) ? 'finderCamera' : 'camera';
  return free(called) ? called : (cameras.find(free) ?? 'camera');
}

/** What gives one device its place; null for one that is not driven. Switches get a nickname that is still free. */
export function takingUp(device: DiscoveredDevice, places: readonly Place[]): TakingUp | null {
  const role = roleFor(device, places);
  const { address } = device;
  if (role === null) return null;
  if (role !== 'switches') return { name: 'equipment.assign', input: { role, address } };
  const taken = new Set(places.map(({ nickname }) => nickname));
  const called = device.name.trim().slice(0, 36) || 'Switches';
  let nickname = called;
  for (let next = 2; taken.has(nickname); next++) nickname = `${called} ${next}`;
  return { name: 'equipment.addSwitches', input: { nickname, address } };
}

/** What gives all of them their places and takes nobody's: a role that is filled, by hand or by an earlier one, stays. */
export function takingUpAll(found: readonly DiscoveredDevice[], places: readonly Place[]): TakingUp[] {
  const now = [...places];
  return found.flatMap((device): TakingUp[] => {
    if (isInUse(device, now)) return [];
    const next = takingUp(device, now);
    if (!next) return [];
    if (next.name === 'equipment.addSwitches') {
      now.push({ role: 'switches', nickname: next.input.nickname, address: device.address });
      return [next];
    }
    const { role } = next.input;
    if (now.some((place) => place.role === role && place.address !== '')) return [];
    now.push({ role, nickname: '', address: device.address });
    return [next];
  });
}
