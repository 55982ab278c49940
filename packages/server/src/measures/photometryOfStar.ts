import type { StarPhotometry } from '@uraniborg/api';
import type { Frame } from '@uraniborg/formats';
import { type ApertureSum, aperturePhotometry, binPixels, faintestFlux, starNear } from '@uraniborg/imaging';
import { exposureFacts } from './exposureFacts.ts';
import { howToDetect } from './howToDetect.ts';
import { pixelScale } from './pixelScale.ts';

interface Place {
  readonly x: number;
  readonly y: number;
}

export interface PhotometryOptions {
  /** Radius, pixels. Default: twice the HFD of the star, which holds all of its light but the wings. */
  readonly aperture?: number | undefined;
  /** The value of a pixel without any light, ADU: the sky is what is above it. */
  readonly bias?: number | undefined;
}

/** Instrumental magnitudes; those that a zero point makes of them are added by withZeroPoint. */
export interface Measured {
  readonly star: StarPhotometry;
  readonly setup: string;
}

/** The light of the star nearest to a place in a circle; undefined when there is none, or it is at the edge. */
export function photometryOfStar(
  frame: Frame,
  place: Place,
  { aperture, bias }: PhotometryOptions = {},
): Measured | undefined {
  const star = starNear(frame.pixels, place, howToDetect(frame));
  if (!star) return undefined;
  const radius = aperture ?? Math.min(100, Math.max(3, 2 * star.hfd));
  const facts = exposureFacts(frame.header);
  const sum = apertures(frame)(star, radius, facts.gain ?? 1);
  if (!sum || !(sum.flux > 0)) return undefined;
  const magnitude = (flux: number) => -2.5 * Math.log10(flux) + facts.offset;
  const scale = pixelScale(frame.header);
  const sky = bias === undefined ? 0 : sum.background - bias;
  return {
    setup: facts.setup,
    star: {
      x: star.x,
      y: star.y,
      aperture: radius,
      annulus: [radius + 4, radius + 12],
      flux: sum.flux,
      fluxError: sum.fluxError,
      snr: sum.flux / sum.fluxError,
      peak: sum.peak,
      saturated: star.saturated,
      background: sum.background,
      noise: sum.noise,
      exposure: facts.exposure,
      airmass: facts.airmass,
      gain: facts.gain,
      instrumental: magnitude(sum.flux),
      // Of a small part of a flux: 2.5 / ln 10.
      magnitudeError: (1.0857 * sum.fluxError) / sum.flux,
      magnitude: null,
      limitingMagnitude: magnitude(faintestFlux(sum.emptyError, facts.gain ?? 1, 3)),
      // The sky is that of the place, air and all: only the exposure is taken off.
      skyBrightness:
        sky > 0 && scale !== undefined ? -2.5 * Math.log10(sky / (facts.exposure ?? 1) / (scale * scale)) : null,
    },
  };
}

/** The same on the scale of a zero point; without one only what needs none. */
export function withZeroPoint(star: StarPhotometry, zeroPoint: number | undefined): StarPhotometry {
  const on = (value: number | null) => (value === null || zeroPoint === undefined ? null : value + zeroPoint);
  return {
    ...star,
    magnitude: on(star.instrumental),
    limitingMagnitude: on(star.limitingMagnitude),
    skyBrightness: on(star.skyBrightness),
  };
}

/** Measures circles of a frame, in its own pixels; of a mosaic by its cells, so that the colours of the sky are no noise. */
export function apertures(
  frame: Frame,
): (place: Place, radius: number, electronsPerAdu: number) => ApertureSum | undefined {
  const { pixels } = frame;
  if (!howToDetect(frame).mosaic || Math.min(pixels.width, pixels.height) < 2)
    return ({ x, y }, aperture, electronsPerAdu) => aperturePhotometry(pixels, { x, y }, { aperture, electronsPerAdu });
  const cells = binPixels(pixels, 2);
  const half = (value: number) => (value - 0.5) / 2;
  return ({ x, y }, radius, electronsPerAdu) => {
    const sum = aperturePhotometry(
      cells,
      { x: half(x), y: half(y) },
      {
        aperture: radius / 2,
        annulus: [(radius + 4) / 2, (radius + 12) / 2],
        electronsPerAdu: 4 * electronsPerAdu,
      },
    );
    if (!sum) return undefined;
    const { flux, fluxError, emptyError, area, noise } = sum;
    return {
      ...sum,
      flux: 4 * flux,
      fluxError: 4 * fluxError,
      emptyError: 4 * emptyError,
      area: 4 * area,
      noise: 2 * noise,
    };
  };
}
