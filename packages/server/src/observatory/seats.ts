import { type Role, type Seat, singleRole } from '@uraniborg/api';
import { roleNames } from '@uraniborg/operations';

/** One string for a place in the rig: what links are kept by. */
export function seatKey({ role, nickname }: Seat): string {
  return nickname === undefined ? role : `${role}/${nickname}`;
}

/** What a person calls it: "filter wheel", "power box Dew". */
export function seatName({ role, nickname }: Seat): string {
  if (nickname?.toLowerCase() === roleNames[role]) return roleNames[role];
  return nickname === undefined ? roleNames[role] : `${roleNames[role]} ${nickname}`;
}

export const singleSeats: readonly Seat[] = singleRole.options.map((role: Role) => ({ role }));
