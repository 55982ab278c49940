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
