import type { Waiting } from '@uraniborg/core';
import type { Device } from './device.ts';

/** A flat panel, a motorised cover, or both in one. */
export interface CoverCalibratorCapabilities {
  readonly hasCover: boolean;
  readonly canHalt: boolean;
  readonly hasLight: boolean;
  /** Brightness runs from 0 to this; 1 where it can only be switched. */
  readonly maxBrightness: number;
}

export interface CoverCalibratorReading {
  readonly cover: 'open' | 'closed' | 'moving' | 'unknown' | 'error' | undefined;
  /** 'warming': it is on and not steady yet. */
  readonly light: 'off' | 'warming' | 'on' | 'unknown' | 'error' | undefined;
  readonly brightness: number | undefined;
}

export interface CoverCalibrator extends Device {
  readonly kind: 'coverCalibrator';
  /** @throws DeviceError when it is not connected */
  capabilities(): CoverCalibratorCapabilities;
  read(waiting: Waiting): Promise<CoverCalibratorReading>;
  /** Settles when it is open. An abort halts it first where it can be halted. @throws InvalidInput there is no cover */
  open(waiting: Waiting): Promise<void>;
  close(waiting: Waiting): Promise<void>;
  halt(waiting: Waiting): Promise<void>;
  /**
   * Lights the panel; settles when it is steady.
   * @throws InvalidInput there is none, or `brightness` is not in 1..maxBrightness
   */
  lightOn(brightness: number, waiting: Waiting): Promise<void>;
  lightOff(waiting: Waiting): Promise<void>;
}
