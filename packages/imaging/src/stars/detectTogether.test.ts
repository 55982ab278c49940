import { expect, test } from 'vitest';
import { scattered, starField } from '../testing/starField.ts';
import { detectStars } from './detectStars.ts';
import { type DetectSteps, detectSteps } from './detectSteps.ts';
import { detectTogether } from './detectTogether.ts';

const copied = async <K extends keyof DetectSteps>(step: K, ...input: Parameters<DetectSteps[K]>) => {
  // The compiler does not follow that the input is that of this step.
  const work = detectSteps[step] as (...input: unknown[]) => ReturnType<DetectSteps[K]>;
  return structuredClone(work(...structuredClone(input)));
};

test.each([1, 2, 3, 7])(
  'in %i parts, between which only data passes, the stars and the background are the same',
  async (parts) => {
    const size = { width: 480, height: 321 };
    const field = { ...size, stars: scattered({ ...size, spacing: 30, flux: [800, 3_000_000] }), hfd: 4 };
    const pixels = starField(field);
    const whole = detectStars(pixels, { limit: 60 });
    expect(whole.stars.length).toBeGreaterThan(50);
    expect(await detectTogether(pixels, { limit: 60 }, parts, copied)).toEqual({ ...whole, count: whole.stars.length });
    const { stars, count } = await detectTogether(pixels, { limit: 60, enough: 20 }, parts, copied);
    // The same measures of the most significant ones; how many there are is known to a few.
    expect(stars.length).toBeGreaterThan(20 - parts);
    expect(stars.length).toBeLessThanOrEqual(20);
    for (const star of stars) expect(whole.stars).toContainEqual(star);
    expect(Math.abs(count - whole.stars.length)).toBeLessThanOrEqual(5);
  },
);
