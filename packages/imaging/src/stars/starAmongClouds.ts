import { median, type Pixels, robustSigma } from '@uraniborg/core';
import { fitGaussian } from '../measuring/fitGaussian.ts';
import type { BackgroundMesh } from './backgroundMesh.ts';
import { halfFlux, skyAround } from './halfFlux.ts';
import { leaveToNeighbours } from './neighbours.ts';
import type { Peak } from './peak.ts';
import type { Star } from './star.ts';
import { FWHM, starOf } from './starOf.ts';
import { type StarWindow, starWindow } from './starWindow.ts';

interface Measuring {
  /** See usualSigma. */
  readonly usual: number;
  readonly threshold: number;
  readonly electronsPerAdu: number;
  readonly saturation: number;
  readonly scratch: Float32Array;
  readonly neighbours: readonly Peak[];
}

/** So many times as wide as usual it may still be, as two stars are that are one peak; and so many at least. */
const NARROW = 2;
const NARROWEST = 0.5;
/** And this part of the wide one at most, or there is nothing to choose. */
const NARROWER = 0.75;

/** A peak of fewer sigmas that has grown to so many times the width it was seen in has taken in something else. */
const FAINT = 15;
const RUN_AWAY = 2;

/**
 * What a star is that came out far wider than the others of the frame. It may be a narrow one on a cloud of a nebula or
 * beside others too faint to be known: that is sought where the peak is highest, in a small window above the sky right
 * around it. Else it is as wide as it seemed (a galaxy, a comet), unless the sky around it is as uneven as it is bright:
 * then it is a piece of a cloud, and undefined.
 * @param scratch of 121 by 121 pixels at least
 */
export function starAmongClouds(
  pixels: Pixels,
  mesh: BackgroundMesh,
  peak: Peak,
  wide: Star,
  measuring: Measuring,
): Star | undefined {
  const narrow = narrowStar(pixels, mesh, peak, measuring);
  if (narrow && narrow.hfd < NARROWER * wide.hfd) return narrow;
  const seen = FWHM * Math.max(peak.sigma, measuring.usual);
  if (peak.significance < FAINT && wide.hfd > RUN_AWAY * seen) return undefined;
  return isPieceOfCloud(pixels, mesh, wide, measuring) ? undefined : wide;
}

function narrowStar(
  pixels: Pixels,
  mesh: BackgroundMesh,
  { topX, topY }: Peak,
  { usual, electronsPerAdu, saturation, scratch, neighbours, threshold }: Measuring,
): Star | undefined {
  const aperture = 1.2 * FWHM * usual + 2;
  const radius = Math.min(60, Math.ceil(aperture) + 6);
  const window = starWindow(pixels, mesh, topX, topY, radius, saturation, scratch);
  leaveToNeighbours(window, { x: topX, y: topY }, neighbours);
  const top = { dx: topX - window.x, dy: topY - window.y };
  const sky = skyAround(window, top, aperture);
  const { values, level } = window;
  for (let i = 0; i < (2 * radius + 1) ** 2; i++) values[i] = (values[i] as number) - sky;
  const fit = fitGaussian(window, { ...top, sigma: usual }, { electronsPerAdu, ceiling: saturation - level - sky });
  if (!fit || fit.major > NARROW * usual || Math.hypot(fit.dx - top.dx, fit.dy - top.dy) > 2 * usual + 1)
    return undefined;
  const found = halfFlux(window, { dx: fit.dx, dy: fit.dy, aperture }, electronsPerAdu);
  if (!found || found.hfd > NARROW * FWHM * usual || found.hfd < NARROWEST * FWHM * usual) return undefined;
  return starOf(window, fit, fit, found, { threshold, electronsPerAdu });
}

/** Parts of the ring around a star, each an eighth of the turn; and what chance makes of the sum of their squares: one in 1000. */
const PARTS = 8;
const BY_CHANCE = 24.3;
/** Of the mean light within the half-flux diameter. */
const UNEVEN = 0.4;
/** The half-flux diameter of what no window holds to its end, pixels. */
const BEYOND = 35;
/** Pixels. */
const RING = 4;

/** Whether the sky around something wide is uneven, beyond doubt and nearly as much as the light inside it is bright. */
function isPieceOfCloud(
  pixels: Pixels,
  mesh: BackgroundMesh,
  { x, y, hfd, flux }: Star,
  { saturation, scratch, neighbours }: Measuring,
): boolean {
  if (hfd > BEYOND) return true;
  const inner = 1.5 * hfd + 2;
  const radius = Math.ceil(inner) + RING + 1;
  const window = starWindow(pixels, mesh, x, y, radius, saturation, scratch);
  leaveToNeighbours(window, { x, y }, neighbours);
  const parts = ringParts(window, x - window.x, y - window.y, inner).filter((part) => part.length >= 5);
  if (parts.length < PARTS / 2) return false;
  const levels = parts.map(median);
  const noise = median(parts.map((part, i) => robustSigma(part, levels[i] as number)));
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  // The error of a median is 1.2533 of that of a mean.
  const chi = parts.reduce((sum, { length }, i) => sum + ((levels[i] as number) - mean) ** 2 * length, 0) / 1.571;
  const scatter = Math.sqrt(levels.reduce((sum, level) => sum + (level - mean) ** 2, 0) / levels.length);
  return chi > BY_CHANCE * noise ** 2 && scatter > (UNEVEN * 0.5 * flux) / (Math.PI * (hfd / 2) ** 2);
}

function ringParts({ values, radius }: StarWindow, dx: number, dy: number, inner: number): number[][] {
  const parts: number[][] = Array.from({ length: PARTS }, () => []);
  for (let y = -radius; y <= radius; y++)
    for (let x = -radius; x <= radius; x++) {
      const [u, v] = [x - dx, y - dy];
      const distance = Math.hypot(u, v);
      const value = values[(y + radius) * (2 * radius + 1) + x + radius] as number;
      if (distance < inner || distance > inner + RING || !Number.isFinite(value)) continue;
      const part = Math.floor(((Math.atan2(v, u) / Math.PI + 1) * PARTS) / 2);
      parts[Math.min(part, PARTS - 1)]?.push(value);
    }
  return parts;
}
