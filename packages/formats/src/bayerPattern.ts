import type { Card, Header } from './header.ts';

/**
 * The header without a BAYERPAT that says that there is none: some programs write it for sensors without colours too.
 * Of what is read, whatever kind of file it is, BAYERPAT is there for a mosaic only.
 */
export function withoutNoPattern(header: Header): Header {
  return header.some(isNoPattern) ? header.filter((card) => !isNoPattern(card)) : header;
}

function isNoPattern({ keyword, value }: Card): boolean {
  return keyword === 'BAYERPAT' && /^\s*(NONE|MONO(CHROME)?|N\/A|GR[AE]Y|-|F|FALSE)?\s*$/i.test(String(value ?? ''));
}
