import { median, type Pixels } from '@uraniborg/core';
import { type BackgroundMesh, backgroundAt } from '../stars/backgroundMesh.ts';

interface Line {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** A straight trail: its ends in the frame, pixels. */
export interface Trail extends Line {
  /** Median of the light along it over its error. */
  readonly significance: number;
  /** Of its middle line above the background, ADU. */
  readonly brightness: number;
}

/** Pieces along the line that are judged one by one. */
const PIECES = 24;
/** Pixels across it that belong to the trail, and those beside it that are compared, from its middle. */
const INNER = 2;
const BESIDE = [8, 18] as const;
/** Against noise, once the best place has been searched for. */
const SIGNIFICANT = 6;
/** Pieces that must be brighter than what is beside them. Half of them are by chance. */
const BRIGHT = 0.85;

/**
 * Whether there is a trail along a line known to within `slack` pixels. In each of its pieces the mean of five pixels
 * across the line is compared with what lies beside it on both sides, by medians along the piece, so that neither a star
 * nor a nebula counts. A trail is brighter than both its sides nearly everywhere; a row of stars is so in some places, a
 * spike of a bright star near the star, the edge of a nebula on one side only.
 */
export function verifyTrail(pixels: Pixels, mesh: BackgroundMesh, line: Line, slack: number): Trail | undefined {
  const near = searched(pixels, mesh, line, slack, 4);
  // Of a bright trail the first search knows only where it is bright enough, the second where its middle is.
  const placed = near.light > 3 ? searched(pixels, mesh, near.line, 2, 16).line : near.line;
  const pieces = piecesOf(pixels, mesh, placed);
  if (pieces.length < PIECES / 3) return undefined;
  const light = pieces.map(({ light }) => light);
  const error = median(pieces.map(({ error }) => error)) / Math.sqrt(pieces.length / 1.571);
  const middle = median(light);
  const significance = middle / error;
  if (!(significance > SIGNIFICANT)) return undefined;
  if (light.filter((value) => value > 0).length < BRIGHT * pieces.length) return undefined;
  // One side is as dark as the other: a step of brightness has one bright side.
  const step = median(pieces.map(({ left, right }) => Math.abs(left - right)));
  if (step > middle && Math.abs(median(pieces.map(({ left, right }) => left - right))) > middle) return undefined;
  if (isSpike(light)) return undefined;
  return { ...placed, significance, brightness: middle };
}

/** A spike fades away from its star: most of its light is in a few neighbouring pieces. */
function isSpike(light: readonly number[]): boolean {
  const total = light.reduce((sum, value) => sum + Math.max(0, value), 0);
  const run = Math.ceil(light.length / 5);
  let most = 0;
  for (let i = 0; i + run <= light.length; i++)
    most = Math.max(
      most,
      light.slice(i, i + run).reduce((sum, value) => sum + Math.max(0, value), 0),
    );
  return most > 0.7 * total;
}

/** The line with its ends moved across it to where it is brightest; its light in sigmas, `most` for a pixel. */
function searched(pixels: Pixels, mesh: BackgroundMesh, line: Line, slack: number, most: number) {
  const { x1, y1, x2, y2 } = line;
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [acrossX, acrossY] = [-(y2 - y1) / length, (x2 - x1) / length];
  const moved = (a: number, b: number): Line => ({
    x1: x1 + a * acrossX,
    y1: y1 + a * acrossY,
    x2: x2 + b * acrossX,
    y2: y2 + b * acrossY,
  });
  const reach = 1.5 * slack + 2;
  const steps = Math.max(2, Math.min(14, Math.ceil(reach / 1.5)));
  let best = { line, light: Number.NEGATIVE_INFINITY };
  for (let i = -steps; i <= steps; i++)
    for (let j = -steps; j <= steps; j++) {
      const trial = moved((i * reach) / steps, (j * reach) / steps);
      const light = clippedLight(pixels, mesh, trial, most);
      if (light > best.light) best = { line: trial, light };
    }
  return best;
}

const SAMPLES = 400;

/** Mean of pixels along the line and one on either side, in sigmas, each for so many at most. */
function clippedLight(pixels: Pixels, mesh: BackgroundMesh, { x1, y1, x2, y2 }: Line, most: number): number {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [acrossX, acrossY] = [-(y2 - y1) / length, (x2 - x1) / length];
  const value = reader(pixels);
  let [sum, count] = [0, 0];
  for (let k = 0; k < SAMPLES; k++) {
    const t = (k + 0.5) / SAMPLES;
    const [x, y] = [x1 + t * (x2 - x1), y1 + t * (y2 - y1)];
    if (!(x >= 0 && y >= 0 && x < pixels.width && y < pixels.height)) continue;
    const { level, rms } = backgroundAt(mesh, x, y);
    for (let offset = -1; offset <= 1; offset++) {
      const light = value(x + offset * acrossX, y + offset * acrossY);
      if (!Number.isFinite(light)) continue;
      sum += rms > 0 ? Math.min(most, (light - level) / rms) : 0;
      count++;
    }
  }
  return count === 0 ? Number.NEGATIVE_INFINITY : sum / count;
}

interface Piece {
  /** Above what is beside it, and its error. */
  readonly light: number;
  readonly error: number;
  readonly left: number;
  readonly right: number;
}

function piecesOf(pixels: Pixels, mesh: BackgroundMesh, { x1, y1, x2, y2 }: Line): Piece[] {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [alongX, alongY] = [(x2 - x1) / length, (y2 - y1) / length];
  const value = reader(pixels);
  const pieces: Piece[] = [];
  const size = length / PIECES;
  // Half a thousand samples are enough for a median.
  const stride = Math.max(1, size / 100);
  for (let number = 0; number < PIECES; number++) {
    const inside: number[] = [];
    const left: number[] = [];
    const right: number[] = [];
    for (let at = number * size; at < (number + 1) * size; at += stride) {
      const [x, y] = [x1 + at * alongX, y1 + at * alongY];
      const of = (offset: number) => value(x - offset * alongY, y + offset * alongX);
      for (let offset = -INNER; offset <= INNER; offset++) inside.push(of(offset));
      for (let offset: number = BESIDE[0]; offset <= BESIDE[1]; offset += 2) {
        left.push(of(-offset));
        right.push(of(offset));
      }
    }
    const known = [inside, left, right].map((values) => values.filter(Number.isFinite));
    const [a = [], b = [], c = []] = known;
    if (Math.min(a.length, b.length, c.length) < inside.length / 4 || a.length < 10) continue;
    const [light, one, two] = [median(a), median(b), median(c)];
    const { rms } = backgroundAt(mesh, x1 + (number + 0.5) * size * alongX, y1 + (number + 0.5) * size * alongY);
    pieces.push({
      light: light - (one + two) / 2,
      error: 1.2533 * rms * Math.sqrt(1 / a.length + 1 / (b.length + c.length)),
      left: one,
      right: two,
    });
  }
  return pieces;
}

/** The nearest pixel, colours averaged; NaN outside. */
function reader({ width, height, planes, data }: Pixels): (x: number, y: number) => number {
  const size = width * height;
  return (x, y) => {
    const [column, row] = [Math.round(x), Math.round(y)];
    if (!(column >= 0 && row >= 0 && column < width && row < height)) return Number.NaN;
    const at = row * width + column;
    if (planes === 1) return data[at] as number;
    return ((data[at] as number) + (data[at + size] as number) + (data[at + 2 * size] as number)) / 3;
  };
}
