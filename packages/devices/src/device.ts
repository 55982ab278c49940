import type { Waiting } from '@uraniborg/core';

/** What every device of an observatory is, whichever protocol it speaks. */
export interface Device {
  /** "alpaca://host:port/camera/0" or "indi://host:port/CCD%20Simulator": where it is, and unique. */
  readonly address: string;
  /** What the driver calls itself; the address until it is connected. */
  readonly name: string;
  /** Whether `connect` has succeeded and nothing has been lost since. */
  readonly connected: boolean;
  /**
   * Opens the link and has the driver connect to its hardware. Safe to repeat.
   * @throws TransportError nobody answers there; DeviceError the driver refuses; TimeoutError; AbortedError
   */
  connect(waiting: Waiting): Promise<void>;
  /**
   * Asks the device itself whether it is still there and connected: a heartbeat.
   * @throws DeviceError it is not connected (any more); TransportError, TimeoutError nothing answers
   */
  check(waiting: Waiting): Promise<void>;
  /** Lets go of the hardware. Never throws for a device that is gone already. */
  disconnect(waiting: Waiting): Promise<void>;
}
