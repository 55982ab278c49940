import { InvalidInput, type PixelArray, type Pixels } from '@uraniborg/core';
import { statisticsOf } from '../statistics/statistics.ts';
import type { ColourBalance } from './colourBalance.ts';

/**
 * Each colour multiplied by its factor above its sky (the median), on the sky of green: so that the sky is grey and the
 * light is balanced. Integer pixels are rounded and kept within their range.
 *
 * @throws InvalidInput an image of one plane, or a factor that is not above zero
 */
export function balanceColours<A extends PixelArray>(pixels: Pixels<A>, balance: ColourBalance): Pixels<A> {
  const { width, height, planes, data } = pixels;
  if (planes !== 3) throw new InvalidInput('Only an image with colours can be balanced');
  const factors = [balance.red, balance.green, balance.blue];
  if (!factors.every((factor) => factor > 0 && Number.isFinite(factor)))
    throw new InvalidInput(`The factors of the colours are above zero; these are ${factors.join(', ')}`, 'balance');
  const size = width * height;
  const skies = [0, 1, 2].map((plane) => statisticsOf(pixels, { plane }).median);
  const to = new (data.constructor as new (length: number) => A)(data.length);
  const [low, high] = rangeOf(data);
  const target = skies[1] ?? 0;
  for (let plane = 0; plane < 3; plane++) {
    const [sky = 0, factor = 1] = [skies[plane], factors[plane]];
    for (let i = plane * size; i < (plane + 1) * size; i++) {
      const value = ((data[i] as number) - sky) * factor + target;
      to[i] = high === undefined ? value : Math.min(high, Math.max(low, Math.round(value)));
    }
  }
  return { width, height, planes, data: to };
}

function rangeOf(data: PixelArray): [low: number, high: number | undefined] {
  if (data instanceof Float32Array || data instanceof Float64Array) return [0, undefined];
  const signed = data instanceof Int16Array || data instanceof Int32Array;
  const bits = 8 * data.BYTES_PER_ELEMENT - (signed ? 1 : 0);
  return [signed ? -(2 ** bits) : 0, 2 ** bits - 1];
}
