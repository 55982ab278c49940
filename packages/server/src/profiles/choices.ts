import type { DeviceChoice, Profile, Seat } from '@uraniborg/api';

/** How a profile fills a place; empty where it does not. */
export function choiceOf(profile: Profile, { role, nickname }: Seat): Partial<DeviceChoice> {
  if (role === 'switches') return profile.switches.find((one) => one.nickname === nickname) ?? {};
  return profile.devices[role] ?? {};
}

/** The profile with a change to a place. Another address is another device: what was said of the old one is gone. */
export function withChoice(profile: Profile, seat: Seat, change: Partial<DeviceChoice>): Profile {
  const { role, nickname } = seat;
  const before = choiceOf(profile, seat);
  const other = change.address !== undefined && change.address !== before.address;
  const next = { address: '', ...(other ? {} : before), ...change };
  if (role === 'switches') {
    const switches = profile.switches.map((one) =>
      one.nickname === nickname ? { ...next, nickname: one.nickname } : one,
    );
    return { ...profile, switches };
  }
  const { [role]: _, ...others } = profile.devices;
  return { ...profile, devices: next.address === '' ? others : { ...others, [role]: next } };
}
