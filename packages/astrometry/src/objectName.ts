/** How names of stars and objects are compared: what people type one way or the other must meet. */
import { constellations } from './constellations.ts';

const GREEK = [
  'alpha',
  'beta',
  'gamma',
  'delta',
  'epsilon',
  'zeta',
  'eta',
  'theta',
  'iota',
  'kappa',
  'lambda',
  'mu',
  'nu',
  'xi',
  'omicron',
  'pi',
  'rho',
  'sigma',
  'tau',
  'upsilon',
  'phi',
  'chi',
  'psi',
  'omega',
];
/** SIMBAD's three letters where they are not simply the first three of the name. */
const SHORT = new Map([
  ['alf', 'alpha'],
  ['tet', 'theta'],
  ['ksi', 'xi'],
  ['mu.', 'mu'],
  ['nu.', 'nu'],
  ['pi.', 'pi'],
]);
/** The letters themselves, in the order of the alphabet; final sigma stands for sigma. */
const LETTERS = 'αβγδεζηθικλμνξοπρστυφχψω';

const greek = new Map<string, string>(SHORT);
for (const [n, name] of GREEK.entries()) {
  greek.set(name, name);
  greek.set(LETTERS[n] ?? name, name);
  if (name.length > 3 && !greek.has(name.slice(0, 3))) greek.set(name.slice(0, 3), name);
}
const genitives = new Map(constellations.map(([short, , genitive]) => [plain(genitive), short.toLowerCase()]));
const shorts = new Set(genitives.values());

/**
 * The key of a name, letters and digits only: "M 42", "m42" and "Messier 42" are one, "NGC0224" is "NGC 224",
 * "alf Lyr", "α Lyr" and "Alpha Lyrae" are one, accents and apostrophes do not count. An asterisk stays.
 */
export function nameKey(text: string): string {
  // Nearly all names are a catalogue and a number: half a second is saved on the tens of thousands of them.
  const numbered = /^([A-Za-z]{1,4}) ?0*(\d+)$/.exec(text);
  if (numbered) return `${numbered[1]?.toLowerCase()}${numbered[2]}`;
  const words = plain(text)
    .split(' ')
    .filter((word) => word !== '');
  if (words[0] === 'the' && words.length > 1) words.shift();
  if (words[0] === 'messier') words[0] = 'm';
  if (words[0] === 'sharpless') words[0] = 'sh2';
  if (words[0] === 'barnard' && /^\d/.test(words[1] ?? '')) words[0] = 'b';
  const [letter = '', ...of] = words;
  const constellation = genitives.get(of.join(' ')) ?? (shorts.has(of.join(' ')) ? of.join(' ') : undefined);
  if (constellation !== undefined) {
    const [, base = letter, number = ''] = /^(\D+?)0*(\d*)$/.exec(letter) ?? [];
    return (greek.get(base) ?? base) + number + constellation;
  }
  return words
    .join('')
    .replace(/^([a-z]+)0+(?=\d)/, '$1')
    .replace(/[^\p{L}\p{N}*]/gu, '');
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’`´]/g, '')
    .toLowerCase()
    .replace(/[\s_\-–/]+/g, ' ')
    .trim();
}
