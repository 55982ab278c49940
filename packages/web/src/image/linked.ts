import type { Stretch } from '@uraniborg/imaging';

/** One stretch for all planes: the mean of theirs. */
export function linked(stretches: readonly Stretch[]): Stretch {
  const mean = (of: (stretch: Stretch) => number) =>
    stretches.reduce((sum, stretch) => sum + of(stretch), 0) / Math.max(stretches.length, 1);
  return { black: mean((s) => s.black), midtones: mean((s) => s.midtones), white: mean((s) => s.white) };
}
