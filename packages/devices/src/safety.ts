import type { Waiting } from '@uraniborg/core';
import type { Device } from './device.ts';

export interface SafetyReading {
  /** Whether it is safe to observe. What does not answer is not safe: `read` rejects then. */
  readonly safe: boolean;
}

/** What says whether it is safe: a safety monitor, or a weather station that gives a verdict. */
export interface Safety extends Device {
  readonly kind: 'safety';
  /** A safety monitor says one thing; there is nothing to choose. @throws DeviceError when it is not connected */
  capabilities(): Record<never, never>;
  read(waiting: Waiting): Promise<SafetyReading>;
}
