import type { ProfileOptions, Seat } from '@uraniborg/api';
import type { AnyDevice } from '../observatory/readings.ts';
import { withBacklash } from './withBacklash.ts';
import { withFilters } from './withFilters.ts';

/** A device as the profile wants it. The options are asked when they are needed: a change counts at once. */
export function dressDevice({ role }: Seat, device: AnyDevice, options: () => ProfileOptions): AnyDevice {
  if (role === 'focuser' && device.kind === 'focuser') return withBacklash(device, () => options().focuser);
  if (role === 'filterWheel' && device.kind === 'filterWheel') return withFilters(device, () => options().filters);
  return device;
}
