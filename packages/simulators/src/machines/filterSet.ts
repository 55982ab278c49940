/** What a filter does to light and focus. */
export interface FilterGlass {
  readonly name: string;
  /** Width of what it lets through, nanometres, times its peak transmission. */
  readonly bandNm: number;
  /** Share of a gas cloud's light, which comes in a few lines, that passes. */
  readonly lines: number;
  /** Focuser steps by which focus lies further out than without a filter. */
  readonly focusOffset: number;
}

export const defaultFilters: readonly FilterGlass[] = [
  { name: 'L', bandNm: 290, lines: 0.95, focusOffset: 0 },
  { name: 'R', bandNm: 98, lines: 0.5, focusOffset: 9 },
  { name: 'G', bandNm: 88, lines: 0.3, focusOffset: 4 },
  { name: 'B', bandNm: 105, lines: 0.15, focusOffset: -7 },
  { name: 'Ha', bandNm: 6.5, lines: 0.42, focusOffset: 14 },
  { name: 'OIII', bandNm: 6.5, lines: 0.25, focusOffset: -3 },
  { name: 'SII', bandNm: 6.5, lines: 0.08, focusOffset: 17 },
];

/** No filter at all: what a guide camera sees. */
export const clearGlass: FilterGlass = { name: 'clear', bandNm: 300, lines: 1, focusOffset: 0 };
