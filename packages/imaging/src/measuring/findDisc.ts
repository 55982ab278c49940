import { quantile } from '@uraniborg/core';
import type { GrayImage } from './grayImage.ts';

/** Roughly where a bright, wide thing lies; pixels of the image, integer centres. */
export interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** It reaches the border of the image: part of it may be missing. */
  readonly cut: boolean;
}

/** So far above the noise of a smoothed pixel is light; and so much of the brightest there must be everywhere in a disc. */
const SIGNIFICANT = 6;
const PART_OF_PEAK = 0.15;
/** Pixels; less is a star in focus or a few bad pixels. */
const LEAST_SIZE = 9;

/**
 * The brightest wide thing of an image, or the one at `place` or nearest to it: a star out of focus, disc or ring.
 * Connected pixels of the image after a 3 x 3 median, which takes away bad pixels. Undefined when there is none.
 */
export function findDisc(
  image: GrayImage,
  place?: { readonly x: number; readonly y: number } | undefined,
): Disc | undefined {
  const { width, height } = image;
  if (width < 8 || height < 8) return undefined;
  const smooth = medianOfNine(image);
  const finite = smooth.filter(Number.isFinite);
  if (finite.length < smooth.length / 2) return undefined;
  // Up to three fifths of the image may be light.
  const level = quantile(finite, 0.3);
  const noise = noiseOf(smooth, width);
  const most = quantile(finite, 1 - LEAST_SIZE / 2 / finite.length);
  const threshold = level + Math.max(SIGNIFICANT * noise, PART_OF_PEAK * (most - level));
  if (!(most > threshold)) return undefined;
  let best: Disc | undefined;
  let bestRank = Number.NEGATIVE_INFINITY;
  for (const { left, top, right, bottom, size, light } of components(smooth, width, threshold, level)) {
    if (size < LEAST_SIZE) continue;
    const away = place && Math.hypot(beyond(place.x, left, right), beyond(place.y, top, bottom));
    // The nearer one, and of those that the place lies in the brighter one.
    const rank = away === undefined || away === 0 ? light : -away;
    if (best && rank <= bestRank) continue;
    bestRank = rank;
    best = {
      x: (left + right) / 2,
      y: (top + bottom) / 2,
      radius: (right - left + bottom - top + 2) / 4,
      cut: left <= 1 || top <= 1 || right >= width - 2 || bottom >= height - 2,
    };
  }
  return best;
}

const beyond = (at: number, from: number, to: number): number => Math.max(from - at, 0, at - to);

/** Of neighbours: a slope does not count as noise. */
function noiseOf(data: Float32Array, width: number): number {
  const steps: number[] = [];
  // Neighbours of a 3 x 3 median share most of their pixels; three away they share none.
  for (let i = 0; i + 3 < data.length; i += 2) {
    const step = Math.abs((data[i + 3] as number) - (data[i] as number));
    if ((i % width) + 3 < width && Number.isFinite(step)) steps.push(step);
  }
  return steps.length === 0 ? 0 : quantile(steps, 0.5) / (0.6745 * Math.SQRT2);
}

/** The middle value of each pixel and its neighbours; the border keeps its own. */
function medianOfNine({ data, width, height }: GrayImage): Float32Array {
  const result = data.slice();
  const nine = new Float32Array(9);
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      let k = 0;
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) nine[k++] = data[(y + dy) * width + x + dx] as number;
      nine.sort();
      result[y * width + x] = nine[4] as number;
    }
  return result;
}

interface Component {
  left: number;
  top: number;
  right: number;
  bottom: number;
  size: number;
  /** Above the level, summed. */
  light: number;
}

/** What lies above the threshold and touches, diagonally too. */
function components(data: Float32Array, width: number, threshold: number, level: number): Component[] {
  const seen = new Uint8Array(data.length);
  const found: Component[] = [];
  const stack: number[] = [];
  for (let start = 0; start < data.length; start++) {
    if (seen[start] || !((data[start] as number) > threshold)) continue;
    const [x0, y0] = [start % width, Math.floor(start / width)];
    const one: Component = { left: x0, top: y0, right: x0, bottom: y0, size: 0, light: 0 };
    stack.push(start);
    seen[start] = 1;
    for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
      const [x, y] = [i % width, Math.floor(i / width)];
      one.left = Math.min(one.left, x);
      one.right = Math.max(one.right, x);
      one.top = Math.min(one.top, y);
      one.bottom = Math.max(one.bottom, y);
      one.size++;
      one.light += (data[i] as number) - level;
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const j = i + dy * width + dx;
          if (x + dx < 0 || x + dx >= width || j < 0 || j >= data.length || seen[j]) continue;
          if (!((data[j] as number) > threshold)) continue;
          seen[j] = 1;
          stack.push(j);
        }
    }
    found.push(one);
  }
  return found;
}
