import { expect, test } from 'vitest';
import { ageText, masterFacts } from './masterText.ts';

const sensor = { seconds: 60, gain: 120, temperature: -10.04, bin: 1, width: 4656, height: 3520 };

test('of each kind that is told which decides about it', () => {
  const of = (kind: Parameters<typeof masterFacts>[0]['kind']) => masterFacts({ kind, filter: 'L', ...sensor });
  expect(of('dark')).toEqual(['60 s', 'gain 120', '−10.0 °C', 'bin 1', '4656 × 3520']);
  expect(of('flat')).toEqual(['L', 'bin 1', '4656 × 3520']);
  expect(of('bias')).toEqual(['gain 120', 'bin 1', '4656 × 3520']);
  expect(of('badPixels')).toEqual(['bin 1', '4656 × 3520']);
});

test('an age in the unit that a person thinks in', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  const ago = (days: number) => ageText(now - days * 86_400_000, now);
  expect([0.4, 1, 12, 90, 800].map(ago)).toEqual([
    'today',
    '1 day old',
    '12 days old',
    '3 months old',
    '2.2 years old',
  ]);
});
