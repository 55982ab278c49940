import type { LinkedPixels } from './brightPixels.ts';

/** Two peaks are two stars when the lower one stands so many sigmas above the saddle between them ... */
const SADDLE = 5;
/** ... and at least this part of its own height: a bright ring of a defocused star is uneven where pixels cut it. */
const CONTRAST = 0.1;

/**
 * For every bright pixel the summit of the peak it belongs to. Pixels run uphill to a local maximum; maxima are joined
 * over the saddles between them, the highest saddle first, unless both stand out enough (topological persistence,
 * compare Edelsbrunner, Letscher & Zomorodian 2002, Discrete & Computational Geometry 28, 511).
 */
export function shareOut(
  bright: LinkedPixels,
  electronsPerAdu: number,
): {
  owner: Int32Array;
  /** What touches is a tree: see rootOf. */
  component: Int32Array;
} {
  const { height, noise } = bright;
  const basin = runUphill(bright);
  const { low, high, saddle, order } = saddlesBetween(bright, basin);
  // `component` joins all that touches, `owner` only what is the same peak.
  const component = Int32Array.from(basin);
  const owner = Int32Array.from(basin);
  for (const index of order) {
    const [one, other] = [low[index] as number, high[index] as number];
    const [a, b] = [rootOf(component, one), rootOf(component, other)];
    if (a === b) continue;
    const isLower = (height[a] as number) < (height[b] as number);
    const [lower, higher] = isLower ? [a, b] : [b, a];
    component[lower] = higher;
    const top = height[lower] as number;
    // Photon noise of the light itself, smoothed: the sum of the squared weights is (6/16)².
    const sigma = Math.sqrt((noise[lower] as number) ** 2 + (0.140625 * Math.max(top, 0)) / electronsPerAdu);
    if (top - (saddle[index] as number) < Math.max(SADDLE * sigma, CONTRAST * top))
      owner[lower] = isLower ? other : one;
  }
  for (let i = 0; i < owner.length; i++) owner[i] = rootOf(owner, i);
  return { owner, component };
}

/** For every bright pixel the local maximum that the steepest way up leads to. */
function runUphill({ count, height, links }: LinkedPixels): Int32Array {
  const up = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    up[i] = i;
    for (let k = 4 * i; k < 4 * i + 4; k++) {
      const j = links[k] as number;
      if (j < 0) continue;
      // Of equal heights the later one is higher, so that a plateau runs one way.
      const [here, there] = [height[i] as number, height[j] as number];
      if (there > (height[up[i] as number] as number)) up[i] = j;
      if (here >= (height[up[j] as number] as number)) up[j] = i;
    }
  }
  for (let i = 0; i < count; i++) up[i] = rootOf(up, i);
  return up;
}

/** Where a tree ends, each of whose members knows one nearer to the end. */
export function rootOf(parent: Int32Array, start: number): number {
  let at = start;
  while (parent[at] !== at) {
    const next = parent[at] as number;
    parent[at] = parent[next] as number;
    at = parent[at] as number;
  }
  return at;
}

/** Where two basins touch: the two maxima, the height of the pass, and which is the highest pass, the next ... */
function saddlesBetween({ count, height, links }: LinkedPixels, basin: Int32Array) {
  const low: number[] = [];
  const high: number[] = [];
  const saddle: number[] = [];
  for (let i = 0; i < count; i++)
    for (let k = 0; k < 4; k++) {
      const j = links[4 * i + k] as number;
      if (j < 0 || basin[i] === basin[j]) continue;
      low.push(basin[i] as number);
      high.push(basin[j] as number);
      saddle.push(Math.min(height[i] as number, height[j] as number));
    }
  const order = Uint32Array.from(saddle, (_, i) => i).sort((a, b) => (saddle[b] as number) - (saddle[a] as number));
  return { low, high, saddle, order };
}
