import type { Waiting } from '@uraniborg/core';
import type { Device } from './device.ts';

/** What is made safe when nobody is heard of any more, and after how long. */
export interface WatchdogOrder {
  /** Whole seconds, 1..maxSeconds. */
  readonly seconds: number;
  /** Names of the devices, on the same server, that are parked; undefined is left alone. */
  readonly mount?: string | undefined;
  readonly dome?: string | undefined;
}

export interface WatchdogCapabilities {
  readonly maxSeconds: number;
}

export interface WatchdogReading {
  /** Whether it waits for the next `beat`. */
  readonly armed: boolean;
  /** Seconds; undefined while it is not armed. */
  readonly seconds: number | undefined;
  /** It has heard nothing for too long, and is parking what it was told to; or has done so, or has failed to. */
  readonly shutdown: 'none' | 'under way' | 'done' | 'failed';
}

/**
 * A driver that stands beside the mount and parks it when this program, its computer or the network between has died.
 * Only INDI has it.
 */
export interface Watchdog extends Device {
  readonly kind: 'watchdog';
  /** @throws DeviceError when it is not connected */
  capabilities(): WatchdogCapabilities;
  read(waiting: Waiting): Promise<WatchdogReading>;
  /** From now on it wants a `beat` at least every `seconds`. @throws InvalidInput there is nothing to park */
  arm(order: WatchdogOrder, waiting: Waiting): Promise<void>;
  /** "I am alive." @throws DeviceError it is parking already, or is not armed */
  beat(waiting: Waiting): Promise<void>;
  disarm(waiting: Waiting): Promise<void>;
}
