import { readFileSync } from 'node:fs';
import { openSkyObjects, openStarCatalogue, type SkyObjects, type StarCatalogue } from '@uraniborg/astrometry';

const data = (name: string) => readFileSync(new URL(`../data/${name}`, import.meta.resolve('@uraniborg/astrometry')));

let stars: StarCatalogue | undefined;
let objects: SkyObjects | undefined;
/** The built-in star catalogue; read once. */
export function builtInStars(): StarCatalogue {
  stars ??= openStarCatalogue(data('stars.bin'));
  return stars;
}

/** Everything that has a name: for a person who looks for it. Read once. */
export function builtInObjects(): SkyObjects {
  objects ??= openSkyObjects(...['openNgc.tsv', 'nebulae.tsv', 'starNames.tsv'].map((name) => data(name).toString()));
  return objects;
}

/** What glows between the stars, each object once (the lists of nebulae repeat some): for a sky to be drawn. */
export function builtInDeepSky(): SkyObjects {
  return openSkyObjects(data('openNgc.tsv').toString());
}
