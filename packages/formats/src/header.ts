/** One line of a header. COMMENT, HISTORY and blank cards have no value, only their text in `comment`. */
export interface Card {
  readonly keyword: string;
  readonly value: CardValue | undefined;
  readonly comment: string;
}
/** FITS's logical, number (bigint where a double would lose digits) and string. */
export type CardValue = boolean | number | bigint | string;

/** Cards in the order in which they stand in the file. Plain data: functions in this package read and change it. */
export type Header = readonly Card[];

/** A card, its comment empty unless given. */
export function card(keyword: string, value: CardValue | undefined, comment = ''): Card {
  return { keyword: keyword.toUpperCase(), value, comment };
}

/** The last card of that keyword (letter case does not matter): where a keyword stands twice, the later one counts. */
export function findCard(header: Header, keyword: string): Card | undefined {
  const wanted = keyword.toUpperCase();
  return header.findLast((each) => each.keyword === wanted);
}

/** The value of the last card of that keyword; undefined when there is none or it has no value. */
export function cardValue(header: Header, keyword: string): CardValue | undefined {
  return findCard(header, keyword)?.value;
}

/**
 * The value as a finite number; undefined when there is none or it is not one. A text that reads as a number counts:
 * programs exist that quote them.
 */
export function cardNumber(header: Header, keyword: string): number | undefined {
  const value = cardValue(header, keyword);
  if (typeof value === 'boolean' || value === undefined || value === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** The value as text; undefined when there is none. */
export function cardText(header: Header, keyword: string): string | undefined {
  const value = cardValue(header, keyword);
  return value === undefined ? undefined : String(value).trimEnd();
}

/**
 * The header with `keyword` set: in its old place (and with its old comment unless a new one is given) where it
 * stands already, else at the end. Further cards of the same keyword go.
 */
export function withCard(header: Header, keyword: string, value: CardValue | undefined, comment?: string): Header {
  const wanted = keyword.toUpperCase();
  const first = header.findIndex((each) => each.keyword === wanted);
  if (first < 0) return [...header, card(wanted, value, comment)];
  return header.flatMap((each, index) => {
    if (each.keyword !== wanted) return [each];
    return index === first ? [card(wanted, value, comment ?? each.comment)] : [];
  });
}

/** The header without any card of these keywords. */
export function withoutCard(header: Header, ...keywords: string[]): Header {
  const unwanted = new Set(keywords.map((keyword) => keyword.toUpperCase()));
  return header.filter((each) => !unwanted.has(each.keyword));
}

/** The header with a COMMENT or HISTORY line added at the end. */
export function withRemark(header: Header, keyword: 'COMMENT' | 'HISTORY', text: string): Header {
  return [...header, card(keyword, undefined, text)];
}

/** Cards that say how the pixels are stored, not what they show: the writer makes them itself from the pixels. */
export function isStructural(keyword: string): boolean {
  return (
    /^(SIMPLE|XTENSION|BITPIX|NAXIS\d*|PCOUNT|GCOUNT|GROUPS|EXTEND|BSCALE|BZERO|BLANK|INHERIT|END|LONGSTRN|CONTINUE|CHECKSUM|DATASUM)$/.test(
      keyword,
    ) ||
    /^(ZIMAGE|ZSIMPLE|ZTENSION|ZBITPIX|ZNAXIS\d*|ZTILE\d+|ZCMPTYPE|ZNAME\d+|ZVAL\d+|ZQUANTIZ|ZDITHER0|ZBLANK|ZPCOUNT|ZGCOUNT|ZEXTEND|ZBLOCKED|ZHECKSUM|ZDATASUM|TFIELDS|TTYPE\d+|TFORM\d+|THEAP)$/.test(
      keyword,
    )
  );
}
