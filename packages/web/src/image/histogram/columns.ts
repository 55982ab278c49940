/** What a plot draws of a histogram with one bin per value: log10(1 + count) in `columns` equal steps from `from` to `to`. */
export function columnsOf(bins: Uint32Array, from: number, to: number, columns: number): Float64Array {
  const heights = new Float64Array(columns);
  const step = (to - from) / columns;
  for (let column = 0; column < columns; column++) {
    const first = Math.max(0, Math.ceil(from + column * step));
    const last = Math.min(bins.length - 1, Math.ceil(from + (column + 1) * step) - 1);
    // A column narrower than a value shows the value it lies in.
    let sum = last < first ? (bins[Math.floor(from + column * step)] ?? 0) : 0;
    for (let value = first; value <= last; value++) sum += bins[value] as number;
    heights[column] = Math.log10(1 + sum);
  }
  return heights;
}
