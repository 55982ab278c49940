import { readFileSync } from 'node:fs';
import { median } from '@uraniborg/core';
import { openSkyObjects } from '../src/skyObjects.ts';
import { solvePlate } from '../src/solver/solvePlate.ts';
import { openStarCatalogue } from '../src/starCatalogue.ts';
import { starField } from '../test/starField.ts';

/** All milliseconds; medians where not said otherwise. */
export interface SkyBench {
  /** Of a process: from the bytes of the star file to a catalogue. */
  readonly firstOpen: number;
  readonly firstCone: number;
  /** A circle of one degree. */
  readonly cone: number;
  readonly openObjects: number;
  /** The first search sorts the names. */
  readonly firstSearch: number;
  readonly search: number;
  /** 1 degree, 0.6 degrees from the hint, within 3 degrees of it; from a list of stars. */
  readonly solve: number;
  readonly slowestSolve: number;
  readonly solved: string;
  /** To find that a frame lies nowhere within 3 degrees. */
  readonly refuse: number;
}

/** How long the catalogue, the object lists and the plate solver take. */
export function benchSky(): SkyBench {
  const bytes = readFileSync(new URL('../data/stars.bin', import.meta.url));
  const texts = ['openNgc', 'nebulae', 'starNames'].map((name) =>
    readFileSync(new URL(`../data/${name}.tsv`, import.meta.url), 'utf8'),
  );
  const [catalogue, firstOpen] = timed(() => openStarCatalogue(bytes));
  const firstCone = timed(() => catalogue.cone({ ra: 83.8, dec: -5.4, radius: 0.5 }))[1];
  const cone = medianOf(200, (n) => catalogue.cone({ ra: (n * 37) % 360, dec: -80 + 0.8 * n, radius: 0.5 }));
  const [objects, openObjects] = timed(() => openSkyObjects(...texts));
  const firstSearch = timed(() => objects.search('m42'))[1];
  const search = medianOf(50, (n) => objects.search(`ngc ${n}`));
  const fields = Array.from({ length: 40 }, (_, seed) => starField(1000 + seed, 1));
  let solved = 0;
  const solving = fields.map((field) => {
    const dec = Math.max(-90, Math.min(90, field.dec + 0.6));
    const [solution, ms] = timed(() =>
      solvePlate(field, catalogue, { ra: field.ra, dec, radius: 3, scale: field.scale }),
    );
    if (solution) solved++;
    return ms;
  });
  const refusing = fields.slice(0, 20).map((field) => {
    const elsewhere = { ra: (field.ra + 120) % 360, dec: -field.dec, radius: 3, scale: field.scale };
    return timed(() => solvePlate(field, catalogue, elsewhere))[1];
  });
  return {
    firstOpen,
    firstCone,
    cone,
    openObjects,
    firstSearch,
    search,
    solve: median(solving),
    slowestSolve: Math.max(...solving),
    solved: `${solved} of ${fields.length}`,
    refuse: median(refusing),
  };
}

function timed<T>(work: () => T): [T, number] {
  const begin = performance.now();
  const result = work();
  return [result, performance.now() - begin];
}

function medianOf(turns: number, work: (turn: number) => unknown): number {
  return median(Array.from({ length: turns }, (_, turn) => timed(() => work(turn))[1]));
}
