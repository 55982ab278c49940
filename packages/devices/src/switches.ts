import { InvalidInput, type Waiting } from '@uraniborg/core';
import type { Device } from './device.ts';

/** One switch, slider or gauge of a power box or the like. */
export interface SwitchDescription {
  /** Stays with it as long as the device is connected. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly writable: boolean;
  /** An on-off switch is 0 or 1 in steps of 1. */
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

export interface SwitchesCapabilities {
  readonly switches: readonly SwitchDescription[];
}

export interface SwitchesReading {
  /** By id; what cannot be read at the moment is missing. */
  readonly values: ReadonlyMap<string, number>;
}

export interface Switches extends Device {
  readonly kind: 'switches';
  /** @throws DeviceError when it is not connected */
  capabilities(): SwitchesCapabilities;
  read(waiting: Waiting): Promise<SwitchesReading>;
  /**
   * Settles when the device has it.
   * @throws InvalidInput no such switch, it can only be read, or `value` is outside its range
   */
  set(id: string, value: number, waiting: Waiting): Promise<void>;
}

/** The switch of that id, if it takes that value. @throws InvalidInput as `set` does */
export function settable(switches: readonly SwitchDescription[], id: string, value: number): SwitchDescription {
  const found = switches.find((each) => each.id === id);
  if (!found) throw new InvalidInput(`There is no switch "${id}"`, 'id');
  if (!found.writable) throw new InvalidInput(`${found.name} can only be read`, 'id');
  if (!(value >= found.min && value <= found.max))
    throw new InvalidInput(`${found.name} takes ${found.min} to ${found.max}, not ${value}`, 'value');
  return found;
}
