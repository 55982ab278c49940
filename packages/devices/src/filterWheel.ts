import type { Waiting } from '@uraniborg/core';
import type { Device } from './device.ts';

export interface FilterWheelCapabilities {
  /** Slot 0 first. */
  readonly filters: readonly Filter[];
}
export interface Filter {
  readonly name: string;
  /** Focuser steps to add for this filter; 0 when the driver knows none. */
  readonly focusOffset: number;
}

export interface FilterWheelReading {
  /** 0-based; undefined while it turns, and when nobody knows. */
  readonly slot: number | undefined;
  readonly turning: boolean;
}

export interface FilterWheel extends Device {
  readonly kind: 'filterWheel';
  /** @throws DeviceError when it is not connected */
  capabilities(): FilterWheelCapabilities;
  read(waiting: Waiting): Promise<FilterWheelReading>;
  /** Turns to a slot (0-based) and settles when the wheel stands. @throws InvalidInput no such slot */
  select(slot: number, waiting: Waiting): Promise<void>;
}
