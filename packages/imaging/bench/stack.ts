import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, type Pixels } from '@uraniborg/core';
import { card, encodeFits, readFits } from '../../formats/src/index.ts';
import { detectStars, type Point, resample, type Similarity } from '../src/index.ts';
import { ditheredField } from './ditheredField.ts';

export interface StackBench {
  readonly frames: number;
  readonly megapixels: number;
  /** Milliseconds from the command to the synced file of the stack, the start of the program included; medians. */
  readonly oursMs: number;
  /**
   * How far the stars of the registered frames lie from those of the reference, pixels: measured by the same detection in
   * our registered frames and in siril's.
   */
  readonly oursRms: number;
  /** siril-cli on the same files, or a sentence that says why not. */
  readonly siril: { readonly ms: number; readonly rms: number } | string;
  /** Copying the bytes of all frames in memory. */
  readonly copyMs: number;
  /** Of each frame beyond the first `frames`, when there are twice and four times as many. */
  readonly moreMs: readonly [number, number] | undefined;
}

export interface StackBenchOptions {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly stars: number;
  /** How often; medians are taken. */
  readonly rounds: number;
  /** Whether many frames are stacked too. */
  readonly more?: boolean;
}

/** Registration with rotation and kappa-sigma stacking, file to file, by us and by siril-cli, in turns. */
export function benchStack({ width, height, frames, stars, rounds, more = false }: StackBenchOptions): StackBench {
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-bench-'));
  try {
    const field = ditheredField(width, height, stars);
    const files = Array.from({ length: frames }, (_, i) => {
      const path = join(folder, `light_${String(i + 1).padStart(5, '0')}.fits`);
      writeFileSync(path, encodeFits({ pixels: field.frame(i), header: [card('EXPTIME', 60)] }));
      return path;
    });
    const times = { ours: [] as number[], siril: [] as number[] };
    let siril: { rms: number } | string = '';
    let places: readonly Similarity[] = [];
    // What the program compiles it keeps: the first time is that of no other.
    stackOurs(files.slice(0, 2), join(folder, 'first.fits'));
    for (let round = 0; round < rounds; round++) {
      const ours = stackOurs(files, join(folder, `ours${round}.fits`));
      times.ours.push(ours.ms);
      places = ours.places;
      if (typeof siril === 'string' && siril !== '') continue;
      const theirs = stackSiril(files, join(folder, `siril${round}`), round === 0);
      if (typeof theirs === 'string') siril = theirs;
      else {
        times.siril.push(theirs.ms);
        if (round === 0) siril = { rms: theirs.rms };
      }
    }
    const registered = places.map((place, i) => resample(readPixels(files[i] ?? ''), place));
    const times2 = more ? [2, 4].map((many) => timeOf(files, many, folder)) : [];
    const oursMs = median(times.ours);
    const [twice, fourTimes] = times2;
    return {
      frames,
      megapixels: (width * height) / 1e6,
      oursMs,
      oursRms: spread(registered.map(starsIn)),
      siril: typeof siril === 'string' ? siril : { ms: median(times.siril), rms: siril.rms },
      copyMs: copied(frames * width * height * 2),
      moreMs:
        twice === undefined || fourTimes === undefined
          ? undefined
          : [(twice - oursMs) / frames, (fourTimes - twice) / (2 * frames)],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const readPixels = (path: string) => readFits(readFileSync(path)).pixels;

/** All frames so many times over: the files are read again as if they were others. */
const timeOf = (files: readonly string[], times: number, folder: string) =>
  stackOurs(Array.from({ length: times }, () => files).flat(), join(folder, `more${times}.fits`)).ms;

function stackOurs(files: readonly string[], out: string): { ms: number; places: readonly Similarity[] } {
  const main = fileURLToPath(new URL('../../cli/src/uraniborg.js', import.meta.url));
  const begin = performance.now();
  const run = spawnSync(process.execPath, [main, 'stack', ...files, '--out', out, '--json'], { encoding: 'utf8' });
  const ms = performance.now() - begin;
  if (run.status !== 0) throw new Error(`uraniborg stack failed: ${run.stderr}`);
  const events = run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; similarity?: Similarity });
  return { ms, places: events.flatMap(({ event, similarity }) => (event === 'registered' && similarity) || []) };
}

/** Its own order of work: register the sequence, write the registered frames, stack them with rejection by sigmas. */
function stackSiril(files: readonly string[], folder: string, judge: boolean): { ms: number; rms: number } | string {
  mkdirSync(folder);
  const commands = [
    'requires 1.0.0',
    'setext fits',
    'register light_',
    'stack r_light_ rej sigma 3 3 -norm=add -out=stacked',
    'close',
  ];
  const names = files.map((_, i) => `light_${String(i + 1).padStart(5, '0')}.fits`);
  for (const [i, name] of names.entries()) copyFileSync(files[i] ?? '', join(folder, name));
  const script = join(folder, 'stack.ssf');
  writeFileSync(script, `${commands.join('\n')}\n`);
  const begin = performance.now();
  const run = spawnSync('siril-cli', ['-d', folder, '-s', script], {
    encoding: 'utf8',
    env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder },
  });
  const ms = performance.now() - begin;
  if (run.error) return 'siril-cli is not installed (Debian: siril)';
  if (run.status !== 0) return `siril-cli failed: ${run.stdout.trim().split('\n').slice(-2).join(' ')}`;
  const rms = judge ? spread(names.map((name) => starsIn(readPixels(join(folder, `r_${name}`))))) : Number.NaN;
  rmSync(folder, { recursive: true });
  return { ms, rms };
}

/** Whole and well seen: a star that is cut by the edge of a frame says nothing. */
const starsIn = ({ width, height, planes, data }: Pixels): Point[] => {
  // What lies outside the frame is no number, or zero.
  const filled = data.map((value) => (value > 0 ? value : 300));
  return detectStars({ width, height, planes, data: filled }, { limit: 1500 }).stars.filter(
    ({ x, y, snr, saturated }) => snr > 100 && !saturated && x > 40 && y > 40 && x < width - 40 && y < height - 40,
  );
};

/** Root mean square distance of the same stars in all frames from their mean places. */
function spread(frames: readonly (readonly Point[])[]): number {
  const [first = [], ...rest] = frames;
  let [square, count] = [0, 0];
  for (const star of first) {
    const same = rest.flatMap((stars) => stars.find(({ x, y }) => (x - star.x) ** 2 + (y - star.y) ** 2 < 1) ?? []);
    if (same.length < rest.length) continue;
    const all = [star, ...same];
    const [x, y] = [mean(all.map((each) => each.x)), mean(all.map((each) => each.y))];
    for (const each of all) square += (each.x - x) ** 2 + (each.y - y) ** 2;
    count += all.length;
  }
  return Math.sqrt(square / count);
}

const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;

function copied(bytes: number): number {
  const one = new Uint8Array(32 << 20).fill(1);
  const other = new Uint8Array(one.length).fill(2);
  const begin = performance.now();
  for (let done = 0; done < bytes; done += one.length) other.set(one);
  return performance.now() - begin;
}
