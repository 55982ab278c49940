import type { PixelArray, Pixels } from '@uraniborg/core';
import { type FitOptions, fitGaussian, type GaussianFit } from '../measuring/fitGaussian.ts';
import type { BackgroundMesh } from './backgroundMesh.ts';
import { halfFlux } from './halfFlux.ts';
import { leaveToNeighbours, neighboursOf } from './neighbours.ts';
import type { Peak } from './peak.ts';
import type { Star } from './star.ts';
import { starAmongClouds } from './starAmongClouds.ts';
import { FWHM, starOf } from './starOf.ts';
import { type StarWindow, starWindow } from './starWindow.ts';
import { usualSigma } from './usualSigma.ts';

export interface MeasureOptions {
  /** Sigmas that the light of a star, taken together, stands out at least. */
  readonly threshold: number;
  readonly electronsPerAdu: number;
  /** Default: 99 % of the end of the range of 8 and 16 bits, else never. */
  readonly saturation: number | undefined;
}

/** Windows do not grow beyond this, whatever a galaxy's size. */
const LARGEST_RADIUS = 60;
/** A star so many times as wide as usual may be a narrow one among clouds. */
const WIDE = 1.5;

/**
 * The stars among the peaks, measured. All peaks are needed, for the light between two is shared out, but only those
 * `from` to `end` are measured.
 */
export function measureStars(
  pixels: Pixels,
  mesh: BackgroundMesh,
  peaks: readonly Peak[],
  [from, end]: readonly [number, number],
  { threshold, electronsPerAdu, saturation = saturationOf(pixels.data) }: MeasureOptions,
): Star[] {
  const scratch = new Float32Array((2 * LARGEST_RADIUS + 1) ** 2);
  const near = neighboursOf(peaks, 2 * LARGEST_RADIUS);
  const usual = usualSigma(peaks) ?? 1;
  return peaks.slice(from, end).flatMap((peak) => {
    const measuring = { usual, threshold, electronsPerAdu, saturation, scratch, neighbours: near(peak) };
    const star = measureStar(pixels, mesh, peak, measuring);
    if (!star || star.saturated || star.hfd < WIDE * FWHM * usual) return star ?? [];
    return starAmongClouds(pixels, mesh, peak, star, measuring) ?? [];
  });
}

function saturationOf(data: PixelArray): number {
  if (data instanceof Uint8Array) return 253;
  if (data instanceof Uint16Array) return 64_880;
  return data instanceof Int16Array ? 32_440 : Number.POSITIVE_INFINITY;
}

interface Measuring {
  /** See usualSigma. */
  readonly usual: number;
  readonly threshold: number;
  readonly electronsPerAdu: number;
  readonly saturation: number;
  readonly scratch: Float32Array;
  readonly neighbours: readonly Peak[];
}

function measureStar(pixels: Pixels, mesh: BackgroundMesh, peak: Peak, measuring: Measuring): Star | undefined {
  const { usual, threshold, electronsPerAdu, saturation, scratch, neighbours } = measuring;
  const isophotal = Math.sqrt(peak.area / Math.PI);
  let radius = Math.min(LARGEST_RADIUS, Math.ceil(1.5 * isophotal) + 6);
  let window = starWindow(pixels, mesh, peak.x, peak.y, radius, saturation, scratch);
  leaveToNeighbours(window, peak, neighbours);
  const middle = { dx: peak.x - window.x, dy: peak.y - window.y };
  const ceiling = saturation - window.level;
  const fit = fitStar(window, peak, middle, usual, { electronsPerAdu, ceiling });
  const centre = fit ? { dx: fit.dx, dy: fit.dy } : middle;
  if (isHotPixel(window.values, radius, centre)) return undefined;
  const guess = fit ? FWHM * Math.sqrt(fit.major * fit.minor) : 1.4 * isophotal;
  let aperture = apertureOf(guess, peak.significance);
  let found = halfFlux(window, { ...centre, aperture: Math.min(aperture, radius) }, electronsPerAdu);
  for (let round = 0; found && round < 3; round++) {
    const wanted = Math.min(apertureOf(found.hfd, peak.significance), LARGEST_RADIUS);
    if (Math.abs(wanted - aperture) < 0.1 * aperture) break;
    aperture = wanted;
    if (wanted + 4 > radius) {
      radius = Math.min(LARGEST_RADIUS, Math.ceil(wanted) + 5);
      const [oldX, oldY] = [window.x, window.y];
      window = starWindow(pixels, mesh, oldX, oldY, radius, saturation, scratch);
      leaveToNeighbours(window, peak, neighbours);
    }
    found = halfFlux(window, { ...centre, aperture: Math.min(aperture, radius) }, electronsPerAdu);
  }
  if (!found) return undefined;
  return starOf(window, centre, fit, found, { threshold, electronsPerAdu });
}

/** A peak of fewer sigmas says little about its shape ... */
const FAINT = 10;
/** ... and if it seems to be that much longer than wide, noise beside it was taken for its light. */
const TOO_LONG = 2.5;

function fitStar(
  window: StarWindow,
  { sigma, significance }: Peak,
  middle: { dx: number; dy: number },
  usual: number,
  options: FitOptions,
): GaussianFit | undefined {
  const fit = fitGaussian(window, { ...middle, sigma }, options);
  if (significance > FAINT || (fit && fit.major < TOO_LONG * fit.minor)) return fit;
  return fitGaussian(window, { ...middle, sigma: usual }, { ...options, shape: 'as it starts' });
}

/** Wide where the light is certain, so that wings count; close where noise would drown it. */
function apertureOf(hfd: number, significance: number): number {
  return significance > 50 ? 2.2 * hfd + 3 : significance > 15 ? 1.6 * hfd + 2.5 : 1.2 * hfd + 2;
}

/** Even the sharpest star that optics make has less than 60 % of its light on one of its nine pixels. */
function isHotPixel(values: Float32Array, radius: number, { dx, dy }: { dx: number; dy: number }): boolean {
  const side = 2 * radius + 1;
  let best = 0;
  let at = -1;
  for (let y = Math.round(dy) - 2; y <= Math.round(dy) + 2; y++)
    for (let x = Math.round(dx) - 2; x <= Math.round(dx) + 2; x++) {
      const index = (y + radius) * side + x + radius;
      const value = values[index] ?? 0;
      if (value > best) {
        best = value;
        at = index;
      }
    }
  if (at < 0) return true;
  let sum = 0;
  for (let y = -1; y <= 1; y++) for (let x = -1; x <= 1; x++) sum += values[at + y * side + x] || 0;
  return best > 0.6 * sum;
}
