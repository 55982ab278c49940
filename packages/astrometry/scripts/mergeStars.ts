/** Tycho-2 and Hipparcos made one list, without a star twice. */
import { separation } from '@uraniborg/core';
import { openStarCatalogue, packStarCatalogue } from '../src/starCatalogue.ts';
import type { StarValues } from '../src/starRecord.ts';
import type { HipparcosStar } from './hipparcos.ts';

interface Tycho2Star {
  readonly ra: number;
  readonly dec: number;
  readonly vt: number;
}

/**
 * Every Tycho-2 star, with V and B-V of Hipparcos where it is the same star, and the Hipparcos stars that Tycho-2 lacks.
 * The same star: within 2", or within 10" and 0.6 mag (the components of doubles and fast stars were placed
 * differently by the two); nearest pairs are made first, and each star is used once.
 */
export function mergeStars(
  tycho: readonly Tycho2Star[],
  hipparcos: readonly HipparcosStar[],
): { stars: StarValues[]; matched: number; added: number } {
  const stars: StarValues[] = tycho.map(({ ra, dec, vt }) => ({ ra, dec, magnitude: vt, bv: undefined }));
  // The catalogue finds its own neighbours: a packed star is known again by its number in the file's order.
  const bytes = packStarCatalogue(stars);
  const catalogue = openStarCatalogue(bytes);
  const pairs: { star: HipparcosStar; id: number; arcsec: number; fainter: number }[] = [];
  for (const star of hipparcos)
    for (const near of catalogue.cone({ ra: star.ra, dec: star.dec, radius: 10 / 3600 })) {
      const arcsec = separation(near, star) * 3600;
      const fainter = near.magnitude - star.v;
      if (arcsec < 2 || Math.abs(fainter) < 0.6) pairs.push({ star, id: near.id, arcsec, fainter });
    }
  pairs.sort((a, b) => a.arcsec - b.arcsec);
  const packed = catalogue.cone({ ra: 0, dec: 0, radius: 180 });
  const byId = new Map<number, StarValues>(packed.map((star) => [star.id, star]));
  const used = new Set<HipparcosStar>();
  const taken = new Set<number>();
  for (const { star, id, arcsec, fainter } of pairs) {
    if (used.has(star) || taken.has(id)) continue;
    used.add(star);
    taken.add(id);
    const found = byId.get(id);
    if (found && arcsec < 1)
      byId.set(id, { ...found, bv: star.bv, magnitude: Math.abs(fainter) < 0.6 ? star.v : found.magnitude });
  }
  const added = hipparcos.filter((star) => !used.has(star));
  for (const [n, star] of added.entries())
    byId.set(packed.length + n, { ra: star.ra, dec: star.dec, magnitude: star.v, bv: star.bv });
  return { stars: [...byId.values()], matched: used.size, added: added.length };
}
