import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, type Pixels } from '@uraniborg/core';
import { encodeFits } from '../../formats/src/encodeFits.ts';
import { detectStars } from '../src/stars/detectStars.ts';
import type { Star } from '../src/stars/star.ts';
import { scattered, starField } from '../src/testing/starField.ts';

export interface HfdBench {
  readonly stars: number;
  /** The largest error of the median HFD among the widths, as a part of it. */
  readonly worst: number;
  readonly ms: number;
  /** The weighted mean distance from the centre, twice, in numpy: what is commonly computed; or why not. */
  readonly numpy: { readonly worst: number; readonly ms: number } | string;
  /** ASTAP's -analyse, the whole process for each width; or why not. Its answer has one decimal. */
  readonly astap: { readonly worst: number; readonly ms: number } | string;
  /** Of stars beyond the end of the range, how many are marked; and how many others are. */
  readonly saturated: { readonly of: number; readonly marked: number; readonly wrongly: number };
}

const WIDTHS = [1.5, 2, 3, 4.5, 6, 8, 11, 15] as const;
const SIZE = { width: 1280, height: 1280 };

/** 2000 stars of true half-flux diameters of 1.5 to 15 px: how far off ours is, and a plain one. */
export function benchHalfFluxDiameter(): HfdBench {
  let ms = 0;
  const fields = WIDTHS.map((hfd) => {
    const flux = 40_000 * Math.max(1, hfd / 3) ** 1.5;
    const pixels = starField({ ...SIZE, stars: scattered({ ...SIZE, spacing: 80, flux: [flux, 2 * flux] }), hfd });
    detectStars(pixels);
    const begin = performance.now();
    const { stars } = detectStars(pixels);
    ms += performance.now() - begin;
    return { hfd, pixels, stars };
  });
  const bright = scattered({ ...SIZE, spacing: 80, flux: [30_000, 9_000_000] });
  const stars = detectStars(starField({ ...SIZE, stars: bright, hfd: 3 })).stars;
  // A Gaussian of 3 px HFD has 9.3 % of its light on one pixel if its middle is there, 8.1 % on each of four on a corner.
  const beyond = bright.filter(({ flux }) => flux * 0.081 > 65_535);
  const within = bright.filter(({ flux }) => flux * 0.093 < 60_000);
  const marked = (truth: readonly { x: number; y: number }[]) =>
    truth.filter(({ x, y }) => stars.some((star) => star.saturated && Math.hypot(star.x - x, star.y - y) < 3)).length;
  return {
    stars: fields.reduce((sum, field) => sum + field.stars.length, 0),
    worst: worstOf(fields.map((field) => median(field.stars.map((star) => star.hfd)) / field.hfd)),
    ms,
    numpy: numpy(fields),
    astap: astap(fields),
    saturated: { of: beyond.length, marked: marked(beyond), wrongly: marked(within) },
  };
}

const worstOf = (ratios: readonly number[]) => Math.max(...ratios.map((ratio) => Math.abs(ratio - 1)));

interface Field {
  readonly hfd: number;
  readonly pixels: Pixels<Uint16Array>;
  readonly stars: readonly Star[];
}

function astap(fields: readonly Field[]): HfdBench['astap'] {
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-bench-'));
  try {
    let ms = 0;
    const ratios: number[] = [];
    for (const { hfd, pixels } of fields) {
      const path = join(folder, 'frame.fits');
      writeFileSync(path, encodeFits({ pixels, header: [] }));
      const begin = performance.now();
      const run = spawnSync('astap_cli', ['-f', path, '-analyse', '10'], { encoding: 'utf8' });
      ms += performance.now() - begin;
      if (run.error) return 'ASTAP is not installed (Debian: astap-cli)';
      const said = /HFD_MEDIAN=([\d.]+)/.exec(run.stdout)?.[1];
      if (said === undefined) return `ASTAP says no HFD: ${run.stdout.trim().split('\n').at(-1)}`;
      ratios.push(Number(said) / hfd);
    }
    return { ms, worst: worstOf(ratios) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function numpy(fields: readonly Field[]): HfdBench['numpy'] {
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-bench-'));
  try {
    fields.forEach(({ pixels, stars, hfd }, i) => {
      writeFileSync(join(folder, `${i}.raw`), pixels.data);
      writeFileSync(
        join(folder, `${i}.json`),
        JSON.stringify({ ...SIZE, hfd, stars: stars.map(({ x, y }) => [x, y]) }),
      );
    });
    const script = fileURLToPath(new URL('numpyHfd.py', import.meta.url));
    const run = spawnSync('/usr/bin/python3', [script, folder, String(fields.length)], { encoding: 'utf8' });
    if (run.status !== 0) return `numpy is not there (Debian: python3-numpy): ${run.stderr.trim().split('\n').at(-1)}`;
    const { ms, medians } = JSON.parse(run.stdout) as { ms: number; medians: number[] };
    return { ms, worst: worstOf(medians.map((each, i) => each / (fields[i]?.hfd ?? 0))) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
