import type { Pixels } from '@uraniborg/core';

/** ADU from which a pixel is taken for full: 99 % of what its type can hold; a floating-point one is never. */
export function endOfRange({ data }: Pixels): number {
  if (data instanceof Uint8Array) return 253;
  if (data instanceof Uint16Array) return 64_880;
  return data instanceof Int16Array ? 32_440 : Number.POSITIVE_INFINITY;
}
