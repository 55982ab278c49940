import type { Waiting } from '@uraniborg/core';
import type { Device } from './device.ts';

export interface DomeCapabilities {
  readonly canSetAzimuth: boolean;
  readonly canSetShutter: boolean;
  readonly canPark: boolean;
  readonly canFindHome: boolean;
  /** Whether it can follow the telescope by itself. */
  readonly canSlave: boolean;
  readonly canSync: boolean;
}

export type ShutterState = 'open' | 'closed' | 'opening' | 'closing' | 'error';

export interface DomeReading {
  /** Degrees of the slit, from north through east; undefined for a roof. */
  readonly azimuth: number | undefined;
  /** Undefined when there is none or it does not tell. */
  readonly shutter: ShutterState | undefined;
  /** The dome or its shutter moves. */
  readonly moving: boolean;
  readonly parked: boolean;
  readonly slaved: boolean;
}

export interface Dome extends Device {
  readonly kind: 'dome';
  /** @throws DeviceError when it is not connected */
  capabilities(): DomeCapabilities;
  read(waiting: Waiting): Promise<DomeReading>;
  /**
   * Turns the slit to an azimuth, degrees; settles when it stands there. An abort stops it first. A dome that follows
   * the telescope may refuse.
   */
  turnTo(azimuth: number, waiting: Waiting): Promise<void>;
  /** Settles when it is open. */
  openShutter(waiting: Waiting): Promise<void>;
  /** Settles when it is closed. An abort stops it where it is: whoever closes for safety must not abort. */
  closeShutter(waiting: Waiting): Promise<void>;
  /** Parks, and no longer follows the telescope. */
  park(waiting: Waiting): Promise<void>;
  /** Nothing happens where the driver knows no such thing: it then unparks by moving. */
  unpark(waiting: Waiting): Promise<void>;
  setSlaved(on: boolean, waiting: Waiting): Promise<void>;
  /** Tells it that its slit is at `azimuth`, degrees. */
  sync(azimuth: number, waiting: Waiting): Promise<void>;
  /** Dome and shutter, now; settles when they stand. */
  stop(waiting: Waiting): Promise<void>;
}
