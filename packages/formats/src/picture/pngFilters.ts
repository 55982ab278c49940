import { InvalidInput } from '@uraniborg/core';

/**
 * Rows of a PNG without their filters (W3C PNG, section 9): each was written as its difference from what its neighbours
 * foretell, which one a byte before it says.
 *
 * @param rows each with that byte
 * @param rowBytes of one without it
 * @param pixelBytes how far the neighbour to the left is, 1 where pixels share a byte
 * @throws InvalidInput a filter that is none
 */
export function undoFilters(rows: Uint8Array, rowBytes: number, pixelBytes: number): Uint8Array {
  const count = rows.length / (rowBytes + 1);
  const result = new Uint8Array(count * rowBytes);
  for (let row = 0; row < count; row++) {
    const from = row * (rowBytes + 1);
    const begin = row * rowBytes;
    const filter = rows[from] ?? 0;
    if (filter > 4) throw new InvalidInput(`The PNG file is damaged: there is no filter ${filter}`);
    result.set(rows.subarray(from + 1, from + 1 + rowBytes), begin);
    if (filter === 0) continue;
    for (let i = 0; i < rowBytes; i++) {
      const at = begin + i;
      const left = i >= pixelBytes ? (result[at - pixelBytes] as number) : 0;
      const above = row > 0 ? (result[at - rowBytes] as number) : 0;
      const corner = row > 0 && i >= pixelBytes ? (result[at - rowBytes - pixelBytes] as number) : 0;
      const told =
        filter === 1 ? left : filter === 2 ? above : filter === 3 ? (left + above) >> 1 : paeth(left, above, corner);
      result[at] = (result[at] as number) + told;
    }
  }
  return result;
}

/** Of the three neighbours the one that is nearest to left + above - corner. */
function paeth(left: number, above: number, corner: number): number {
  const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)];
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
