import { type AlpacaEnumeration, enumerations } from '../enumerations.ts';

/** The number on the wire of a word of an enumeration. */
export function numberOfWord(type: AlpacaEnumeration, word: string): number | undefined {
  const table: Readonly<Record<string, number>> = enumerations[type];
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

/** The word of a number on the wire. */
export function wordOfNumber(type: AlpacaEnumeration, number: number): string | undefined {
  return Object.entries(enumerations[type]).find(([, code]) => code === number)?.[0];
}

/** All words with their numbers, for a message: "north (0), south (1)". */
export function wordsOf(type: AlpacaEnumeration): string {
  return Object.entries(enumerations[type])
    .map(([word, number]) => `${word} (${number})`)
    .join(', ');
}
