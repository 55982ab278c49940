import { type Card, type CardValue, card } from './header.ts';

/** The card, if there is anything to say: no card for what is absent, empty or not finite. */
export function known(keyword: string, value: CardValue | undefined, comment: string): Card[] {
  if (value === undefined || value === '' || (typeof value === 'number' && !Number.isFinite(value))) return [];
  return [card(keyword, value, comment)];
}
