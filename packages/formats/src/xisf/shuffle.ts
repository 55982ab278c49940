/** Byte shuffling (XISF 1.0, 10.6.2): all first bytes of the items, then all second bytes: packs far better. */

/** What does not fill a whole item stays at the end as it is. */
export function shuffle(bytes: Uint8Array, item: number): Uint8Array {
  const count = Math.floor(bytes.length / item);
  const result = new Uint8Array(bytes.length);
  for (let k = 0, at = 0; k < item; k++)
    for (let i = 0; i < count; i++, at++) result[at] = bytes[i * item + k] as number;
  result.set(bytes.subarray(count * item), count * item);
  return result;
}

export function unshuffle(bytes: Uint8Array, item: number): Uint8Array {
  const count = Math.floor(bytes.length / item);
  const result = new Uint8Array(bytes.length);
  for (let k = 0, at = 0; k < item; k++)
    for (let i = 0; i < count; i++, at++) result[i * item + k] = bytes[at] as number;
  result.set(bytes.subarray(count * item), count * item);
  return result;
}
