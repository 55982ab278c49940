import { InvalidInput } from '@uraniborg/core';
import { cardNumber, cardText, type Header } from '@uraniborg/formats/fits';
import type { BayerOrder } from '@uraniborg/imaging';

const orders: readonly BayerOrder[] = ['RGGB', 'GRBG', 'GBRG', 'BGGR'];

/**
 * The colours of the first two by two pixels: BAYERPAT, moved by XBAYROFF and YBAYROFF.
 *
 * @throws InvalidInput the header says no pattern, or one that cannot be
 */
export function bayerOrderOf(header: Header): BayerOrder {
  const pattern = cardText(header, 'BAYERPAT')?.trim().toUpperCase();
  if (pattern === undefined)
    throw new InvalidInput('the header tells no Bayer pattern (BAYERPAT): say which, RGGB for example', 'debayer');
  const [x, y] = [cardNumber(header, 'XBAYROFF') ?? 0, cardNumber(header, 'YBAYROFF') ?? 0];
  const moved = [0, 1, 2, 3].map((i) => pattern[(((i >> 1) + (y & 1)) % 2) * 2 + ((i + (x & 1)) % 2)]).join('');
  const order = orders.find((each) => each === moved);
  if (!order) throw new InvalidInput(`BAYERPAT is "${pattern}"; it can be ${orders.join(', ')}`, 'BAYERPAT');
  return order;
}
