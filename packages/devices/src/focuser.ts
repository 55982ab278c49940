import type { Waiting } from '@uraniborg/core';
import type { Device } from './device.ts';

export interface FocuserCapabilities {
  /** Positions run from 0 to this. */
  readonly maxPosition: number;
  /** The longest single move, steps. */
  readonly maxMove: number;
  /** Micrometres per step. */
  readonly stepSizeUm: number | undefined;
  /**
   * How its position is known: from the focuser itself; by counting the steps that it was told to make, from the middle
   * of the range; or by counting the milliseconds that its motor ran, which are its steps then.
   */
  readonly positioning: 'absolute' | 'counted' | 'timed';
  readonly canHalt: boolean;
  readonly hasTemperature: boolean;
  readonly canCompensateTemperature: boolean;
}

export interface FocuserReading {
  /** Steps. */
  readonly position: number;
  readonly moving: boolean;
  /** Degrees Celsius. */
  readonly temperature: number | undefined;
}

export interface Focuser extends Device {
  readonly kind: 'focuser';
  /** @throws DeviceError when it is not connected */
  capabilities(): FocuserCapabilities;
  read(waiting: Waiting): Promise<FocuserReading>;
  /**
   * Moves to an absolute position in steps; settles when it stands there. An abort halts it first. Longer moves than
   * the device can make at once are made in parts.
   * @throws InvalidInput outside 0..maxPosition
   */
  moveTo(position: number, waiting: Waiting): Promise<void>;
  halt(waiting: Waiting): Promise<void>;
}
