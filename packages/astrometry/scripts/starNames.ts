/** Reads the stars that have names or designations from the npm package d3-celestial. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHipparcos } from './hipparcos.ts';
import type { ListedObject } from './listedObject.ts';

type Names = Record<'name' | 'bayer' | 'flam' | 'var' | 'gl' | 'hd' | 'c', string | undefined>;

const GREEK =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega';
const letters = new Map(GREEK.split(' ').map((name, n) => ['αβγδεζηθικλμνξοπρστυφχψω'[n] ?? '', name]));

export function readStarNames(folder: string): ListedObject[] {
  const names = JSON.parse(readFileSync(join(folder, 'data/starnames.json'), 'utf8')) as Record<string, Names>;
  const stars = readHipparcos(folder).flatMap(({ hip, ra, dec, v }): ListedObject[] => {
    const star = names[hip];
    if (!star) return [];
    const inConstellation = (designation: string | undefined) =>
      designation && star.c && !designation.startsWith('undefined') ? `${latin(designation)} ${star.c}` : '';
    const all = [
      star.name,
      inConstellation(star.bayer),
      inConstellation(star.flam),
      inConstellation(star.var?.replace(/^V0+/, 'V')),
      star.gl,
      star.hd,
      `HIP ${hip}`,
    ].flatMap((name) => (name ? [name.replace(/\s+/g, ' ').trim()] : []));
    const [name = '', ...others] = new Set(all);
    return [{ name, type: 'star', ra, dec, magnitude: v, others }];
  });
  // Of a pair such as beta1 and beta2 Cyg, the letter alone means the first.
  const taken = new Set(stars.flatMap(({ name, others }) => [name, ...others]));
  for (const { name, others } of stars)
    for (const [designation, letter, constellation] of [name, ...others].map(
      (text) => /^([a-z]+)1 (\w+)$/.exec(text) ?? [],
    ))
      if (designation && !taken.has(`${letter} ${constellation}`)) others.push(`${letter} ${constellation}`);
  return stars;
}

function latin(designation: string): string {
  return designation.replace(/^./u, (letter) => letters.get(letter) ?? letter);
}
