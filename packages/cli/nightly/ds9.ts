import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PixelArray, seededRandom } from '@uraniborg/core';
import { card, encodeFits, encodePackedFits, type Frame, readFits } from '@uraniborg/formats';
import type { Outcome } from './suite.ts';

const [width, height] = [300, 200];

/** SAOImage DS9, on a screen that nobody sees, opens what we write and saves it again with the same pixels. */
export async function ds9(seed: number): Promise<Outcome> {
  for (const program of ['ds9', 'xvfb-run'])
    if (spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0)
      return { passed: undefined, told: `${program} is not installed (Debian: saods9, xvfb)` };
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-ds9-'));
  try {
    const files = filesFor(seed);
    for (const [name, { bytes, frame }] of Object.entries(files)) {
      const [from, to] = [join(folder, name), join(folder, 'saved.fits')];
      writeFileSync(from, bytes);
      rmSync(to, { force: true });
      const { status, stderr } = spawnSync('xvfb-run', ['-a', 'ds9', from, '-save', 'fits', to, '-exit'], {
        env: { ...process.env, HOME: folder },
        timeout: 120_000,
        encoding: 'utf8',
      });
      if (status !== 0) return { passed: false, told: `${name}: ended with ${status}: ${stderr.trim().slice(0, 200)}` };
      const { pixels } = readFits(readFileSync(to));
      if (pixels.width !== width || pixels.planes !== frame.pixels.planes || !isSame(pixels.data, frame.pixels.data))
        return { passed: false, told: `${name}: other pixels came back` };
    }
    return { passed: true, told: `${Object.keys(files).length} kinds of file` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function filesFor(seed: number): Record<string, { bytes: Uint8Array; frame: Frame }> {
  const random = seededRandom(seed);
  const frameOf = (planes: 1 | 3, Kind: new (length: number) => PixelArray): Frame => {
    const data = new Kind(width * height * planes);
    for (let i = 0; i < data.length; i++) data[i] = 1000 + (i % width) + 20 * random.normal();
    return { pixels: { width, height, planes, data }, header: [card('OBJECT', 'M 31'), card('EXPTIME', 30.5)] };
  };
  const [grey, cube] = [frameOf(1, Uint16Array), frameOf(3, Uint16Array)];
  const [signed, floats] = [frameOf(1, Int32Array), frameOf(1, Float32Array)];
  return {
    'grey.fits': { bytes: encodeFits(grey), frame: grey },
    'grey.fits.fz': { bytes: encodePackedFits(grey), frame: grey },
    'cube.fits': { bytes: encodeFits(cube), frame: cube },
    'cube.fits.fz': { bytes: encodePackedFits(cube), frame: cube },
    'signed.fits': { bytes: encodeFits(signed), frame: signed },
    'floats.fits': { bytes: encodeFits(floats), frame: floats },
  };
}

const isSame = (a: PixelArray, b: PixelArray) => a.length === b.length && a.every((value, i) => value === b[i]);
