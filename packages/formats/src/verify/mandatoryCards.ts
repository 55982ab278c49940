import type { FaultFinder } from './fitsFault.ts';
import type { StrictCard } from './strictCard.ts';

/** What the mandatory cards say of the layout; undefined where they say nothing usable. */
export interface Layout {
  readonly extension: string | undefined;
  readonly bitpix: number;
  readonly axes: readonly number[];
  readonly extra: number;
  readonly groups: number;
  readonly randomGroups: boolean;
}

/** FITS standard 4.0, appendix F. */
const EXTENSIONS = new Set(['IMAGE', 'TABLE', 'BINTABLE', 'IUEIMAGE', 'A3DTABLE', 'FOREIGN', 'DUMP']);

/**
 * The cards that every header begins with, in their order (FITS standard 4.0, sections 4.4.1 and 7).
 *
 * @returns undefined when it cannot be told where the data end
 */
export function mandatoryCards(cards: readonly StrictCard[], part: number, find: FaultFinder): Layout | undefined {
  const begins = part === 0 ? 'SIMPLE' : 'XTENSION';
  const first = cards[0];
  const name = part === 0 ? undefined : first?.kind === 'string' ? String(first.value) : undefined;
  if (first?.keyword !== begins) find.error('card 1', `is not ${begins}`);
  else if (part === 0 && first.kind !== 'logical') find.error('SIMPLE', 'is no logical');
  else if (part === 0 && first.value === false) find.warning('SIMPLE', 'says that the file is not of the standard');
  else if (part > 0 && name === undefined) find.error('XTENSION', 'is no string');
  if (first && first.keyword === begins && !first.fixed) find.error(begins, 'does not stand in fixed format');
  const whole = (index: number, keyword: string, low: number): number | undefined => {
    const found = cards[index]?.keyword === keyword ? cards[index] : undefined;
    if (!found) {
      find.error(keyword, `is not card ${index + 1}, where it must be`);
      const elsewhere = cards.find((each) => each.keyword === keyword);
      return typeof elsewhere?.value === 'number' ? elsewhere.value : undefined;
    }
    if (found.kind !== 'integer') find.error(keyword, 'is no whole number');
    else if (!found.fixed) find.error(keyword, 'does not stand in fixed format (columns 11 to 30)');
    if (typeof found.value !== 'number') return undefined;
    if (found.value < low) find.error(keyword, `is ${found.value}`);
    return found.value;
  };
  const bitpix = whole(1, 'BITPIX', -64);
  const known = bitpix !== undefined && [8, 16, 32, 64, -32, -64].includes(bitpix);
  if (bitpix !== undefined && !known) find.error('BITPIX', `is ${bitpix}; it must be 8, 16, 32, 64, -32 or -64`);
  const count = whole(2, 'NAXIS', 0);
  if (count !== undefined && count > 999) find.error('NAXIS', `is ${count}; it can be 999`);
  if (bitpix === undefined || !known || count === undefined || count < 0 || count > 999) return undefined;
  const axes: number[] = [];
  for (let axis = 1; axis <= count; axis++) {
    const size = whole(2 + axis, `NAXIS${axis}`, 0);
    if (size === undefined || size < 0) return undefined;
    axes.push(size);
  }
  for (const { keyword } of cards) {
    const axis = /^NAXIS(\d+)$/.exec(keyword);
    if (axis && Number(axis[1]) > count) find.error(keyword, `is more than the ${count} axes of NAXIS`);
  }
  const after = 3 + count;
  const randomGroups =
    part === 0 && axes[0] === 0 && cards.some(({ keyword, value }) => keyword === 'GROUPS' && value === true);
  const extra = part > 0 ? whole(after, 'PCOUNT', 0) : numberOf(cards, 'PCOUNT', 0);
  const groups = part > 0 ? whole(after + 1, 'GCOUNT', 0) : numberOf(cards, 'GCOUNT', 1);
  if (extra === undefined || groups === undefined || extra < 0 || groups < 0) return undefined;
  if (name === 'IMAGE' && (extra !== 0 || groups !== 1)) find.error('PCOUNT', 'of an image must be 0, and GCOUNT 1');
  if (name !== undefined && !EXTENSIONS.has(name))
    find.error('XTENSION', `"${name}" is no registered kind of extension`);
  return { extension: name, bitpix, axes, extra, groups, randomGroups };
}

function numberOf(cards: readonly StrictCard[], keyword: string, otherwise: number): number {
  const value = cards.find((each) => each.keyword === keyword)?.value;
  return typeof value === 'number' ? value : otherwise;
}

/** Bytes of data without their padding. */
export function dataBytes({ bitpix, axes, extra, groups, randomGroups, extension }: Layout): number {
  const counted = randomGroups ? axes.slice(1) : axes;
  const samples = counted.length === 0 ? 0 : counted.reduce((product, axis) => product * axis, 1);
  const plain = extension === undefined && !randomGroups;
  return (Math.abs(bitpix) / 8) * (plain ? samples : groups * (extra + samples));
}
