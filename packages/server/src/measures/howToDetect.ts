import { cardNumber, cardText, type Frame } from '@uraniborg/formats';
import type { NearOptions } from '@uraniborg/imaging';

/** What the header of a frame says of how its stars are to be found. */
export function howToDetect({ pixels, header }: Frame): Pick<NearOptions, 'electronsPerAdu' | 'mosaic'> {
  const gain = cardNumber(header, 'EGAIN');
  return {
    ...(gain !== undefined && gain > 0 && { electronsPerAdu: gain }),
    // The raw frame of a colour sensor.
    mosaic: pixels.planes === 1 && cardText(header, 'BAYERPAT') !== undefined,
  };
}
