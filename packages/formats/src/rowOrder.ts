import { cardNumber, cardText, findCard, type Header, withCard } from './header.ts';

/** Whether the first row of a file belongs at the top of the picture or at its bottom. */
export type RowOrder = 'top-down' | 'bottom-up';

/** What ROWORDER says; undefined when it says nothing. */
export function rowOrderOf(header: Header): RowOrder | undefined {
  const text = cardText(header, 'ROWORDER')?.toUpperCase();
  if (text === 'TOP-DOWN') return 'top-down';
  return text === 'BOTTOM-UP' ? 'bottom-up' : undefined;
}

/**
 * The header of the same picture with its rows in the opposite order: what speaks of rows (the world coordinates, SIP
 * included, and where the Bayer pattern starts) is turned with them, so that every pixel keeps its place on the sky
 * and its colour. Positions y (1-based) become height + 1 - y (Calabretta & Greisen 2002, A&A 395, 1077, and
 * Shupe et al. 2005, ASPC 347, 491 for SIP).
 */
export function flippedHeader(header: Header, height: number, order: RowOrder): Header {
  let result = withCard(header, 'ROWORDER', order === 'top-down' ? 'TOP-DOWN' : 'BOTTOM-UP', 'order of the rows');
  const change = (keyword: string, to: (old: number) => number) => {
    const old = cardNumber(header, keyword);
    if (old !== undefined) result = withCard(result, keyword, to(old));
  };
  const negate = (old: number) => (old === 0 ? 0 : -old);
  change('CRPIX2', (old) => height + 1 - old);
  if (findCard(header, 'CD1_1') || findCard(header, 'CD2_2')) for (const key of ['CD1_2', 'CD2_2']) change(key, negate);
  else if (header.some(({ keyword }) => /^PC[12]_[12]$/.test(keyword))) {
    change('PC1_2', negate);
    // PC2_2 is 1 where it is not written.
    result = withCard(result, 'PC2_2', negate(cardNumber(header, 'PC2_2') ?? 1));
  } else change('CDELT2', negate);
  for (const { keyword } of header) {
    const sip = /^([AB]P?)_\d_(\d)$/.exec(keyword);
    if (!sip) continue;
    const odd = Number(sip[2]) % 2 === 1;
    if (odd !== (sip[1] ?? '').startsWith('B')) change(keyword, negate);
  }
  const bayer = cardText(header, 'BAYERPAT');
  if (bayer !== undefined && height % 2 === 0)
    result = withCard(result, 'YBAYROFF', ((cardNumber(header, 'YBAYROFF') ?? 0) + 1) % 2);
  return result;
}
