import { selectRank } from '../statistics/selectRank.ts';
import type { StarWindow } from './starWindow.ts';

/** The light of a star in a round aperture. */
export interface HalfFlux {
  /** ADU above the sky around the star. */
  readonly flux: number;
  /** Diameter of the circle with half of that light in it, pixels, freed from the width that pixels add. */
  readonly hfd: number;
}

/** Bins of the curve of growth in one pixel of radius. */
const FINE = 16;
/** Within this radius pixels are divided into 5 by 5. */
const NEAR = 3;

/**
 * Flux and half-flux diameter about (dx, dy), pixels from the window's middle. A pixel that is far brighter than the
 * one opposite it belongs to a neighbour and counts like that one; so does one beyond the frame.
 *
 * Pixels widen a star twice, by their own width and because their light is spread evenly over them here: each adds
 * 1/12 px² to the variance in x and y, together 8 ln 2 / 6 px² to the square of a diameter, which is taken off.
 */
export function halfFlux(
  window: StarWindow,
  { dx, dy, aperture }: { dx: number; dy: number; aperture: number },
  electronsPerAdu: number,
): HalfFlux | undefined {
  const { values, radius } = window;
  const side = 2 * radius + 1;
  const sky = localSky(window, dx, dy, aperture);
  const growth = growthRoom((Math.ceil(aperture) + 2) * FINE);
  const variance = window.rms * window.rms;
  const least = 5 * Math.sqrt(2 * variance);
  const outer = (aperture + 0.5) ** 2;
  const reach = Math.min(radius, Math.ceil(aperture + 1) + Math.ceil(Math.max(Math.abs(dx), Math.abs(dy))));
  const [centreX, centreY] = [Math.round(2 * dx), Math.round(2 * dy)];
  // The places of two pixels opposite each other add up to this.
  const both = (centreY + 2 * radius) * side + centreX + 2 * radius;
  for (let y = -reach; y <= reach; y++) {
    const v = y - dy;
    const inside = Math.abs(centreY - y) <= radius;
    const row = (y + radius) * side + radius;
    for (let x = -reach; x <= reach; x++) {
      const u = x - dx;
      const square = u * u + v * v;
      if (square > outer) continue;
      const ox = centreX - x;
      const opposite = inside && ox >= -radius && ox <= radius ? (values[both - row - x] as number) : Number.NaN;
      let value = values[row + x] as number;
      if (Number.isNaN(value)) value = opposite;
      else if (square > NEAR * NEAR && value > opposite + least) {
        const light = Math.max(opposite, 0);
        const sure = 5 * Math.sqrt(2 * (variance + light / electronsPerAdu)) + 0.5 * light;
        if (value > opposite + sure && value > brightestNear(window, ox, centreY - y) + sure) value = opposite;
      }
      if (!Number.isFinite(value)) continue;
      if (square > NEAR * NEAR) spreadFar(growth, value - sky, square);
      else spreadNear(growth.rings, value - sky, u, v);
    }
  }
  return diameterOf(growth, aperture);
}

/** Of one star at a time: the light of each ring, and where the rings of pixels farther out begin and end. */
interface Growth {
  readonly rings: Float64Array;
  readonly edges: Float64Array;
  readonly length: number;
}

let kept: Growth = { rings: new Float64Array(0), edges: new Float64Array(0), length: 0 };

function growthRoom(length: number): Growth {
  const { rings, edges } = kept;
  if (rings.length < length) kept = { rings: new Float64Array(length), edges: new Float64Array(length), length };
  else {
    rings.fill(0, 0, length);
    edges.fill(0, 0, length);
    kept = { rings, edges, length };
  }
  return kept;
}

/** A sharp edge may pass between a pixel's opposite and its neighbours. */
function brightestNear({ values, radius }: StarWindow, x: number, y: number): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let j = Math.max(-radius, y - 1); j <= Math.min(radius, y + 1); j++)
    for (let i = Math.max(-radius, x - 1); i <= Math.min(radius, x + 1); i++) {
      const value = values[(j + radius) * (2 * radius + 1) + i + radius] as number;
      if (value > best) best = value;
    }
  return best;
}

/** Adds a pixel's light to the curve, evenly to the rings of 1/16 px within half a pixel of its distance ... */
function spreadFar({ edges, length }: Growth, value: number, square: number): void {
  const first = (Math.sqrt(square) * FINE - (FINE - 1) / 2) | 0;
  if (first >= length) return;
  edges[first] = (edges[first] as number) + value / FINE;
  if (first + FINE < length) edges[first + FINE] = (edges[first + FINE] as number) - value / FINE;
}

/** ... or, near the centre, in 5 by 5 parts each to its own ring. */
function spreadNear(rings: Float64Array, value: number, u: number, v: number): void {
  const part = value / 25;
  for (let j = -2; j <= 2; j++) {
    const t = v + j / 5;
    const square = t * t;
    for (let i = -2; i <= 2; i++) {
      const s = u + i / 5;
      const bin = (Math.sqrt(s * s + square) * FINE) | 0;
      rings[bin] = (rings[bin] as number) + part;
    }
  }
}

function diameterOf({ rings, edges, length }: Growth, aperture: number): HalfFlux | undefined {
  const bins = Math.min(length, Math.round(aperture * FINE));
  let flux = 0;
  let outer = 0;
  for (let bin = 0; bin < bins; bin++) {
    outer += edges[bin] as number;
    rings[bin] = (rings[bin] as number) + outer;
    flux += rings[bin] as number;
  }
  if (!(flux > 0)) return undefined;
  let sum = 0;
  for (let bin = 0; bin < bins; bin++) {
    const next = sum + (rings[bin] as number);
    if (next >= flux / 2) {
      const diameter = (2 * (bin + (flux / 2 - sum) / (next - sum))) / FINE;
      const square = diameter * diameter - PIXEL_WIDENING;
      return { flux, hfd: Math.sqrt(Math.max(square, 0.25)) };
    }
    sum = next;
  }
  return undefined;
}

const PIXEL_WIDENING = (8 * Math.LN2) / 6;

/**
 * What the mesh has missed of the sky around the star: only if it is certain, for it adds noise of its own. It is the
 * median of a ring, and four sigmas of it (1.2533 rms / sqrt(n) for normal noise) are as many as of the number of
 * values above zero (sqrt(n) / 2), which is quicker to know.
 */
function localSky({ values, radius }: StarWindow, dx: number, dy: number, aperture: number): number {
  // Signs are as often the one as the other: counted by bits, nothing has to be guessed from value to value.
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  let count = 0;
  let above = 0;
  const runs = runsOfRing(radius, dx, dy, aperture);
  for (let run = 0; run < runs; run += 2)
    for (let at = ends[run] as number; at < (ends[run + 1] as number); at++) {
      const value = bits[at] as number;
      const size = value & 0x7fff_ffff;
      // 1 or 0: neither infinite nor no number; nothing; below nothing.
      const known = (size - 0x7f80_0000) >>> 31;
      const none = (size - 1) >>> 31;
      const below = (value >>> 31) & known & ~none;
      count += known;
      above += 2 * (known - below) - none;
    }
  if (count < 20 || Math.abs(above - count) <= 4 * Math.sqrt(count)) return 0;
  const length = readRing(values, runs);
  return selectRank(ring, length, length >> 1);
}

/** The median of the sky in a ring of four pixels around the aperture, whatever the mesh says; 0 where there is none. */
export function skyAround(
  { values, radius }: StarWindow,
  { dx, dy }: { dx: number; dy: number },
  aperture: number,
): number {
  const length = readRing(values, runsOfRing(radius, dx, dy, aperture));
  return length < 20 ? 0 : selectRank(ring, length, length >> 1);
}

/** The numbers in so many runs, into `ring`. */
function readRing(values: Float32Array, runs: number): number {
  let length = 0;
  for (let run = 0; run < runs; run += 2) {
    const [from, end] = [ends[run] as number, ends[run + 1] as number];
    if (ring.length < length + end - from) {
      const grown = new Float32Array(2 * (length + end - from));
      grown.set(ring.subarray(0, length));
      ring = grown;
    }
    for (let at = from; at < end; at++) {
      const value = values[at] as number;
      if (value > Number.NEGATIVE_INFINITY && value < Number.POSITIVE_INFINITY) ring[length++] = value;
    }
  }
  return length;
}

/** Where the rows of a ring of four pixels around the aperture begin and end in the window, into `ends`. */
function runsOfRing(radius: number, dx: number, dy: number, aperture: number): number {
  const side = 2 * radius + 1;
  const [inner, outer] = [aperture * aperture, (aperture + 4) ** 2];
  const far = aperture + 4;
  let runs = 0;
  const add = (row: number, from: number, end: number) => {
    if (from >= end) return;
    ends[runs++] = row + from;
    ends[runs++] = row + end;
  };
  for (let y = Math.max(-radius, Math.ceil(dy - far)); y <= Math.min(radius, dy + far); y++) {
    const v = (y - dy) * (y - dy);
    const out = Math.sqrt(outer - v);
    const row = (y + radius) * side + radius;
    const first = Math.max(-radius, Math.ceil(dx - out));
    const end = Math.min(radius, Math.floor(dx + out)) + 1;
    if (v >= inner) add(row, first, end);
    else {
      // From here to there the row is inside the ring.
      const hole = Math.sqrt(inner - v);
      add(row, first, Math.min(end, Math.ceil(dx - hole)));
      add(row, Math.max(first, Math.floor(dx + hole) + 1), end);
    }
  }
  return runs;
}

/** Two runs of a row at most. */
const ends = new Int32Array(4 * 128);
let ring = new Float32Array(0);
