import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, type Pixels, seededRandom } from '@uraniborg/core';
import { encodeFits } from '../../formats/src/encodeFits.ts';
import { detectStars } from '../src/stars/detectStars.ts';
import type { DetectSteps } from '../src/stars/detectSteps.ts';
import { detectTogether } from '../src/stars/detectTogether.ts';
import { starField, type TrueStar } from '../src/testing/starField.ts';
import { runSep } from './runSep.ts';

/** How well a detector did on a frame whose stars are known. */
export interface Detection {
  readonly ms: number;
  /** True stars with a detected one within 2 px. */
  readonly matched: number;
  /** Detected ones with no true star within 2 px. */
  readonly invented: number;
  /** Root mean square of the centroid errors of stars without a close neighbour, each over its own Cramer-Rao bound. */
  readonly centroid: number;
  /** Median over the true half-flux diameter. */
  readonly hfd: number;
}

/** Has the steps of the detection done by workers: see detectTogether. */
export type Run = Parameters<typeof detectTogether>[3];

export interface DetectBench {
  readonly megapixels: number;
  readonly stars: number;
  readonly ours: Detection;
  /** Where the time goes, one step after the other, in milliseconds. */
  readonly steps: Readonly<Record<keyof DetectSteps, number>>;
  /** In one thread, milliseconds. */
  readonly aloneMs: number;
  /** The same bytes copied once. */
  readonly copyMs: number;
  /** SEP on the same frame in one thread, or a sentence that says why not. */
  readonly sep: Detection | string;
  /** source-extractor's whole process on the same frame, in milliseconds, or a sentence that says why not. */
  readonly sourceExtractorMs: number | string;
}

const WIDTH = 4656;
const HEIGHT = 3520;
const HFD = 3;
const SKY = 400;
const READ_NOISE = 5;
const PARTS = 4;
/** Turns until everything is compiled in every worker: a night is long. */
const WARMING = 10;

/** Detection, HFD and FWHM of 2000 stars from 8 to 3000 sigmas in 16 Mpx, by us on two cores, by SEP and source-extractor. */
export async function benchDetectStars(run: Run, { rounds = 15 } = {}): Promise<DetectBench> {
  const stars = randomStars(2000);
  const field = starField({ width: WIDTH, height: HEIGHT, stars, hfd: HFD, sky: SKY, readNoise: READ_NOISE });
  const data = new Uint16Array(new SharedArrayBuffer(field.data.byteLength));
  const pixels = { ...field, data };
  const copies = times(rounds, () => data.set(field.data));
  const steps: Record<string, number[]> = {};
  let last = 0;
  // A step lasts from the answer to the one before until its own last part is there.
  const timed: Run = async (step, ...input) => {
    const output = await run(step, ...input);
    const now = performance.now();
    steps[step] ??= [];
    steps[step].push(now - last);
    return output;
  };
  const together: number[] = [];
  const stepTimes: Record<string, number[]> = {};
  let found = detectStars(pixels).stars;
  for (let round = 0; round < WARMING + rounds; round++) {
    let before = performance.now();
    const begin = before;
    last = begin;
    found = (await detectTogether(pixels, {}, PARTS, timed)).stars;
    const whole = performance.now() - begin;
    const ends = Object.entries(steps).map(([step, each]) => [step, Math.max(...each)] as const);
    for (const [step, end] of ends.sort((a, b) => a[1] - b[1])) {
      stepTimes[step] ??= [];
      stepTimes[step].push(begin + end - before);
      before = begin + end;
      delete steps[step];
    }
    if (round >= WARMING) together.push(whole);
  }
  const alone = times(WARMING + 5, () => detectStars(pixels)).slice(WARMING);
  return {
    megapixels: (WIDTH * HEIGHT) / 1e6,
    stars: stars.length,
    ours: judge(stars, found, median(together)),
    steps: Object.fromEntries(
      Object.entries(stepTimes).map(([step, each]) => [step, median(each.slice(WARMING))]),
    ) as DetectBench['steps'],
    aloneMs: median(alone),
    copyMs: median(copies),
    ...peers(stars, field, 7),
  };
}

function times(rounds: number, work: () => unknown): number[] {
  return Array.from({ length: rounds }, () => {
    const begin = performance.now();
    work();
    return performance.now() - begin;
  });
}

function randomStars(count: number): TrueStar[] {
  const random = seededRandom(2000);
  const sigma = HFD / 2.3548;
  const faintest = 8 * Math.sqrt(4 * Math.PI * sigma * sigma * (SKY + READ_NOISE * READ_NOISE));
  return Array.from({ length: count }, () => ({
    x: 20 + (WIDTH - 40) * random.uniform(),
    y: 20 + (HEIGHT - 40) * random.uniform(),
    flux: faintest * 375 ** random.uniform(),
  }));
}

function peers(stars: readonly TrueStar[], pixels: Pixels<Uint16Array>, rounds: number) {
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-bench-'));
  try {
    const found = runSep(folder, pixels, rounds);
    const sep = typeof found === 'string' ? found : judge(stars, found.stars, found.ms);
    return { sep, sourceExtractorMs: sourceExtractor(folder, pixels, 3) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sourceExtractor(folder: string, pixels: Pixels, rounds: number): number | string {
  writeFileSync(join(folder, 'frame.fits'), encodeFits({ pixels, header: [] }));
  writeFileSync(join(folder, 'some.param'), 'NUMBER\nX_IMAGE\nY_IMAGE\nFLUX_AUTO\nFLUX_RADIUS\nFWHM_IMAGE\n');
  // Its own filter, which it wants as a file: 3 x 3.
  writeFileSync(join(folder, 'some.conv'), 'CONV NORM\n1 2 1\n2 4 2\n1 2 1\n');
  const options = ['-PARAMETERS_NAME', 'some.param', '-FILTER_NAME', 'some.conv', '-VERBOSE_TYPE', 'QUIET'];
  let failed: string | undefined;
  const lasted = times(rounds, () => {
    const run = spawnSync('source-extractor', ['frame.fits', ...options, '-PHOT_FLUXFRAC', '0.5'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (run.status !== 0) failed = run.error?.message ?? run.stderr.trim().split('\n').at(-1);
  });
  return failed === undefined ? median(lasted) : `source-extractor is not there to compare with: ${failed}`;
}

function judge(
  stars: readonly TrueStar[],
  found: readonly { x: number; y: number; hfd: number }[],
  ms: number,
): Detection {
  const nearest = <T extends { x: number; y: number }>(
    all: readonly T[],
    { x, y }: { x: number; y: number },
    not?: T,
  ) => {
    let best: { one: T | undefined; distance: number } = { one: undefined, distance: Number.POSITIVE_INFINITY };
    for (const one of all) {
      const distance = Math.hypot(one.x - x, one.y - y);
      if (one !== not && distance < best.distance) best = { one, distance };
    }
    return best;
  };
  const pairs = stars.flatMap((star) => {
    const { one, distance } = nearest(found, star);
    return one && distance < 2 ? [{ star, one, distance }] : [];
  });
  const alone = pairs.filter(({ star }) => nearest(stars, star, star).distance > 20);
  const squares = alone.map(({ star, distance }) => (distance / bound(star.flux)) ** 2 / 2);
  return {
    ms,
    matched: pairs.length,
    invented: found.filter((one) => nearest(stars, one).distance > 2).length,
    centroid: Math.sqrt(squares.reduce((sum, each) => sum + each, 0) / squares.length),
    hfd: median(alone.map(({ one }) => one.hfd)) / HFD,
  };
}

/** The Cramer-Rao bound of x for a Gaussian on pixels, background and photon noise: 1 / sqrt(sum (dP/dx)² / variance). */
function bound(flux: number): number {
  const sigma = HFD / 2.3548;
  const half = 14;
  const cell = (centre: number, offset: number) =>
    (erf((centre + 0.5 - offset) / sigma / Math.SQRT2) - erf((centre - 0.5 - offset) / sigma / Math.SQRT2)) / 2;
  let information = 0;
  for (let y = -half; y <= half; y++)
    for (let x = -half; x <= half; x++) {
      const row = cell(y, 0);
      const slope = (flux * row * (cell(x, 0.005) - cell(x, -0.005))) / 0.01;
      information += slope ** 2 / (SKY + READ_NOISE ** 2 + flux * row * cell(x, 0));
    }
  return 1 / Math.sqrt(information);
}

/** Abramowitz & Stegun 7.1.26, to 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - poly * Math.exp(-x * x));
}
