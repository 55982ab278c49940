/** `node packages/imaging/bench/colours.ts`: how well the colours of a mosaic are made, by us and by siril-cli. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PixelArray, Pixels } from '@uraniborg/core';
import { card, encodeFits, readFits } from '../../formats/src/index.ts';
import { debayer } from '../src/index.ts';
import { type ColourField, colourField } from './colourField.ts';

export interface Colours {
  /** Of all planes, decibels under 60,000 ADU. */
  readonly decibels: number;
  /** Root mean square error of red less green and blue less green in stars and in the four pixels around them, ADU. */
  readonly inStars: number;
  readonly aroundStars: number;
}

/** The numbers that siril's configuration has for them. */
const SIRIL = { VNG: 1, AHD: 2, LMMSE: 7, RCD: 8 };

/** Of each way; siril's are missing where it is not installed. */
export function benchColours(fwhm: number, noise: boolean): Readonly<Record<string, Colours>> {
  const field = colourField(fwhm, noise);
  const { mosaic } = field;
  const colours: Record<string, Colours> = {
    bilinear: judged(field, debayer(mosaic, { order: 'RGGB', method: 'bilinear' }), fwhm),
    wiener: judged(field, debayer(mosaic, { order: 'RGGB' }), fwhm),
  };
  for (const [name, algorithm] of Object.entries(SIRIL)) {
    const made = madeBySiril(mosaic, algorithm);
    if (made) colours[`siril ${name}`] = judged(field, made, fwhm);
  }
  return colours;
}

function madeBySiril(mosaic: Pixels, algorithm: number): Pixels | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-bench-'));
  try {
    const config = join(folder, '.config', 'siril');
    mkdirSync(config, { recursive: true });
    const script = join(folder, 'colours.ssf');
    writeFileSync(script, 'requires 1.0.0\nset16bits\nsetext fits\nconvert made -debayer\nclose\n');
    const run = () => {
      const header = [card('BAYERPAT', 'RGGB'), card('ROWORDER', 'TOP-DOWN')];
      writeFileSync(join(folder, 'one.fits'), encodeFits({ pixels: mosaic, header }));
      return spawnSync('siril-cli', ['-d', folder, '-s', script], { env: { ...process.env, HOME: folder } });
    };
    if (run().error) return undefined;
    // It has written its configuration: this is all that is changed in it.
    const path = join(config, 'siril.config');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/debayer_algo = \d+/, `debayer_algo = ${algorithm}`));
    for (const name of ['made.seq', 'made_00001.fits']) rmSync(join(folder, name), { force: true });
    run();
    return readFits(readFileSync(join(folder, 'made_00001.fits'))).pixels;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Pixels of the border, which everybody treats in a way of their own. */
const EDGE = 16;

function judged({ truth, stars }: ColourField, { width, height, data }: Pixels<PixelArray>, fwhm: number): Colours {
  const size = width * height;
  const off = (plane: number, i: number) => (data[plane * size + i] ?? 0) - (truth[plane * size + i] ?? 0);
  const isWithin = (x: number, y: number) => x >= EDGE && y >= EDGE && x < width - EDGE && y < height - EDGE;
  const radius = Math.max(3, 1.5 * fwhm);
  const kind = new Uint8Array(size);
  for (const star of stars)
    for (let y = Math.floor(star.y - radius - 4); y < star.y + radius + 4; y++)
      for (let x = Math.floor(star.x - radius - 4); x < star.x + radius + 4; x++) {
        const distance = Math.hypot(x - star.x, y - star.y);
        if (isWithin(x, y) && distance < radius) kind[y * width + x] = 1;
        else if (isWithin(x, y) && distance < radius + 4) kind[y * width + x] ||= 2;
      }
  let [all, count] = [0, 0];
  const colour = [0, 0, 0];
  const pixels = [0, 0, 0];
  for (let i = 0; i < size; i++) {
    if (!isWithin(i % width, Math.floor(i / width))) continue;
    const [red, green, blue] = [off(0, i), off(1, i), off(2, i)];
    all += red ** 2 + green ** 2 + blue ** 2;
    count += 3;
    const at = kind[i] ?? 0;
    colour[at] = (colour[at] ?? 0) + (red - green) ** 2 + (blue - green) ** 2;
    pixels[at] = (pixels[at] ?? 0) + 2;
  }
  const root = (at: number) => Math.sqrt((colour[at] ?? 0) / (pixels[at] ?? 1));
  return { decibels: 20 * Math.log10(60_000 / Math.sqrt(all / count)), inStars: root(1), aroundStars: root(2) };
}

if (import.meta.main)
  for (const fwhm of [1.3, 1.8, 2.5, 3.5, 5])
    for (const noise of [false, true]) {
      const told = Object.entries(benchColours(fwhm, noise)).map(
        ([name, { decibels, inStars, aroundStars }]) =>
          `${name} ${decibels.toFixed(1)} dB ${inStars.toFixed(0)} ${aroundStars.toFixed(0)}`,
      );
      console.log(`${fwhm} px, ${noise ? 'noise' : 'none'}: ${told.join(' | ')}`);
    }
