import { DeviceError } from '@uraniborg/core';

/** ASCOM's error numbers, by name. From 0x500 to 0xFFF a driver may use its own. */
export const alpacaErrors = {
  notImplemented: 0x400,
  invalidValue: 0x401,
  valueNotSet: 0x402,
  notConnected: 0x407,
  invalidWhileParked: 0x408,
  invalidWhileSlaved: 0x409,
  invalidOperation: 0x40b,
  actionNotImplemented: 0x40c,
  operationCancelled: 0x40e,
  unspecified: 0x4ff,
} as const;

export type AlpacaErrorName = keyof typeof alpacaErrors;

/** The DeviceError of a refusal that ASCOM has a number for: `throw alpacaError('invalidWhileParked', '...')`. */
export function alpacaError(name: AlpacaErrorName, message: string): DeviceError {
  return new DeviceError(message, alpacaErrors[name]);
}
