/** How one frame lies on another, from their stars. */
import { fitSimilarity, type Point, type Similarity, transform } from './similarity.ts';

export interface Registration {
  /** Takes a point of the frame to the reference. */
  readonly similarity: Similarity;
  /** Root mean square distance of the matched stars, pixels of the reference. */
  readonly rms: number;
  readonly matchedStars: number;
}

export interface RegisterOptions {
  /**
   * How many of the brightest stars of either list make triangles.
   * @default 40
   */
  readonly brightest?: number;
  /**
   * The farthest two stars may lie apart to be the same, pixels.
   * @default 2
   */
  readonly tolerance?: number;
  /**
   * Fewer matched stars are no registration.
   * @default 6
   */
  readonly minimumStars?: number;
}

/**
 * Registers a frame on a reference: shift, rotation and scale, whatever they are.
 *
 * Triangles of bright stars are compared by the ratios of their sides, which no shift, turn or scale changes (Groth
 * 1986; Valdes et al. 1995, "FOCAS Automatic Catalog Matching"). Each like pair proposes a transform, which is believed
 * when it brings more of the other stars onto each other than chance would, and is then fitted to all of them.
 *
 * @param stars of the frame, brightest first
 * @param reference stars of the reference, brightest first
 * @returns undefined when the frames do not show the same stars
 */
export function register(
  stars: readonly Point[],
  reference: readonly Point[],
  options: RegisterOptions = {},
): Registration | undefined {
  return registrar(reference, options)(stars);
}

/** What register does, for many frames on one reference. */
export function registrar(
  reference: readonly Point[],
  options: RegisterOptions = {},
): (stars: readonly Point[]) => Registration | undefined {
  const { brightest = 40, tolerance = 2, minimumStars = 6 } = options;
  const theirs = [...triangles(reference.slice(0, brightest))].sort((a, b) => a.middle - b.middle);
  const finder = createFinder(reference, tolerance);
  return (stars) => {
    const few = stars.slice(0, brightest);
    let best: { similarity: Similarity; score: number } | undefined;
    for (const mine of triangles(few)) {
      for (const other of alike(theirs, mine)) {
        const proposal = fitSimilarity([0, 1, 2].map((k) => [mine.corners[k] as Point, other.corners[k] as Point]));
        if (!proposal) continue;
        const score = few.reduce(
          (count, star) => count + (finder(transform(proposal, star), 3 * tolerance) ? 1 : 0),
          0,
        );
        if (score > (best?.score ?? 2)) best = { similarity: proposal, score };
      }
      // Most of the bright stars have found each other: nothing better can come.
      if (best && best.score > 0.8 * few.length) break;
    }
    return best && refined(best.similarity, stars, finder, { tolerance, minimumStars });
  };
}

interface Triangle {
  /** Opposite the longest, the middle and the shortest side. */
  readonly corners: readonly [Point, Point, Point];
  /** Middle and shortest side over the longest. */
  readonly middle: number;
  readonly shortest: number;
  /** Whether the corners run clockwise: a mirrored triangle is another one. */
  readonly clockwise: boolean;
}

/** Each star with pairs of its nearest neighbours in the list: local triangles survive a different edge of the field. */
function* triangles(stars: readonly Point[]): Generator<Triangle> {
  const seen = new Set<number>();
  const n = stars.length;
  for (const [i, star] of stars.entries()) {
    const near = stars
      .map((other, j) => ({ j, distance: Math.hypot(other.x - star.x, other.y - star.y) }))
      .filter(({ j }) => j !== i)
      .sort((a, b) => a.distance - b.distance)
      .slice(0, 8);
    for (const [k, { j }] of near.entries())
      for (const { j: l } of near.slice(k + 1)) {
        const [least, most] = [Math.min(i, j, l), Math.max(i, j, l)];
        const key = (least * n + (i + j + l - least - most)) * n + most;
        if (seen.has(key)) continue;
        seen.add(key);
        const triangle = triangleOf(star, stars[j] as Point, stars[l] as Point);
        if (triangle) yield triangle;
      }
  }
}

function triangleOf(...points: [Point, Point, Point]): Triangle | undefined {
  const [p, q, r] = points;
  const sides = [
    { length: Math.hypot(q.x - r.x, q.y - r.y), corner: p },
    { length: Math.hypot(p.x - r.x, p.y - r.y), corner: q },
    { length: Math.hypot(p.x - q.x, p.y - q.y), corner: r },
  ].sort((a, b) => b.length - a.length);
  const [longest, middle, shortest] = sides as [(typeof sides)[0], (typeof sides)[0], (typeof sides)[0]];
  // Flat or tiny ones say little; ones with two equal sides do not know their corners.
  if (shortest.length < 10 || longest.length - middle.length < 0.01 * longest.length) return undefined;
  if (middle.length - shortest.length < 0.01 * longest.length) return undefined;
  const [a, b, c] = [longest.corner, middle.corner, shortest.corner];
  const turn = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  return {
    corners: [a, b, c],
    middle: middle.length / longest.length,
    shortest: shortest.length / longest.length,
    clockwise: turn > 0,
  };
}

const ratioTolerance = 0.004;

/** Those of a list sorted by `middle` that have the shape of `wanted`. */
function* alike(sorted: readonly Triangle[], wanted: Triangle): Generator<Triangle> {
  let low = 0;
  for (let high = sorted.length; low < high; ) {
    const at = (low + high) >> 1;
    if ((sorted[at]?.middle ?? 0) < wanted.middle - ratioTolerance) low = at + 1;
    else high = at;
  }
  for (let i = low; i < sorted.length; i++) {
    const triangle = sorted[i] as Triangle;
    if (triangle.middle > wanted.middle + ratioTolerance) return;
    if (triangle.clockwise === wanted.clockwise && Math.abs(triangle.shortest - wanted.shortest) <= ratioTolerance)
      yield triangle;
  }
}

type Finder = (point: Point, within: number) => Point | undefined;

/** Finds the nearest of a list within a distance, by a grid. */
function createFinder(points: readonly Point[], cell: number): Finder {
  const size = Math.max(cell * 4, 8);
  const grid = new Map<number, Point[]>();
  // No two places of one sky come near each other in this.
  const key = (x: number, y: number) => x * 0x100000 + y;
  for (const point of points) {
    const at = key(Math.floor(point.x / size), Math.floor(point.y / size));
    const bucket = grid.get(at);
    if (bucket) bucket.push(point);
    else grid.set(at, [point]);
  }
  return (point, within) => {
    let [best, nearest]: [Point | undefined, number] = [undefined, within];
    for (let y = Math.floor((point.y - within) / size); y <= Math.floor((point.y + within) / size); y++)
      for (let x = Math.floor((point.x - within) / size); x <= Math.floor((point.x + within) / size); x++)
        for (const candidate of grid.get(key(x, y)) ?? []) {
          const distance = Math.hypot(candidate.x - point.x, candidate.y - point.y);
          if (distance <= nearest) [best, nearest] = [candidate, distance];
        }
    return best;
  };
}

/** Fits to all stars that match, in rounds with a closing tolerance. */
function refined(
  first: Similarity,
  stars: readonly Point[],
  find: Finder,
  { tolerance, minimumStars }: { tolerance: number; minimumStars: number },
): Registration | undefined {
  let similarity = first;
  let pairs: (readonly [Point, Point])[] = [];
  for (const reach of [3 * tolerance, 1.5 * tolerance, tolerance]) {
    pairs = [];
    for (const star of stars) {
      const match = find(transform(similarity, star), reach);
      if (match) pairs.push([star, match]);
    }
    const fitted = fitSimilarity(pairs);
    if (!fitted) return undefined;
    similarity = fitted;
  }
  if (pairs.length < minimumStars) return undefined;
  const square = pairs.reduce((sum, [from, to]) => {
    const there = transform(similarity, from);
    return sum + (there.x - to.x) ** 2 + (there.y - to.y) ** 2;
  }, 0);
  return { similarity, rms: Math.sqrt(square / pairs.length), matchedStars: pairs.length };
}
