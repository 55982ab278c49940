import type { CatalogueMatch, FieldPhotometry } from '@uraniborg/api';
import { pixelToSky, type StarCatalogue, solvePlate, type Wcs } from '@uraniborg/astrometry';
import { InvalidInput, median, separation } from '@uraniborg/core';
import { cardNumber, type Frame } from '@uraniborg/formats';
import { faintestFlux, type Star } from '@uraniborg/imaging';
import { alone, fits, type Known, knownStars, matched } from './catalogueMatches.ts';
import { exposureFacts } from './exposureFacts.ts';
import { apertures, type PhotometryOptions } from './photometryOfStar.ts';
import { pixelScale } from './pixelScale.ts';
import { wcsOf } from './placeOnSky.ts';
import { starsOfFrame } from './starsOfFrame.ts';
import { zeroPointOf } from './zeroPoint.ts';

/** The brightest ones: the fainter a star, the less it adds. */
const MOST_STARS = 300;
const CLEAR_SNR = 20;
const FEWEST = 5;
/** Stars of one sky in one filter do not differ by more, magnitudes. */
const WRONG = 0.5;

/**
 * The zero point of a frame from all its stars that the catalogue knows (see zeroPointOf). Saturated stars, and those with
 * another one in their aperture, take no part. A frame that is not solved is solved first; so is one whose stars are not
 * where its solution says.
 *
 * @throws InvalidInput it cannot be solved, its solution is wrong, or too few of its stars are known
 */
export function fieldPhotometry(
  frame: Frame,
  catalogue: StarCatalogue,
  { bias }: Pick<PhotometryOptions, 'bias'> = {},
): FieldPhotometry & { readonly setup: string } {
  const stars = starsOfFrame(frame, 2000);
  const clear = stars.filter(({ saturated, snr }) => !saturated && snr >= CLEAR_SNR).slice(0, MOST_STARS);
  if (clear.length < FEWEST)
    throw new InvalidInput(
      `Only ${clear.length} stars are clear enough and not saturated; ${FEWEST} are needed. ${advice(stars)}`,
    );
  const aperture = Math.min(100, Math.max(3, 2 * median(clear.map(({ hfd }) => hfd))));
  const { wcs, entries, solution } = placed(frame, stars, catalogue, Math.max(3, aperture / 2));
  const facts = exposureFacts(frame.header);
  const gain = facts.gain ?? 1;
  const measure = apertures(frame);
  const lone = alone(stars, aperture);
  const matches: Omit<CatalogueMatch, 'residual' | 'used'>[] = [];
  const empty: { error: number; background: number }[] = [];
  for (const { star, entry } of matched(clear.filter(lone), entries, aperture)) {
    const sum = measure(star, aperture, gain);
    if (!sum || !(sum.flux > 0)) continue;
    empty.push({ error: sum.emptyError, background: sum.background });
    const { ra, dec, magnitude, bv = null } = entry;
    const instrumental = -2.5 * Math.log10(sum.flux) + facts.offset;
    const magnitudeError = (1.0857 * sum.fluxError) / sum.flux;
    matches.push({ x: star.x, y: star.y, ra, dec, magnitude, bv, instrumental, magnitudeError });
  }
  if (matches.length < FEWEST)
    throw new InvalidInput(
      `The catalogue knows ${matches.length} of the stars that are clear and not saturated; ${FEWEST} are needed. ${advice(stars)}`,
    );
  const fit = zeroPointOf(
    matches.map(({ magnitude, instrumental, bv }) => ({ difference: magnitude - instrumental, bv: bv ?? undefined })),
  );
  const { zeroPoint, rms } = fit;
  if (rms > WRONG)
    throw new InvalidInput(
      `The ${matches.length} stars of the catalogue differ by ${rms.toFixed(1)} magnitudes among themselves: the frame does not show them, or not through one clear sky. Solve it again`,
    );
  const used = fit.used.filter((is) => is).length;
  const scale = pixelScale(frame.header) ?? scaleOf(wcs, frame.pixels);
  const sky = bias === undefined ? 0 : median(empty.map(({ background }) => background)) - bias;
  const faintest = faintestFlux(median(empty.map(({ error }) => error)), gain, 5);
  return {
    setup: facts.setup,
    zeroPoint,
    zeroPointError: fit.error,
    rms,
    used,
    rejected: matches.length - used,
    band: 'VT',
    colourTerm: fit.colourTerm && { ...fit.colourTerm, reference: fit.reference ?? 0 },
    aperture,
    limitingMagnitude: -2.5 * Math.log10(faintest) + facts.offset + zeroPoint,
    skyBrightness: sky > 0 ? -2.5 * Math.log10(sky / (facts.exposure ?? 1) / (scale * scale)) + zeroPoint : null,
    solution,
    stars: matches.map((match, i) => ({
      ...match,
      residual: fit.residuals[i] ?? 0,
      used: fit.used[i] ?? false,
    })),
  };
}

/** Too few unsaturated stars are too bright a frame, or too dark a one. */
function advice(stars: readonly Star[]): string {
  const saturated = stars.filter((star) => star.saturated).length;
  return saturated > stars.length / 10 || saturated > FEWEST
    ? 'A shorter exposure has more of them'
    : 'A longer exposure has more of them';
}

/** Where the frame lies: after its header when its stars say so too, else solved anew. */
function placed(
  frame: Frame,
  stars: readonly Star[],
  catalogue: StarCatalogue,
  near: number,
): { wcs: Wcs; entries: readonly Known[]; solution: FieldPhotometry['solution'] } {
  const told = wcsOf(frame.header);
  if (told) {
    const entries = knownStars(told, catalogue, frame.pixels);
    if (entries.length < FEWEST)
      throw new InvalidInput(
        `The catalogue has ${entries.length} stars where this frame lies after its header; ${FEWEST} are needed`,
      );
    if (fits(entries, stars, frame.pixels, near)) return { wcs: told, entries, solution: 'header' };
  }
  const wrong = told
    ? 'The place on the sky that the header tells is not the one in the frame'
    : 'The frame is not solved';
  const scale = pixelScale(frame.header);
  const [ra, dec] = [cardNumber(frame.header, 'RA'), cardNumber(frame.header, 'DEC')];
  if (scale === undefined || ra === undefined || dec === undefined)
    throw new InvalidInput(
      `${wrong}, and its header does not say where it points (RA, DEC) and its scale: solve it first`,
    );
  const { width, height } = frame.pixels;
  const solution = solvePlate({ width, height, stars }, catalogue, { ra, dec, scale });
  if (!solution) throw new InvalidInput(`${wrong}, and it cannot be solved: too few stars, or another place`);
  return { wcs: solution.wcs, entries: knownStars(solution.wcs, catalogue, frame.pixels), solution: 'solved' };
}

function scaleOf(wcs: Wcs, { width, height }: { width: number; height: number }): number {
  const [a, b] = [
    pixelToSky(wcs, { x: width / 2, y: height / 2 }),
    pixelToSky(wcs, { x: width / 2 + 1, y: height / 2 }),
  ];
  return separation(a, b) * 3600;
}
