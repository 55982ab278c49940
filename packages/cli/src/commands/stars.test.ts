import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeFits, type Header, readFits, withCard, withoutCard } from '@uraniborg/formats';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/runCli.ts';
import { runHere } from '../testing/runHere.ts';
import { simulatedNight } from '../testing/simulatedNight.ts';

const night = simulatedNight();
const light = () => night.frames('M31')[0] ?? '';
const objects = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, number | string | boolean>);

test('one object a star, brightest first, and one for the frame', async () => {
  const { code, out } = await runHere(['stars', light(), '--json']);
  expect(code).toBe(0);
  const all = objects(out);
  const frame = all.pop();
  expect(all.length).toBeGreaterThan(20);
  expect(frame).toMatchObject({ event: 'frame', stars: all.length, width: 1936, height: 1216 });
  for (const [i, star] of all.entries()) {
    expect(Object.keys(star).sort()).toEqual(
      ['event', 'x', 'y', 'flux', 'hfd', 'fwhm', 'snr', 'eccentricity', 'saturated', 'peak'].sort(),
    );
    expect(star.flux).toBeLessThanOrEqual(Number(all[i - 1]?.flux ?? Number.POSITIVE_INFINITY));
  }
  expect(frame?.hfd).toBeGreaterThan(1);
});

test('a person gets a summary, in arcseconds too where the header knows the optics', async () => {
  const frame = readFits(readFileSync(light()));
  const folder = temporaryFolder();
  const saved = (name: string, header: Header) => {
    writeFileSync(join(folder, name), encodeFits({ ...frame, header }));
    return join(folder, name);
  };
  const blind = withoutCard(frame.header, 'FOCALLEN', 'SCALE', 'SECPIX1', 'SECPIX2');
  const { out } = await runHere(['stars', saved('blind.fits', blind)]);
  expect(out).toMatch(/^stars {9}\d+/m);
  expect(out).toMatch(/^HFD {11}\d\.\d\d px$/m);
  expect(out).toMatch(/^frame {9}1936 x 1216 px$/m);
  const known = await runHere(['stars', saved('known.fits', withCard(blind, 'FOCALLEN', 586))]);
  expect(known.out).toMatch(/^frame {9}1936 x 1216 px, 2\.063" a pixel$/m);
});

test('a raw colour frame is measured by its cells, in its own pixels', async () => {
  const frame = readFits(readFileSync(light()));
  const path = join(temporaryFolder(), 'colour.fits');
  writeFileSync(path, encodeFits({ ...frame, header: withCard(frame.header, 'BAYERPAT', 'RGGB') }));
  const plain = objects((await runHere(['stars', light(), '--json', '--limit', '10'])).out).slice(0, -1);
  const cells = objects((await runHere(['stars', path, '--json'])).out).slice(0, -1);
  const near = plain.filter((one) =>
    cells.some((two) => Math.hypot(Number(one.x) - Number(two.x), Number(one.y) - Number(two.y)) < 0.5),
  );
  expect(near.length).toBeGreaterThanOrEqual(8);
});

test('a dark has no stars, and that is no error', async () => {
  const { code, out } = await runHere(['stars', night.frames('Dark')[0] ?? '']);
  expect(code).toBe(0);
  expect(out).toMatch(/^stars {9}0$/m);
});

test('one pixel, and pixels without a value, have no stars', async () => {
  const folder = temporaryFolder();
  const saved = (name: string, width: number, value: number) => {
    const data = new Float32Array(width * width).fill(value);
    writeFileSync(join(folder, name), encodeFits({ pixels: { width, height: width, planes: 1, data }, header: [] }));
    return join(folder, name);
  };
  for (const path of [saved('one.fits', 1, 7), saved('nothing.fits', 64, Number.NaN)]) {
    const { code, out, err } = await runHere(['stars', path]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^stars {9}0$/m);
  }
});
