import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPng } from '@uraniborg/formats';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/runCli.ts';
import { runHere } from '../testing/runHere.ts';
import { simulatedNight } from '../testing/simulatedNight.ts';

const night = simulatedNight();
const light = () => night.frames('M31')[0] ?? '';

test('a frame of straight optics has no tilt that could be told, and its panels are a picture', async () => {
  const picture = join(temporaryFolder(), 'panels.png');
  const { code, out } = await runHere(['inspect', light(), '--json', '--panels', picture, '--side', '100']);
  expect(code).toBe(0);
  const found = JSON.parse(out);
  expect(found).toMatchObject({ event: 'inspection', surface: { tilt: { certain: false } } });
  expect(found.regions).toHaveLength(9);
  expect(found.panels[8]).toEqual({ x: 1836, y: 1116, width: 100, height: 100 });
  expect(readPng(readFileSync(picture))).toMatchObject({ width: 300, height: 300 });
  const again = await runHere(['inspect', light(), '--panels', picture]);
  expect(again.code).toBe(2);
  expect(again.err).toMatch(/there already/);
});

test('a person reads words and errors', async () => {
  const { out } = await runHere(['inspect', light(), '--method', 'triangle', '--angle', '30']);
  expect(out).toMatch(/^stars {6}\d+$/m);
  expect(out).toMatch(/sector 3 +\d\.\d\d ± \d\.\d\d px \(\d+\)$/m);
  expect(out).toMatch(/^plane .* no tilt can be told from the noise$/m);
  const dark = await runHere(['inspect', night.frames('Dark')[0] ?? '']);
  expect(dark.out).toMatch(/not known: too few stars/);
  expect((await runHere(['inspect', light(), '--side', '5000'])).err).toMatch(/do not fit/);
});
