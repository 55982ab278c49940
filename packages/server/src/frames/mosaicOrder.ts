import { cardText, type Frame } from '@uraniborg/formats';
import type { BayerOrder } from '@uraniborg/imaging';
import { bayerOrderOf } from '../jobs/frames/bayerOrder.ts';

/**
 * The colours of the first two by two pixels of the mosaic of a colour sensor; undefined for all other frames. A pattern that
 * nobody knows is none: the frame is looked at all the same.
 */
export function mosaicOrder({ pixels: { planes, width, height }, header }: Frame): BayerOrder | undefined {
  if (planes !== 1 || width < 2 || height < 2 || cardText(header, 'BAYERPAT') === undefined) return undefined;
  try {
    return bayerOrderOf(header);
  } catch {
    return undefined;
  }
}
