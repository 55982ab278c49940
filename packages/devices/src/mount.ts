import type { Waiting } from '@uraniborg/core';
import type { GuideDirection } from './camera.ts';
import type { Device } from './device.ts';

/** What the mount follows: the stars, the Moon, the Sun, or the stars with a mean refraction. */
export type TrackingRate = 'sidereal' | 'lunar' | 'solar' | 'king';

export interface MountCapabilities {
  /** What the mount means by its coordinates: 'apparent' is the true equator and equinox of date, topocentric. */
  readonly equinox: 'J2000' | 'apparent';
  readonly canSlew: boolean;
  readonly canSync: boolean;
  readonly canPark: boolean;
  readonly canUnpark: boolean;
  readonly canSetTracking: boolean;
  readonly canPulseGuide: boolean;
  readonly canFindHome: boolean;
  /** Those it can be told; empty where it has but one. */
  readonly trackingRates: readonly TrackingRate[];
  readonly canSetPierSide: boolean;
  /** Rates of a hand pad in degrees per second, slow to fast; empty when it cannot be moved by hand. */
  readonly moveRates: readonly number[];
  /** Of the telescope on it, where the driver was told. */
  readonly focalLengthMm?: number | undefined;
}

/** Directions are degrees, in the mount's own equinox (see MountCapabilities.equinox). */
export interface MountReading {
  readonly ra: number;
  readonly dec: number;
  /** Degrees, azimuth from north through east. Undefined when the mount does not tell. */
  readonly altitude: number | undefined;
  readonly azimuth: number | undefined;
  /** Hours. */
  readonly siderealTimeHours: number | undefined;
  readonly tracking: boolean;
  /** Undefined when it does not tell, or follows at a rate of its own. */
  readonly trackingRate: TrackingRate | undefined;
  readonly slewing: boolean;
  readonly parked: boolean;
  /** Side of the pier the telescope is on: 'east' looks west. */
  readonly pierSide: 'east' | 'west' | undefined;
}

export interface Direction {
  readonly ra: number;
  readonly dec: number;
}

export interface Site {
  /** Degrees, north positive. */
  readonly latitude: number;
  /** Degrees, east positive. */
  readonly longitude: number;
  /** Metres above sea level. */
  readonly elevation: number;
}

export interface Mount extends Device {
  readonly kind: 'mount';
  /** @throws DeviceError when it is not connected */
  capabilities(): MountCapabilities;
  read(waiting: Waiting): Promise<MountReading>;
  /**
   * Slews, and settles when the mount has arrived and tracks. An abort stops both axes first.
   * @param target degrees, in the mount's own equinox
   */
  slew(target: Direction, waiting: Waiting): Promise<void>;
  /** Tells the mount that it points at `target` (degrees, its own equinox). */
  sync(target: Direction, waiting: Waiting): Promise<void>;
  /** Settles when it stands at the park position. */
  park(waiting: Waiting): Promise<void>;
  unpark(waiting: Waiting): Promise<void>;
  setTracking(on: boolean, waiting: Waiting): Promise<void>;
  /** @throws InvalidInput it does not know the rate */
  setTrackingRate(rate: TrackingRate, waiting: Waiting): Promise<void>;
  /** Settles when it stands at its home position. An abort stops both axes first. @throws InvalidInput it has none */
  findHome(waiting: Waiting): Promise<void>;
  /** Both axes, now. Settles when the mount has taken it; tracking goes on as it was where the mount can. */
  stop(waiting: Waiting): Promise<void>;
  /** Moves an axis at `rate` degrees per second until it is called again with 0. Positive: east and north. */
  move(axis: 'ra' | 'dec', rate: number, waiting: Waiting): Promise<void>;
  /** Settles when the pulse has ended. `ms` > 0. */
  pulseGuide(direction: GuideDirection, ms: number, waiting: Waiting): Promise<void>;
  /** The mount's own idea of where it stands; undefined when it has none. */
  readSite(waiting: Waiting): Promise<Site | undefined>;
  setSite(site: Site, waiting: Waiting): Promise<void>;
  /**
   * The mount's own clock, milliseconds since the Unix epoch; undefined when it does not tell. Good to a second or so.
   */
  readTime(waiting: Waiting): Promise<number | undefined>;
  /** Sets the mount's own clock. @throws DeviceError it has none to set */
  setTime(ms: number, waiting: Waiting): Promise<void>;
}
