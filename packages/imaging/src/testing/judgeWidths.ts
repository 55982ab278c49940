import type { Star } from '../stars/star.ts';
import type { Field, TrueStar } from './starField.ts';

type Seen = Pick<Star, 'x' | 'y' | 'hfd'>;

/** How the widths of the stars that were detected in a field compare with the truth. */
export interface JudgedWidths {
  /** True stars with a detected one within 2 px, each with its own. */
  readonly matched: number;
  /** Of them those that are said to be more than twice as wide as they are. */
  readonly wide: number;
  /** All detected ones that are said to be that wide, stars or not: the circles that a person sees. */
  readonly circles: number;
  /** Detected ones with no true star within 2 px. */
  readonly invented: number;
}

export function judgeWidths({ stars, hfd }: Field, found: readonly Seen[]): JudgedWidths {
  const taken = new Set<Seen>();
  const near = (one: Seen, { x, y }: TrueStar) => Math.hypot(one.x - x, one.y - y) < 2;
  const cells = new Map<string, Seen[]>();
  const cell = (x: number, y: number) => `${Math.floor(x / 4)} ${Math.floor(y / 4)}`;
  for (const one of found) cells.set(cell(one.x, one.y), [...(cells.get(cell(one.x, one.y)) ?? []), one]);
  const invented = new Set(found);
  // A detected star is the brightest of those that it may be.
  for (const star of [...stars].sort((a, b) => b.flux - a.flux)) {
    const around = [-4, 0, 4].flatMap((dy) =>
      [-4, 0, 4].flatMap((dx) => cells.get(cell(star.x + dx, star.y + dy)) ?? []),
    );
    const there = around.filter((one) => near(one, star));
    for (const one of there) invented.delete(one);
    const free = there.filter((one) => !taken.has(one));
    free.sort((a, b) => Math.hypot(a.x - star.x, a.y - star.y) - Math.hypot(b.x - star.x, b.y - star.y));
    if (free[0]) taken.add(free[0]);
  }
  const isWide = (one: Seen) => one.hfd > 2 * hfd;
  return {
    matched: taken.size,
    wide: [...taken].filter(isWide).length,
    circles: found.filter(isWide).length,
    invented: invented.size,
  };
}
