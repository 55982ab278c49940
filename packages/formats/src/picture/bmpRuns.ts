/**
 * The indices of a bitmap that is packed by run lengths (BI_RLE8 and BI_RLE4 of the Windows documentation): pairs of a
 * count and what it repeats; a count of 0 is an order. Rows go upwards in the file; what is left out has index 0.
 *
 * @param bits 8, or 4 where two pixels alternate
 */
export function unpackBmpRuns(packed: Uint8Array, width: number, height: number, bits: number): Uint8Array {
  const indices = new Uint8Array(width * height);
  let [x, y] = [0, 0];
  const put = (index: number) => {
    if (x < width && y < height) indices[(height - 1 - y) * width + x] = index;
    x++;
  };
  /** The index of pixel i of those that stand from byte `at`. */
  const indexAt = (at: number, i: number) => {
    const byte = packed[at + (bits === 8 ? i : i >> 1)] ?? 0;
    return bits === 8 ? byte : i % 2 === 0 ? byte >> 4 : byte & 15;
  };
  for (let at = 0; at + 1 < packed.length && y < height; at += 2) {
    const [count, value] = [packed[at] ?? 0, packed[at + 1] ?? 0];
    if (count > 0) for (let i = 0; i < count; i++) put(indexAt(at + 1, bits === 8 ? 0 : i % 2));
    else if (value === 0) [x, y] = [0, y + 1];
    else if (value === 1) break;
    else if (value === 2) {
      x += packed[at + 2] ?? 0;
      y += packed[at + 3] ?? 0;
      at += 2;
    } else {
      for (let i = 0; i < value; i++) put(indexAt(at + 2, i));
      // Filled up to whole words.
      at += 2 * Math.ceil((bits === 8 ? value : Math.ceil(value / 2)) / 2);
    }
  }
  return indices;
}
