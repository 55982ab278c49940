import type { AlpacaDriver } from '../deviceInterface.ts';
import type { DeviceType } from '../deviceTypes.ts';

/** A device that a server offers: what it is, and the driver behind it. */
export type ServedDevice = { readonly [T in DeviceType]: DeviceOf<T> }[DeviceType];

interface DeviceOf<T extends DeviceType> {
  readonly type: T;
  /** 0-based among the devices of its type; in every URL, so it must not change. */
  readonly number: number;
  readonly name: string;
  /** Of this very device, for ever and everywhere: a GUID, or the serial number of the hardware. */
  readonly uniqueId: string;
  readonly driver: AlpacaDriver<T>;
}

/** A member that a driver has, ready to be called; undefined where it has none. */
export function methodOf(
  driver: object,
  name: string | undefined,
): ((...parameters: unknown[]) => unknown) | undefined {
  const method: unknown = name === undefined ? undefined : Reflect.get(driver, name);
  return typeof method === 'function' ? (...parameters) => Reflect.apply(method, driver, parameters) : undefined;
}
