import { camera } from './members/camera.ts';
import { coverCalibrator } from './members/coverCalibrator.ts';
import { dome } from './members/dome.ts';
import { filterWheel } from './members/filterWheel.ts';
import { focuser } from './members/focuser.ts';
import { observingConditions } from './members/observingConditions.ts';
import { rotator } from './members/rotator.ts';
import type { Members } from './members/row.ts';
import { safetyMonitor } from './members/safetyMonitor.ts';
import { switchDevice } from './members/switch.ts';
import { telescope } from './members/telescope.ts';

export interface DeviceDescription {
  /** As ASCOM spells it; in a URL it is all lower case. */
  readonly name: string;
  /** The version of its interface that brought Connect, Connecting, Disconnect and DeviceState: ASCOM Platform 7. */
  readonly platform7: number;
  /** The version that brought Action and SupportedActions. */
  readonly actions: number;
  /** Without the common members. */
  readonly members: Members;
}

/** The ten device types of ASCOM Alpaca. */
export const deviceTypes = {
  camera: { name: 'Camera', platform7: 4, actions: 2, members: camera },
  coverCalibrator: { name: 'CoverCalibrator', platform7: 2, actions: 1, members: coverCalibrator },
  dome: { name: 'Dome', platform7: 3, actions: 2, members: dome },
  filterWheel: { name: 'FilterWheel', platform7: 3, actions: 2, members: filterWheel },
  focuser: { name: 'Focuser', platform7: 4, actions: 2, members: focuser },
  observingConditions: { name: 'ObservingConditions', platform7: 2, actions: 1, members: observingConditions },
  rotator: { name: 'Rotator', platform7: 4, actions: 2, members: rotator },
  // There never was a version 2 of it.
  safetyMonitor: { name: 'SafetyMonitor', platform7: 3, actions: 1, members: safetyMonitor },
  switch: { name: 'Switch', platform7: 3, actions: 2, members: switchDevice },
  telescope: { name: 'Telescope', platform7: 4, actions: 3, members: telescope },
} as const satisfies { readonly [type: string]: DeviceDescription };

export type DeviceType = keyof typeof deviceTypes;
