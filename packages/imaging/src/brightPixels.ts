/**
 * The pixels of a smoothed frame that stand above a limit: sparse, in order of their place, each linked to those of its
 * neighbours that came before it.
 */
export interface BrightPixels {
  readonly width: number;
  readonly count: number;
  /** y * width + x, ascending. */
  readonly place: Int32Array;
  /** Above the background. */
  readonly height: Float32Array;
  /** Sigma of the smoothed noise there. */
  readonly noise: Float32Array;
  /** Four for each: which pixel stands to the west, north-west, north and north-east of it, -1 for none. */
  readonly links: Int32Array;
}

export interface BrightPixelCollector {
  /** The row that the next pixels are in; rows come in order. */
  row(y: number): void;
  /** Pixels of a row come in order. */
  add(x: number, height: number, noise: number): void;
  done(): BrightPixels;
}

export function collectBrightPixels(width: number, room = 1 << 14): BrightPixelCollector {
  let place = new Int32Array(room);
  let height = new Float32Array(room);
  let noise = new Float32Array(room);
  let links = new Int32Array(4 * room);
  let count = 0;
  // Which pixel stands at x of this row and of the one above, plus one, with a margin of one at either end.
  let here = new Int32Array(width + 2);
  let above = new Int32Array(width + 2);
  let [current, touched, touchedAbove] = [-1, false, false];
  const row = (y: number) => {
    if (touchedAbove) above.fill(0);
    [here, above] = [above, here];
    touchedAbove = touched;
    touched = false;
    if (y !== current + 1 && touchedAbove) {
      above.fill(0);
      touchedAbove = false;
    }
    current = y;
  };
  const add = (x: number, h: number, n: number) => {
    if (count === place.length) {
      place = grown(place, new Int32Array(2 * count));
      height = grown(height, new Float32Array(2 * count));
      noise = grown(noise, new Float32Array(2 * count));
      links = grown(links, new Int32Array(8 * count));
    }
    const link = 4 * count;
    links[link] = (here[x] as number) - 1;
    links[link + 1] = (above[x] as number) - 1;
    links[link + 2] = (above[x + 1] as number) - 1;
    links[link + 3] = (above[x + 2] as number) - 1;
    place[count] = current * width + x;
    height[count] = h;
    noise[count] = n;
    here[x + 1] = ++count;
    touched = true;
  };
  return { row, add, done: () => ({ width, count, place, height, noise, links }) };
}

function grown<A extends Int32Array | Float32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

/** Which bright pixel stands at that place; -1 for none. */
export function brightPixelAt({ place, count }: BrightPixels, wanted: number): number {
  let low = 0;
  let high = count - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = place[middle] as number;
    if (at === wanted) return middle;
    if (at < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
