import type { FaultFinder } from './fitsFault.ts';
import type { StrictCard } from './strictCard.ts';

/** DATASUM and CHECKSUM against the bytes (FITS standard 4.0, section 4.4.2.7 and appendix J). */
export function checkSums(
  cards: readonly StrictCard[],
  bytes: Uint8Array,
  { offset, dataOffset, end }: { offset: number; dataOffset: number; end: number },
  find: FaultFinder,
): void {
  const of = (keyword: string) => cards.find((each) => each.keyword === keyword)?.value;
  const [dataSum, checksum] = [of('DATASUM'), of('CHECKSUM')];
  if (dataSum === undefined && checksum === undefined) return;
  const data = onesComplementSum(bytes.subarray(dataOffset, end));
  if (typeof dataSum === 'string' && dataSum.trim() !== '' && Number(dataSum) !== data)
    find.warning('DATASUM', `says ${dataSum}, the data give ${data}: they have been changed`);
  if (typeof checksum !== 'string' || checksum.trim() === '') return;
  const all = onesComplementSum(bytes.subarray(offset, end));
  // The text of CHECKSUM is chosen so that everything together gives minus nothing.
  if (all !== 0xffffffff && all !== 0) find.warning('CHECKSUM', 'does not fit what stands there: it has been changed');
}

/** The sum of big-endian 32-bit words with carries brought round. */
function onesComplementSum(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [high, low] = [0, 0];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    high += view.getUint16(at);
    low += view.getUint16(at + 2);
  }
  while (high > 0xffff || low > 0xffff) {
    const [carryHigh, carryLow] = [Math.floor(high / 65536), Math.floor(low / 65536)];
    high = (high % 65536) + carryLow;
    low = (low % 65536) + carryHigh;
  }
  return high * 65536 + low;
}
