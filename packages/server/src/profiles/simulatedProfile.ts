import type { Profile, Role } from '@uraniborg/api';
import { emptyProfile } from './emptyProfile.ts';

/** What a newcomer begins with: every device of the simulated observatory. */
export function simulatedProfile(addresses: Readonly<Record<Exclude<Role, 'watchdog' | 'guider'>, string>>): Profile {
  const { switches, ...single } = addresses;
  return {
    ...emptyProfile('Simulated observatory'),
    devices: Object.fromEntries(Object.entries(single).map(([role, address]) => [role, { address }])),
    switches: [{ nickname: 'Power box', address: switches }],
  };
}
