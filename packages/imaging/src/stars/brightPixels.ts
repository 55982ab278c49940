/** The pixels of a smoothed frame that stand above a limit: sparse, in order of their place. */
export interface BrightPixels {
  readonly width: number;
  readonly count: number;
  /** y * width + x, ascending. */
  readonly place: Int32Array;
  /** Above the background. */
  readonly height: Float32Array;
  /** Sigma of the smoothed noise there. */
  readonly noise: Float32Array;
}

/** With those of their neighbours that came before them. */
export interface LinkedPixels extends BrightPixels {
  /** Four for each: which pixel stands to the west, north-west, north and north-east of it, -1 for none. */
  readonly links: Int32Array;
}

export interface BrightPixelCollector {
  /** Pixels come in the order of their place. */
  add(place: number, height: number, noise: number): void;
  done(): BrightPixels;
}

export function collectBrightPixels(width: number, room = 1 << 14): BrightPixelCollector {
  let place = new Int32Array(room);
  let height = new Float32Array(room);
  let noise = new Float32Array(room);
  let count = 0;
  const add = (at: number, h: number, n: number) => {
    if (count === place.length) {
      place = grown(place, new Int32Array(2 * count));
      height = grown(height, new Float32Array(2 * count));
      noise = grown(noise, new Float32Array(2 * count));
    }
    place[count] = at;
    height[count] = h;
    noise[count++] = n;
  };
  const done = () => ({
    width,
    count,
    place: place.slice(0, count),
    height: height.slice(0, count),
    noise: noise.slice(0, count),
  });
  return { add, done };
}

function grown<A extends Int32Array | Float32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

/** The pixels of parts of one frame, from its first rows to its last, as one. */
export function joinBrightPixels(parts: readonly BrightPixels[]): BrightPixels {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const place = new Int32Array(count);
  const height = new Float32Array(count);
  const noise = new Float32Array(count);
  let at = 0;
  for (const part of parts) {
    place.set(part.place, at);
    height.set(part.height, at);
    noise.set(part.noise, at);
    at += part.count;
  }
  return { width: parts[0]?.width ?? 0, count, place, height, noise };
}

export function linkBrightPixels(bright: BrightPixels): LinkedPixels {
  const { width, count, place } = bright;
  const links = new Int32Array(4 * count).fill(-1);
  // The first pixel that is not before the north-west neighbour of the present one.
  let above = 0;
  for (let i = 0; i < count; i++) {
    const at = place[i] as number;
    const x = at % width;
    if (x > 0 && i > 0 && place[i - 1] === at - 1) links[4 * i] = i - 1;
    const north = at - width;
    while ((place[above] as number) < north - 1) above++;
    for (let j = above; (place[j] as number) <= north + 1; j++) {
      const side = (place[j] as number) - north;
      if ((side < 0 && x === 0) || (side > 0 && x === width - 1)) continue;
      links[4 * i + 2 + side] = j;
    }
  }
  return { ...bright, links };
}

/** Some of them, by their numbers, ascending. */
export function someBrightPixels(
  { width, place, height, noise }: BrightPixels,
  wanted: readonly number[],
): BrightPixels {
  const taken = <A extends Int32Array | Float32Array>(from: A, to: A) => {
    wanted.forEach((i, at) => {
      to[at] = from[i] as number;
    });
    return to;
  };
  const count = wanted.length;
  return {
    width,
    count,
    place: taken(place, new Int32Array(count)),
    height: taken(height, new Float32Array(count)),
    noise: taken(noise, new Float32Array(count)),
  };
}

/** Which of these places, ascending, is that one; -1 for none. */
export function brightPixelAt(place: Int32Array, wanted: number): number {
  let low = 0;
  let high = place.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = place[middle] as number;
    if (at === wanted) return middle;
    if (at < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
