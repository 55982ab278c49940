import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, type Pixels, seededRandom } from '@uraniborg/core';
import { card, encodeFits } from '../../formats/src/index.ts';
import { starField } from '../src/testing/starField.ts';

export interface StackBench {
  readonly frames: number;
  readonly megapixels: number;
  /** Milliseconds from the command to the file of the stack, the start of the program included; medians. */
  readonly oursMs: number;
  /** Root mean square distance of the stars of the frames from those of the reference, pixels. */
  readonly oursRms: number;
  /** siril-cli on the same files, or a sentence that says why not. */
  readonly sirilMs: number | string;
}

const WIDTH = 2352;
const HEIGHT = 1728;
const FRAMES = 10;

/** Registration with rotation and kappa-sigma stacking of ten frames of 4 Mpx, file to file, by us and by siril-cli. */
export function benchStack({ rounds = 3 } = {}): StackBench {
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-bench-'));
  try {
    const files = writeFrames(folder);
    const times = { ours: [] as number[], siril: [] as number[] };
    let rms = Number.NaN;
    let missing: string | undefined;
    for (let round = 0; round < rounds; round++) {
      const ours = stackOurs(files, join(folder, `ours${round}.fits`));
      times.ours.push(ours.ms);
      rms = ours.rms;
      const siril = missing ?? stackSiril(files, join(folder, `siril${round}`));
      if (typeof siril === 'string') missing = siril;
      else times.siril.push(siril);
    }
    return {
      frames: FRAMES,
      megapixels: (WIDTH * HEIGHT) / 1e6,
      oursMs: median(times.ours),
      oursRms: rms,
      sirilMs: missing ?? median(times.siril),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One field of 800 stars, dithered by some pixels and turned by up to half a degree. */
function writeFrames(folder: string): string[] {
  const random = seededRandom(11);
  const field = Array.from({ length: 1100 }, () => ({
    x: (random.uniform() - 0.5) * 1.2 * WIDTH,
    y: (random.uniform() - 0.5) * 1.2 * HEIGHT,
    flux: 1500 * 200 ** random.uniform(),
  }));
  return Array.from({ length: FRAMES }, (_, i) => {
    const angle = (i * 0.05 * Math.PI) / 180;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const [dx, dy] = i === 0 ? [0, 0] : [12 * (random.uniform() - 0.5), 12 * (random.uniform() - 0.5)];
    const stars = field
      .map(({ x, y, flux }) => ({ x: WIDTH / 2 + c * x - s * y + dx, y: HEIGHT / 2 + s * x + c * y + dy, flux }))
      .filter(({ x, y }) => x > 15 && y > 15 && x < WIDTH - 15 && y < HEIGHT - 15);
    const pixels: Pixels = starField({ width: WIDTH, height: HEIGHT, stars, hfd: 3.2, sky: 300, seed: i + 1 });
    const path = join(folder, `light_${String(i + 1).padStart(5, '0')}.fits`);
    writeFileSync(path, encodeFits({ pixels, header: [card('EXPTIME', 60)] }));
    return path;
  });
}

function stackOurs(files: readonly string[], out: string): { ms: number; rms: number } {
  const main = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url));
  const begin = performance.now();
  const run = spawnSync(process.execPath, [main, 'stack', ...files, '--out', out, '--json'], { encoding: 'utf8' });
  const ms = performance.now() - begin;
  if (run.status !== 0) throw new Error(`uraniborg stack failed: ${run.stderr}`);
  const events = run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; rms?: number });
  const placed = events.flatMap(({ event, rms }) => (event === 'registered' && rms ? [rms] : []));
  return { ms, rms: Math.sqrt(placed.reduce((sum, each) => sum + each * each, 0) / placed.length) };
}

/** Its own order of work: register the sequence, write the registered frames, stack them with rejection by sigmas. */
function stackSiril(files: readonly string[], folder: string): number | string {
  mkdirSync(folder);
  const commands = [
    'requires 1.0.0',
    'setext fits',
    'register light_',
    'stack r_light_ rej sigma 3 3 -norm=add -out=stacked',
    'close',
  ];
  for (const file of files) spawnSync('cp', [file, folder]);
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
  return ms;
}

if (import.meta.main) console.log(benchStack());
