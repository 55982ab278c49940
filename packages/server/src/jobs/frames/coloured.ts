import { cardNumber, type Frame, type Header, withCard, withoutCard, withRemark } from '@uraniborg/formats';
import { balanceColours, type ColourBalance, colourBalance, type DebayerOptions, debayer } from '@uraniborg/imaging';
import { bayerOrderOf } from './bayerOrder.ts';

export interface ColourOptions {
  /** How colours are made of the mosaic of a colour sensor. Default: the mosaic stays. */
  readonly debayer?: DebayerOptions['method'] | undefined;
  /** Factors, or 'auto': the average star is white. Default: colours stay as they are. */
  readonly balance?: 'auto' | Pick<ColourBalance, 'red' | 'green' | 'blue'> | undefined;
}

/**
 * A frame with the colours that are wanted, and a header that says what was done.
 *
 * @throws InvalidInput there is no mosaic, or there are no colours to balance
 */
export function coloured({ pixels, header }: Frame, { debayer: method, balance }: ColourOptions): Frame {
  if (method) {
    pixels = debayer(pixels, { order: bayerOrderOf(header), method });
    header = withoutCard(header, 'BAYERPAT', 'XBAYROFF', 'YBAYROFF', 'COLORTYP', 'DATAMIN', 'DATAMAX');
    if (method === 'superpixel') header = halved(header);
    header = withRemark(header, 'HISTORY', `debayered, ${method}`);
  }
  if (balance) {
    const factors = balance === 'auto' ? colourBalance(pixels) : balance;
    pixels = balanceColours(pixels, factors);
    const { red, green, blue } = factors;
    const text = [red, green, blue].map((factor) => factor.toFixed(4)).join(', ');
    header = withoutCard(
      withRemark(header, 'HISTORY', `colours balanced, red green blue ${text}`),
      'DATAMIN',
      'DATAMAX',
    );
  }
  return { pixels, header };
}

/** Two pixels have become one along either side: what the header says of sizes and places follows. */
function halved(header: Header): Header {
  const change = (keywords: readonly string[], to: (value: number) => number) => {
    for (const keyword of keywords) {
      const value = cardNumber(header, keyword);
      if (value !== undefined) header = withCard(header, keyword, to(value));
    }
  };
  change(['XPIXSZ', 'YPIXSZ', 'PIXSIZE1', 'PIXSIZE2', 'SECPIX1', 'SECPIX2', 'SCALE'], (value) => 2 * value);
  change(['CD1_1', 'CD1_2', 'CD2_1', 'CD2_2', 'CDELT1', 'CDELT2'], (value) => 2 * value);
  // FITS counts from 1, from the middle of a pixel.
  change(['CRPIX1', 'CRPIX2'], (value) => (value - 0.5) / 2 + 0.5);
  return header;
}
