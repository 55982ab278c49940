import type { Waiting } from '@uraniborg/core';
import type { Device } from './device.ts';

export interface RotatorCapabilities {
  readonly canReverse: boolean;
  readonly canSync: boolean;
  readonly canHalt: boolean;
  /** Degrees. */
  readonly stepSize: number | undefined;
}

export interface RotatorReading {
  /** Degrees [0, 360): the position angle that the camera is believed to have, syncs included. */
  readonly angle: number;
  /** Degrees, of the mechanics; undefined when the driver does not tell it apart. */
  readonly mechanicalAngle: number | undefined;
  readonly moving: boolean;
  /** Whether angles count the other way round. */
  readonly reversed: boolean | undefined;
}

export interface Rotator extends Device {
  readonly kind: 'rotator';
  /** @throws DeviceError when it is not connected */
  capabilities(): RotatorCapabilities;
  read(waiting: Waiting): Promise<RotatorReading>;
  /** Turns to an angle in degrees and settles when it stands there. An abort halts it first. */
  turnTo(angle: number, waiting: Waiting): Promise<void>;
  /** Tells it that its angle is now `angle`, degrees. @throws InvalidInput it cannot */
  sync(angle: number, waiting: Waiting): Promise<void>;
  /** @throws InvalidInput it cannot */
  setReversed(on: boolean, waiting: Waiting): Promise<void>;
  /** Settles when it stands. One that cannot be halted is waited for. */
  halt(waiting: Waiting): Promise<void>;
}
