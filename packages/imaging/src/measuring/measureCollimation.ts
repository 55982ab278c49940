import type { Pixels } from '@uraniborg/core';
import { cropPixels, squareAround } from '../display/cropPixels.ts';
import { endOfRange } from '../statistics/endOfRange.ts';
import { findDisc } from './findDisc.ts';
import { type FoundRim, fitRim, type Rim } from './fitRim.ts';
import { type GrayImage, grayImage } from './grayImage.ts';

/** The shadow of the secondary mirror in a star out of focus, and how far it lies from the middle of the light. */
export interface Shadow extends Rim {
  /** From the centre of the outer rim to that of the shadow, pixels. */
  readonly dx: number;
  readonly dy: number;
  readonly distance: number;
  /** Standard error of the distance, pixels. */
  readonly distanceError: number;
  /** The distance, and its error, in percent of the radius of the outer rim. */
  readonly percent: number;
  readonly percentError: number;
  /** Which way, degrees from the x axis towards y. */
  readonly direction: number;
  /** False when noise alone would give as much one time in a thousand, or too many pixels are full. */
  readonly certain: boolean;
}

export interface Collimation {
  readonly outer: Rim;
  /** Undefined when no shadow is seen: a refractor, or a star not far enough out of focus. */
  readonly shadow: Shadow | undefined;
  /** Medians of the ring, above the sky, and of the sky around it, ADU. */
  readonly light: number;
  readonly background: number;
  /** Pixels of the ring at the end of the range. */
  readonly saturatedPixels: number;
}

/**
 * Why there is none: nothing bright and wide is there; what is there is too small (in focus, or nearly); it reaches beyond
 * the frame; or it is not round.
 */
export type NoCollimation = 'nothing' | 'small' | 'cut' | 'ragged';

export interface CollimationOptions {
  /** Where to look first, pixels; without it the brightest wide thing of the frame is taken. */
  readonly place?: { readonly x: number; readonly y: number } | undefined;
  /** The frame is the raw one of a colour sensor: it is looked at in cells of two by two. */
  readonly mosaic?: boolean;
  /** ADU from which a pixel is full. Default: the end of the range of the type. */
  readonly saturation?: number;
}

/** Pixels: below it the seeing, and not the mirror, makes the outline. */
const LEAST_RADIUS = 6;
/** A place is looked around so far first, pixels. */
const NEAR = 600;
/** Edges that agree, and how closely, as a fraction of the radius. */
const LEAST_SHARE = 0.6;
const MOST_SCATTER = 0.1;
/** How dark a shadow must be beside how dark the sky is. */
const LEAST_DEPTH = 0.15;
/** sqrt(-2 ln 0.001): a distance of two independent errors is larger than so many of them one time in a thousand. */
const CERTAIN = 3.72;
/** Where a larger part of the ring is cut off at the end of the range, its edges are not where they seem. */
const MOST_FULL = 0.05;

/**
 * The rings of a defocused star: the outer edge of its light, the shadow of the secondary in it, and how far the two are
 * from having one centre. Where the light is even, uneven, full or noisy; both may be slightly elliptic (see fitRim). All
 * in pixels of the frame, 0-based, integer centres.
 */
export function measureCollimation(
  pixels: Pixels,
  { place, mosaic = false, saturation = endOfRange(pixels) }: CollimationOptions = {},
): Collimation | NoCollimation {
  const unit = mosaic && pixels.width > 1 && pixels.height > 1 ? 2 : 1;
  const rough = (place && roughDisc(pixels, place, NEAR)) ?? roughDisc(pixels, place);
  if (!rough) return 'nothing';
  // Once more with what is around it alone, as fine as it is large.
  const disc = roughDisc(pixels, rough, Math.ceil(2 * rough.radius + 16)) ?? rough;
  if (disc.radius < LEAST_RADIUS * unit) return 'small';
  const square = squareAround(pixels, disc, Math.ceil(1.9 * disc.radius + 12));
  if (!square) return 'nothing';
  // The cells of a mosaic begin at even pixels.
  const area = unit === 1 ? square : evenArea(square);
  const crop = cropPixels(pixels, area);
  const image = grayImage(crop, unit);
  const into = (x: number, y: number) => ({
    x: (x - area.x - (unit - 1) / 2) / unit,
    y: (y - area.y - (unit - 1) / 2) / unit,
  });
  const radius = disc.radius / unit;
  const outer = fitRim(image, into(disc.x, disc.y), { from: 0.55 * radius, to: 1.6 * radius, bright: 'inside' });
  if (!outer || !isRound(outer)) return disc.cut ? 'cut' : 'ragged';
  if (outer.radius < LEAST_RADIUS) return 'small';
  const shadow = shadowIn(image, outer);
  const inner = shadow?.radius ?? 0;
  const { light, background } = levels(image, outer, inner);
  const back = (rim: FoundRim): Rim => ({
    x: rim.x * unit + (unit - 1) / 2 + area.x,
    y: rim.y * unit + (unit - 1) / 2 + area.y,
    radius: rim.radius * unit,
    error: rim.error * unit,
    elongation: rim.elongation,
    angle: rim.angle,
  });
  const whole = back(outer);
  if (whole.x - whole.radius < 0 || whole.y - whole.radius < 0) return 'cut';
  if (whole.x + whole.radius > pixels.width - 1 || whole.y + whole.radius > pixels.height - 1) return 'cut';
  const full = fullPixels(crop, saturation, { x: whole.x - area.x, y: whole.y - area.y }, whole.radius);
  const isFull = full > MOST_FULL * Math.PI * (whole.radius ** 2 - (inner * unit) ** 2);
  return {
    outer: whole,
    shadow: shadow && offsetOf(whole, back(shadow), isFull),
    light,
    background,
    saturatedPixels: full,
  };
}

interface RoughDisc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly cut: boolean;
}

/** Coarse is enough, and quick in the largest frame. */
const COARSE = 400;

function roughDisc(
  pixels: Pixels,
  place: { readonly x: number; readonly y: number } | undefined,
  reach = Number.POSITIVE_INFINITY,
): RoughDisc | undefined {
  const isAll = place === undefined || !Number.isFinite(reach);
  const area = isAll ? { x: 0, y: 0, width: pixels.width, height: pixels.height } : squareAround(pixels, place, reach);
  if (!area) return undefined;
  // At least two: the colours of a mosaic are not to be taken for noise.
  const bin = Math.max(2, Math.ceil(Math.max(area.width, area.height) / COARSE));
  if (Math.min(area.width, area.height) < 8 * bin) return undefined;
  const small = grayImage(isAll ? pixels : cropPixels(pixels, area), bin);
  const centre = (bin - 1) / 2;
  const found = findDisc(
    small,
    place && { x: (place.x - area.x - centre) / bin, y: (place.y - area.y - centre) / bin },
  );
  return (
    found && {
      x: found.x * bin + centre + area.x,
      y: found.y * bin + centre + area.y,
      radius: found.radius * bin,
      cut: found.cut,
    }
  );
}

function evenArea({ x, y, width, height }: { x: number; y: number; width: number; height: number }) {
  const [left, top] = [x - (x % 2), y - (y % 2)];
  return { x: left, y: top, width: x + width - left, height: y + height - top };
}

const isRound = ({ share, scatter, radius, contrast }: FoundRim): boolean =>
  share >= LEAST_SHARE && scatter <= MOST_SCATTER * radius && contrast > 0;

/** The dark disc in the light, when there is one. */
function shadowIn(image: GrayImage, outer: FoundRim): FoundRim | undefined {
  const dark = darkestIn(image, outer);
  const found = dark && fitRim(image, dark, { from: 0.06 * outer.radius, to: 0.9 * outer.radius, bright: 'outside' });
  if (!found || found.contrast < LEAST_DEPTH * outer.contrast) return undefined;
  const { share, scatter, radius } = found;
  const away = Math.hypot(found.x - outer.x, found.y - outer.y);
  if (share < LEAST_SHARE || scatter > Math.max(0.5, 2 * MOST_SCATTER * radius)) return undefined;
  return radius > 1 && radius + away < outer.radius ? found : undefined;
}

/** Where the shadow must be: the darkest place well inside, as wide as a small shadow. */
function darkestIn({ data, width }: GrayImage, { x, y, radius }: FoundRim): { x: number; y: number } | undefined {
  const box = Math.max(1, Math.round(radius / 10));
  const step = Math.max(1, Math.floor(box / 2));
  let best: { x: number; y: number } | undefined;
  let least = Number.POSITIVE_INFINITY;
  const reach = 0.6 * radius;
  for (let dy = -reach; dy <= reach; dy += step)
    for (let dx = -reach; dx <= reach; dx += step) {
      if (Math.hypot(dx, dy) > reach) continue;
      const [column, row] = [Math.round(x + dx), Math.round(y + dy)];
      let sum = 0;
      for (let j = -box; j <= box; j++)
        for (let i = -box; i <= box; i++) sum += data[(row + j) * width + column + i] as number;
      if (sum < least) [least, best] = [sum, { x: column, y: row }];
    }
  return best;
}

/** Medians of the ring and of what is around it. */
function levels({ data, width }: GrayImage, { x, y, radius }: FoundRim, inner: number) {
  const ring: number[] = [];
  const sky: number[] = [];
  for (const [i, value] of data.entries()) {
    if (!Number.isFinite(value)) continue;
    const r = Math.hypot((i % width) - x, Math.floor(i / width) - y);
    if (r > 1.35 * radius) sky.push(value);
    else if (r < 0.95 * radius && r > 1.2 * inner) ring.push(value);
  }
  const background = sky.length === 0 ? 0 : middle(sky);
  return { light: ring.length === 0 ? 0 : middle(ring) - background, background };
}

function middle(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] as number;
}

function offsetOf(outer: Rim, inner: Rim, isFull: boolean): Shadow {
  const [dx, dy] = [inner.x - outer.x, inner.y - outer.y];
  const distance = Math.hypot(dx, dy);
  const distanceError = Math.hypot(inner.error, outer.error);
  return {
    ...inner,
    dx,
    dy,
    distance,
    distanceError,
    percent: (100 * distance) / outer.radius,
    percentError: (100 * distanceError) / outer.radius,
    direction: ((Math.atan2(dy, dx) * 180) / Math.PI + 360) % 360,
    certain: !isFull && distance > CERTAIN * distanceError,
  };
}

function fullPixels(
  { data, width, height, planes }: Pixels,
  full: number,
  at: { x: number; y: number },
  radius: number,
) {
  let count = 0;
  for (let i = 0; i < width * height; i++) {
    if (Math.hypot((i % width) - at.x, Math.floor(i / width) - at.y) > radius) continue;
    for (let plane = 0; plane < planes; plane++)
      if ((data[plane * width * height + i] as number) >= full) {
        count++;
        break;
      }
  }
  return count;
}
