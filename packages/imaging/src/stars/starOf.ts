import type { GaussianFit } from '../measuring/fitGaussian.ts';
import type { HalfFlux } from './halfFlux.ts';
import type { Star } from './star.ts';
import type { StarWindow } from './starWindow.ts';

/** Of a Gaussian, in sigmas. */
export const FWHM = 2 * Math.sqrt(2 * Math.LN2);

/** A peak whose light, taken together, does not stand out was none. */
export function starOf(
  window: StarWindow,
  { dx, dy }: { dx: number; dy: number },
  fit: GaussianFit | undefined,
  { flux, hfd }: HalfFlux,
  { threshold, electronsPerAdu }: { readonly threshold: number; readonly electronsPerAdu: number },
): Star | undefined {
  // The Gaussian of the same width: its noise-equivalent area is 4 pi sigma² (King 1983, PASP 95, 163).
  const area = 4 * Math.PI * (hfd / FWHM) ** 2;
  const noise = Math.sqrt(flux / electronsPerAdu + area * window.rms * window.rms);
  if (flux < threshold * noise) return undefined;
  return {
    x: window.x + dx,
    y: window.y + dy,
    flux,
    hfd,
    ...shapeOf(fit, hfd),
    snr: flux / noise,
    saturated: window.saturated > 0,
    peak: window.peak,
  };
}

function shapeOf(fit: GaussianFit | undefined, hfd: number): Pick<Star, 'fwhm' | 'eccentricity'> {
  if (!fit) return { fwhm: hfd, eccentricity: 0 };
  // A pixel adds 1/12 px² to the variance along either axis.
  const major = Math.max(fit.major ** 2 - 1 / 12, 0.05);
  const minor = Math.max(fit.minor ** 2 - 1 / 12, 0.05);
  return { fwhm: FWHM * (major * minor) ** 0.25, eccentricity: Math.sqrt(Math.max(0, 1 - minor / major)) };
}
