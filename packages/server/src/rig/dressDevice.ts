import type { ProfileOptions, Seat } from '@uraniborg/api';
import type { Weather } from '@uraniborg/devices';
import type { AnyDevice } from '../observatory/readings.ts';
import { withBacklash } from './withBacklash.ts';
import { withCalibration } from './withCalibration.ts';
import { withFilters } from './withFilters.ts';
import { withStationTemperature } from './withStationTemperature.ts';

/** A device as the profile wants it. The options are asked when they are needed: a change counts at once. */
export function dressDevice(
  { role }: Seat,
  device: AnyDevice,
  options: () => ProfileOptions,
  station: () => Weather | undefined,
): AnyDevice {
  if (role === 'focuser' && device.kind === 'focuser')
    return withStationTemperature(
      withBacklash(device, () => options().focuser),
      () => (options().focuser.stationTemperature ? station() : undefined),
    );
  if (role === 'filterWheel' && device.kind === 'filterWheel') return withFilters(device, () => options().filters);
  if (role === 'rotator' && device.kind === 'rotator') return withCalibration(device);
  return device;
}
