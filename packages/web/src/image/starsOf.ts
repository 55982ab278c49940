import type { MarkedStar } from '@uraniborg/api';
import { command } from '../observatory/command.ts';

/** The stars of the frames that were looked at last; a promise while they are on their way. */
const known = new Map<string, Promise<readonly MarkedStar[]>>();
const MOST_FRAMES = 6;

/** The stars of a frame, brightest first; none where they cannot be had. */
export function starsOf(frame: string): Promise<readonly MarkedStar[]> {
  const before = known.get(frame);
  if (before) return before;
  const asked = command('frame.stars', { frame, limit: 2000 }).then(
    ({ stars }) => stars,
    () => {
      known.delete(frame);
      return [];
    },
  );
  known.set(frame, asked);
  for (const key of known.keys()) {
    if (known.size <= MOST_FRAMES) break;
    known.delete(key);
  }
  return asked;
}

/**
 * The star that a tap means: the one whose light it hit, or else the brightest within reach of a finger.
 * @param reach pixels of the image
 */
export function starMeant(
  stars: readonly MarkedStar[],
  at: { x: number; y: number },
  reach: number,
): MarkedStar | null {
  // They come brightest first.
  return starAt(stars, at) ?? stars.find(({ x, y }) => Math.hypot(x - at.x, y - at.y) <= reach) ?? null;
}

/** The star whose light is at a pixel: the nearest within its HFD or a few pixels. */
export function starAt(stars: readonly MarkedStar[], at: { x: number; y: number }): MarkedStar | null {
  let found: MarkedStar | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  for (const star of stars) {
    const away = Math.hypot(star.x - at.x, star.y - at.y);
    if (away > Math.max(4, star.hfd) || away >= nearest) continue;
    found = star;
    nearest = away;
  }
  return found;
}
