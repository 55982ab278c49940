import { InvalidInput } from '@uraniborg/core';
import type {
  Camera,
  CoverCalibrator,
  Dome,
  FilterWheel,
  Focuser,
  Gps,
  Guider,
  Mount,
  Rotator,
  Safety,
  Switches,
  Watchdog,
  Weather,
} from '@uraniborg/devices';

/** Which device plays which part tonight. A role that nobody plays is absent. */
export interface Rig {
  readonly camera?: Camera;
  readonly guideCamera?: Camera;
  readonly finderCamera?: Camera;
  readonly mount?: Mount;
  readonly focuser?: Focuser;
  readonly filterWheel?: FilterWheel;
  readonly rotator?: Rotator;
  readonly dome?: Dome;
  readonly coverCalibrator?: CoverCalibrator;
  readonly switches?: Switches;
  readonly weather?: Weather;
  readonly safety?: Safety;
  readonly gps?: Gps;
  readonly watchdog?: Watchdog;
  readonly guider?: Guider;
}

export type Role = keyof Rig;
/** The roles that a camera may play. */
export type CameraRole = 'camera' | 'guideCamera' | 'finderCamera';

/** What a person calls each role, with its article where a sentence needs one. */
export const roleNames: Record<Role, string> = {
  camera: 'camera',
  guideCamera: 'guide camera',
  finderCamera: 'finder camera',
  mount: 'mount',
  focuser: 'focuser',
  filterWheel: 'filter wheel',
  rotator: 'rotator',
  dome: 'dome',
  coverCalibrator: 'flat panel',
  switches: 'power box',
  weather: 'weather station',
  safety: 'safety monitor',
  gps: 'GPS receiver',
  watchdog: 'watchdog',
  guider: 'guider',
};

/** The device of a role. @throws InvalidInput when the rig has none */
export function deviceOf<R extends Role>(rig: Rig, role: R): NonNullable<Rig[R]> {
  const device = rig[role];
  if (!device) throw new InvalidInput(`There is no ${roleNames[role]}; choose one under Equipment`, role);
  return device;
}
