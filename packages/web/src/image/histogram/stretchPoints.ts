import type { Stretch } from '@uraniborg/imaging';

/** The three points of a stretch as they lie on a histogram, in stored values. */
export type Point = 'black' | 'middle' | 'white';

const NEAREST = 1e-4;

/** Where the middle lies: the value that is shown half bright. */
export function middleOf({ black, midtones, white }: Stretch): number {
  return black + midtones * (white - black);
}

/** `stretch` with one point moved to `value`; the points keep their order, and the ends stay within 0 to `range`. */
export function movePoint(stretch: Stretch, point: Point, value: number, range: number): Stretch {
  const least = Math.max(range * 1e-5, 1);
  const clamp = (low: number, high: number, x: number) => Math.min(Math.max(x, low), high);
  if (point === 'middle') {
    const midtones = clamp(NEAREST, 1 - NEAREST, (value - stretch.black) / (stretch.white - stretch.black));
    return { ...stretch, midtones };
  }
  // The middle keeps its share of the way between the ends, as in every histogram tool.
  if (point === 'black') return { ...stretch, black: clamp(0, stretch.white - least, value) };
  return { ...stretch, white: clamp(stretch.black + least, range, value) };
}
