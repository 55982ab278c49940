import type { AlpacaDriver, DeviceType } from '@uraniborg/alpaca';

/**
 * A driver of the simulated observatory with everything that its table asks of it. What a simulator may lack (the
 * cooler of a guide camera) is looked for with `in` first.
 */
export type Driver<T extends DeviceType> = Required<AlpacaDriver<T>>;
