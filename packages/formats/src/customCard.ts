import { InvalidInput } from '@uraniborg/core';
import { type Card, type CardValue, card, isStructural } from './header.ts';

/**
 * A keyword of one's own from what a person typed: the text is taken for a whole number if it reads as one, else for
 * a number, else for a text.
 *
 * @throws InvalidInput when the keyword is none that FITS allows, or one that says how the pixels are stored
 */
export function customCard(keyword: string, text: string, comment = ''): Card {
  const name = keyword.trim().toUpperCase();
  if (!/^[A-Z0-9_-]{1,8}$/.test(name))
    throw new InvalidInput(`"${keyword}" cannot be a FITS keyword; use up to 8 letters, digits, - or _`, keyword);
  if (isStructural(name) || name === 'ROWORDER' || name === 'COMMENT' || name === 'HISTORY')
    throw new InvalidInput(`${name} says how the file is made; it cannot be a keyword of one's own`, keyword);
  return card(name, typedValue(text.trim()), comment);
}

function typedValue(text: string): CardValue {
  if (/^[+-]?\d+$/.test(text)) {
    const number = Number(text);
    return Number.isSafeInteger(number) ? number : BigInt(text.replace('+', ''));
  }
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : text;
}
