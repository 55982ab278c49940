import type { Waiting } from '@uraniborg/core';
import type { Device } from './device.ts';

export interface GpsReading {
  /** Whether it sees enough satellites to know where and when it is. */
  readonly fixed: boolean;
  /** Degrees, north positive; undefined while it does not know. */
  readonly latitude: number | undefined;
  /** Degrees, east positive. */
  readonly longitude: number | undefined;
  /** Metres above sea level. */
  readonly elevation: number | undefined;
  /** What its clock said when it reported last, milliseconds since the Unix epoch. Not a time stamp: it came by a link. */
  readonly time: number | undefined;
}

/** A receiver that knows where the observatory stands. */
export interface Gps extends Device {
  readonly kind: 'gps';
  /** A receiver says all that it knows; there is nothing to choose. @throws DeviceError when it is not connected */
  capabilities(): Record<never, never>;
  read(waiting: Waiting): Promise<GpsReading>;
}
