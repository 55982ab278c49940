import type { ColourBalance } from '@uraniborg/api';
import type { Frame } from '@uraniborg/formats';
import { colourBalance, debayer } from '@uraniborg/imaging';
import { bayerOrderOf } from '../jobs/frames/bayerOrder.ts';
import { howToDetect } from './howToDetect.ts';

/**
 * The colour balance of a frame that has colours, or has them in the cells of its mosaic.
 *
 * @throws InvalidInput it has none
 */
export function balanceOfFrame(frame: Frame): ColourBalance {
  const { pixels, header } = frame;
  if (!howToDetect(frame).mosaic) return colourBalance(pixels);
  return colourBalance(debayer(pixels, { order: bayerOrderOf(header), method: 'superpixel' }));
}
