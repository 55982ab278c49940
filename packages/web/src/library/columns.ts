import { remembered } from '../remembered.ts';
import { frameQuantities, type QuantityName, quantityNames } from './quantities.ts';

/** The numbers that a person wants in the table, in the order of the quantities. */
export const columns = remembered<readonly QuantityName[]>(
  'library.columns',
  ['hfd', 'fwhmArcsec', 'stars', 'eccentricity', 'background', 'altitude'],
  (value): value is readonly QuantityName[] =>
    Array.isArray(value) && value.every((name) => quantityNames.includes(name as QuantityName)),
);

const TIME_NAME_MARKS = 64 + 128 + 36 + 24;
const GAP = 8;

/** CSS pixels that a row with these needs. */
export function rowWidth(names: readonly QuantityName[]): number {
  return names.reduce((sum, name) => sum + frameQuantities[name].width + GAP, TIME_NAME_MARKS + 2 * GAP);
}
