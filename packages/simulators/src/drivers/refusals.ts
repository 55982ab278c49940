/** The refusals that several drivers share, in a person's words with ASCOM's numbers. */
import { alpacaError } from '@uraniborg/alpaca';

/** @throws DeviceError 0x401 unless `min` <= value <= `max` */
export function checkRange(what: string, value: number, min: number, max: number): void {
  if (!(value >= min && value <= max))
    throw alpacaError('invalidValue', `${what} is ${value}; it must lie between ${min} and ${max}`);
}

/** @throws DeviceError 0x401 unless it is a whole number between `min` and `max` */
export function checkInteger(what: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value)) throw alpacaError('invalidValue', `${what} is ${value}; it must be a whole number`);
  checkRange(what, value, min, max);
}
