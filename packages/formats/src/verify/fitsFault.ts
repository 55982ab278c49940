/** Something in a FITS file that is not as the standard wants it. */
export interface FitsFault {
  /** Which header and data unit, 0 is the primary one. */
  readonly part: number;
  /** Keyword, card number or byte. */
  readonly where: string;
  /** Whether the standard forbids it, or it is only unwise. */
  readonly severity: 'error' | 'warning';
  readonly text: string;
}

/** Takes the faults of one part as they are found. */
export interface FaultFinder {
  error(where: string, text: string): void;
  warning(where: string, text: string): void;
}
