import type { CatalogueMatch, FieldPhotometry } from '@uraniborg/api';
import { pixelToSky, type StarCatalogue, skyToPixel, solvePlate, type Wcs } from '@uraniborg/astrometry';
import { InvalidInput, mean, median, robustSigma, separation, standardDeviation } from '@uraniborg/core';
import { cardNumber, type Frame } from '@uraniborg/formats';
import { faintestFlux, type Star } from '@uraniborg/imaging';
import { exposureFacts } from './exposureFacts.ts';
import { apertures, type PhotometryOptions } from './photometryOfStar.ts';
import { pixelScale } from './pixelScale.ts';
import { wcsOf } from './placeOnSky.ts';
import { starsOfFrame } from './starsOfFrame.ts';

/** The brightest ones: the fainter a star, the less it adds. */
const MOST_STARS = 300;
const CLEAR_SNR = 20;
const FEWEST = 5;

/**
 * The zero point of a frame from all its stars that the catalogue knows: that of each is its magnitude minus the
 * instrumental one; what is more than three sigmas from their median is left out (variable stars, doubles, wrong
 * matches). Saturated stars, and those with another one in their aperture, take no part. A frame that is not solved is
 * solved first.
 *
 * @throws InvalidInput it cannot be solved, or too few of its stars are known
 */
export function fieldPhotometry(
  frame: Frame,
  catalogue: StarCatalogue,
  { bias }: Pick<PhotometryOptions, 'bias'> = {},
): FieldPhotometry & { readonly setup: string } {
  const { width, height } = frame.pixels;
  const stars = starsOfFrame(frame, 2000);
  const told = wcsOf(frame.header);
  const wcs = told ?? solved(frame, stars, catalogue);
  const clear = stars.filter(({ saturated, snr }) => !saturated && snr >= CLEAR_SNR).slice(0, MOST_STARS);
  if (clear.length < FEWEST)
    throw new InvalidInput(`Only ${clear.length} stars are clear enough; ${FEWEST} are needed`);
  const aperture = Math.min(100, Math.max(3, 2 * median(clear.map(({ hfd }) => hfd))));
  const facts = exposureFacts(frame.header);
  const gain = facts.gain ?? 1;
  const measure = apertures(frame);
  const lone = alone(stars, aperture);
  const matches: Omit<CatalogueMatch, 'residual' | 'used'>[] = [];
  const empty: { error: number; background: number }[] = [];
  for (const { star, entry } of matched(clear.filter(lone), known(wcs, catalogue, { width, height }), aperture)) {
    const sum = measure(star, aperture, gain);
    if (!sum || !(sum.flux > 0)) continue;
    empty.push({ error: sum.emptyError, background: sum.background });
    const { ra, dec, magnitude } = entry;
    const instrumental = -2.5 * Math.log10(sum.flux) + facts.offset;
    matches.push({ x: star.x, y: star.y, ra, dec, magnitude, instrumental });
  }
  if (matches.length < FEWEST)
    throw new InvalidInput(
      `The catalogue knows ${matches.length} of the stars that are clear and not saturated; ${FEWEST} are needed. A shorter exposure has more of them`,
    );
  const used = withoutOutliers(matches.map(({ magnitude, instrumental }) => magnitude - instrumental));
  const points = matches.flatMap(({ magnitude, instrumental }, i) => (used[i] ? [magnitude - instrumental] : []));
  const zeroPoint = mean(points);
  const rms = standardDeviation(points);
  const scale = pixelScale(frame.header) ?? scaleOf(wcs, { width, height });
  const sky = bias === undefined ? 0 : median(empty.map(({ background }) => background)) - bias;
  const faintest = faintestFlux(median(empty.map(({ error }) => error)), gain, 5);
  return {
    setup: facts.setup,
    zeroPoint,
    zeroPointError: rms / Math.sqrt(points.length),
    rms,
    used: points.length,
    rejected: matches.length - points.length,
    band: 'VT',
    aperture,
    limitingMagnitude: -2.5 * Math.log10(faintest) + facts.offset + zeroPoint,
    skyBrightness: sky > 0 ? -2.5 * Math.log10(sky / (facts.exposure ?? 1) / (scale * scale)) + zeroPoint : null,
    solution: told ? 'header' : 'solved',
    stars: matches.map((match, i) => ({
      ...match,
      residual: match.instrumental + zeroPoint - match.magnitude,
      used: used[i] ?? false,
    })),
  };
}

function solved(frame: Frame, stars: readonly Star[], catalogue: StarCatalogue): Wcs {
  const scale = pixelScale(frame.header);
  const [ra, dec] = [cardNumber(frame.header, 'RA'), cardNumber(frame.header, 'DEC')];
  if (scale === undefined || ra === undefined || dec === undefined)
    throw new InvalidInput(
      'The frame is not solved, and its header does not say where it points (RA, DEC) and its scale: solve it first',
    );
  const { width, height } = frame.pixels;
  const solution = solvePlate({ width, height, stars }, catalogue, { ra, dec, scale });
  if (!solution) throw new InvalidInput('The frame is not solved, and cannot be: too few stars, or another place');
  return solution.wcs;
}

function scaleOf(wcs: Wcs, { width, height }: { width: number; height: number }): number {
  const [a, b] = [
    pixelToSky(wcs, { x: width / 2, y: height / 2 }),
    pixelToSky(wcs, { x: width / 2 + 1, y: height / 2 }),
  ];
  return separation(a, b) * 3600;
}

interface Known {
  readonly x: number;
  readonly y: number;
  readonly ra: number;
  readonly dec: number;
  readonly magnitude: number;
}

/** The stars of the catalogue in the frame, in its pixels, brightest first. */
function known(wcs: Wcs, catalogue: StarCatalogue, { width, height }: { width: number; height: number }): Known[] {
  const centre = pixelToSky(wcs, { x: (width - 1) / 2, y: (height - 1) / 2 });
  const radius = separation(centre, pixelToSky(wcs, { x: 0, y: 0 })) * 1.05;
  return catalogue.cone({ ...centre, radius }).flatMap(({ ra, dec, magnitude }) => {
    const place = skyToPixel(wcs, { ra, dec });
    return place && place.x >= 0 && place.y >= 0 && place.x < width && place.y < height
      ? [{ ...place, ra, dec, magnitude }]
      : [];
  });
}

/** Whether a star has no other detected one in its aperture, unless that is far fainter. */
function alone(stars: readonly Star[], aperture: number): (star: Star) => boolean {
  return (star) =>
    !stars.some(
      (other) =>
        other !== star &&
        other.flux > 0.01 * star.flux &&
        Math.hypot(other.x - star.x, other.y - star.y) < 1.5 * aperture,
    );
}

/** Each star with the only entry of the catalogue that is near enough. */
function matched(stars: readonly Star[], entries: readonly Known[], aperture: number): { star: Star; entry: Known }[] {
  return stars.flatMap((star) => {
    const near = entries.filter(({ x, y }) => Math.hypot(x - star.x, y - star.y) < 1.5 * aperture);
    const [entry] = near;
    const close = entry && Math.hypot(entry.x - star.x, entry.y - star.y) < Math.max(3, aperture / 2);
    return close && near.length === 1 ? [{ star, entry }] : [];
  });
}

function withoutOutliers(values: readonly number[]): boolean[] {
  let used = values.map(() => true);
  for (let round = 0; round < 5; round++) {
    const kept = values.filter((_, i) => used[i]);
    const centre = median(kept);
    const limit = 3 * Math.max(robustSigma(kept, centre), 0.005);
    used = values.map((value) => Math.abs(value - centre) <= limit);
  }
  return used;
}
