import { InvalidInput, type Pixels } from '@uraniborg/core';

/** Pixels of 16 bits, and what they mean: value = zero + scale * pixel. */
export interface SixteenBits {
  readonly pixels: Pixels<Uint16Array>;
  readonly scale: number;
  readonly zero: number;
}

/**
 * Any pixels as 16 bits unsigned, linearly. Values that fit are only rounded; floating point from 0 to 1, as other
 * programs keep images, is spread over the whole range; anything else is spread from its smallest to its largest value.
 * What is not finite becomes 0.
 *
 * @throws InvalidInput not one pixel is finite
 */
export function toSixteenBits({ width, height, planes, data }: Pixels): SixteenBits {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) throw new InvalidInput('Not one pixel of the frame has a value');
  const floating = data instanceof Float32Array || data instanceof Float64Array;
  const { scale, zero } =
    low < 0 || high > 65535
      ? { scale: (high - low) / 65535 || 1, zero: low }
      : { scale: floating && high <= 1 && high > 0 ? 1 / 65535 : 1, zero: 0 };
  const result = new Uint16Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const value = Math.round(((data[i] as number) - zero) / scale);
    // NaN becomes 0 here.
    result[i] = value >= 65535 ? (value === Number.POSITIVE_INFINITY ? 0 : 65535) : value;
  }
  return { pixels: { width, height, planes, data: result }, scale, zero };
}
