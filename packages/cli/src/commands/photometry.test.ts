import { expect, test } from 'vitest';
import { runHere } from '../testing/runHere.ts';
import { simulatedNight } from '../testing/simulatedNight.ts';

const night = simulatedNight();
const light = () => night.frames('M31_G')[0] ?? '';
const lines = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

test('the magnitudes of the simulated sky are found again', async () => {
  const { code, out, err } = await runHere(['photometry', light(), '--json', '--bias', '480']);
  expect(err).toBe('');
  expect(code).toBe(0);
  const [field] = lines(out);
  expect(field).toMatchObject({ event: 'field', band: 'VT' });
  expect(field.used).toBeGreaterThan(10);
  expect(field.rms).toBeLessThan(0.06);
  expect(field.limitingMagnitude).toBeGreaterThan(11);
  const known = field.stars.find((star: { used: boolean; magnitude: number }) => star.used && star.magnitude > 11.5);
  const again = await runHere(['photometry', light(), '--json', '--at', `${known.x + 1},${known.y}`]);
  const [, star] = lines(again.out);
  expect(Math.abs(star.magnitude - known.magnitude)).toBeLessThan(0.15);
  const person = await runHere(['photometry', light(), '--at', `${known.x},${known.y}`]);
  expect(person.out).toMatch(/^zero point +-?\d+\.\d{3} ± 0\.\d{3} mag \(VT\)$/m);
  expect(person.out).toMatch(/^star +\d+\.\d{3} ± 0\.\d{3} mag$/m);
});

test('what cannot be done is said in words', async () => {
  expect((await runHere(['photometry', light(), '--at', '5'])).err).toMatch(/two numbers with a comma/);
  expect((await runHere(['photometry', light(), '--at', '-900,-900'])).err).toMatch(/no star at -900/);
  // Through the clear filter all of the catalogue's stars are saturated.
  expect((await runHere(['photometry', night.frames('M31_L')[0] ?? ''])).err).toMatch(/A shorter exposure/);
  expect((await runHere(['photometry', night.frames('Dark')[0] ?? ''])).err).toMatch(/stars are clear enough/);
});
