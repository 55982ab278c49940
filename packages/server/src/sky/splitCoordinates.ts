import { InvalidInput, parseDeclination, parseRightAscension } from '@uraniborg/core';
import type { Direction } from '@uraniborg/devices';

/**
 * Right ascension and declination in one text, in any of the notations of core: "5 35 17.3 -5 23 28",
 * "05h35m17s, -05°23′28″", "RA 5:35:17 Dec -5:23:28", "83.82d -5.39". The declination begins at its sign, else at the
 * comma or the word, else at the middle.
 *
 * @returns J2000 degrees
 * @throws InvalidInput it is not such a text, or lies outside the sphere
 */
export function splitCoordinates(text: string): Direction {
  const plain = text
    .normalize('NFKC')
    .replace(/[−–—]/g, '-')
    .replace(/^\s*(ra|alpha|α)\s*[:=]?\s*/i, '')
    .trim();
  const [first, second] = halves(plain);
  if (!first || !second) {
    throw new InvalidInput(
      `"${text}" is not a pair of coordinates; write right ascension and declination, for example 5 35 17.3 -5 23 28`,
      'text',
    );
  }
  return { ra: parseRightAscension(first), dec: parseDeclination(second) };
}

function halves(text: string): [string, string] | [] {
  const byWord = text.split(/[\s,;]*(?:dec|de|delta|δ)\s*[:=]?\s*/i);
  if (byWord.length === 2) return [byWord[0] ?? '', byWord[1] ?? ''];
  const sign = /^(.+?)[\s,;/]*([+-].+)$/.exec(text);
  if (sign) return [sign[1] ?? '', sign[2] ?? ''];
  const byMark = text.split(/\s*[,;]\s*/);
  if (byMark.length === 2) return [byMark[0] ?? '', byMark[1] ?? ''];
  const words = text.split(/[\s:]+/);
  if (words.length < 2 || words.length % 2 !== 0) return [];
  return [words.slice(0, words.length / 2).join(' '), words.slice(words.length / 2).join(' ')];
}
