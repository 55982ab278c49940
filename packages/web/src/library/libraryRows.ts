import type { LibraryNight } from '@uraniborg/api';

/** A line of the list: the name of a night, or one frame or several beside each other. */
export type LibraryRow =
  | { readonly kind: 'night'; readonly night: LibraryNight }
  | { readonly kind: 'loose'; readonly count: number }
  | { readonly kind: 'frames'; readonly from: number; readonly count: number; readonly loose: boolean };

export interface LibraryRows {
  readonly rows: readonly LibraryRow[];
  /** Where each row begins, and at last where all end. */
  readonly tops: Float64Array;
}

/**
 * All rows of a list, night after night, and last what has no file.
 * @param columns frames beside each other
 */
export function libraryRows(
  nights: readonly LibraryNight[],
  loose: number,
  { columns, head, height }: { columns: number; head: number; height: number },
): LibraryRows {
  const rows: LibraryRow[] = [];
  const add = (first: number, count: number, isLoose: boolean) => {
    for (let from = first; from < first + count; from += columns)
      rows.push({ kind: 'frames', from, count: Math.min(columns, first + count - from), loose: isLoose });
  };
  let first = 0;
  for (const night of nights) {
    rows.push({ kind: 'night', night });
    add(first, night.frames, false);
    first += night.frames;
  }
  if (loose > 0) {
    rows.push({ kind: 'loose', count: loose });
    add(0, loose, true);
  }
  const tops = new Float64Array(rows.length + 1);
  rows.forEach(({ kind }, i) => {
    tops[i + 1] = (tops[i] ?? 0) + (kind === 'frames' ? height : head);
  });
  return { rows, tops };
}

/** The row at a height, by halving. */
export function rowAt(tops: Float64Array, y: number): number {
  let [low, high] = [0, Math.max(0, tops.length - 2)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}
