import { InvalidInput, median, type Pixels } from '@uraniborg/core';
import { aperturePhotometry } from '../measuring/aperturePhotometry.ts';
import { detectStars } from '../stars/detectStars.ts';
import { statisticsOf } from '../statistics/statistics.ts';

/** What the light of each colour is multiplied by, above the sky. */
export interface ColourBalance {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

export interface FoundBalance extends ColourBalance {
  /** Stars that it rests on; 0 when the light of all bright pixels was taken. */
  readonly from: number;
}

const MOST_STARS = 300;
const FEWEST_STARS = 8;
const SNR = 20;

/**
 * The balance under which the average star is white: the median, over the stars of the frame that are not saturated, of
 * green over red and green over blue, each measured in a circle above the sky around it. Without enough of them the light
 * of all pixels that stand out of the sky is made grey. Green stays as it is.
 *
 * @throws InvalidInput an image of one plane
 */
export function colourBalance(pixels: Pixels): FoundBalance {
  if (pixels.planes !== 3) throw new InvalidInput('Only an image with colours has a balance of colours');
  const planes = ([0, 1, 2] as const).map((plane) => planeOf(pixels, plane)) as [Pixels, Pixels, Pixels];
  const { stars } = detectStars(pixels, { limit: 4 * MOST_STARS });
  const ratios: { red: number; blue: number }[] = [];
  for (const star of stars) {
    if (star.saturated || star.snr < SNR || ratios.length >= MOST_STARS) continue;
    const light = planes.map((plane) => aperturePhotometry(plane, star, { aperture: Math.max(2, 1.5 * star.hfd) }));
    const [red, green, blue] = light.map((sum) => (sum && sum.flux > 3 * sum.emptyError ? sum.flux : undefined));
    if (red !== undefined && green !== undefined && blue !== undefined)
      ratios.push({ red: green / red, blue: green / blue });
  }
  if (ratios.length < FEWEST_STARS) return { ...greyWorld(planes), from: 0 };
  const middle = (of: (ratio: (typeof ratios)[number]) => number) => median(ratios.map(of));
  return { red: middle(({ red }) => red), green: 1, blue: middle(({ blue }) => blue), from: ratios.length };
}

function planeOf({ width, height, data }: Pixels, plane: number): Pixels {
  const size = width * height;
  return { width, height, planes: 1, data: data.subarray(plane * size, (plane + 1) * size) };
}

/** The sums of what is more than five sigmas above the sky in any colour are made equal. */
function greyWorld(planes: readonly [Pixels, Pixels, Pixels]): ColourBalance {
  const skies = planes.map((plane) => statisticsOf(plane));
  const sums = [0, 0, 0];
  for (let i = 0; i < planes[0].data.length; i++) {
    const above = planes.map(({ data }, plane) => (data[i] as number) - (skies[plane]?.median ?? 0));
    if (!above.some((value, plane) => value > 5 * Math.max(1.4826 * (skies[plane]?.mad ?? 0), 1e-9))) continue;
    for (const [plane, value] of above.entries()) sums[plane] = (sums[plane] ?? 0) + value;
  }
  const [red = 0, green = 0, blue = 0] = sums;
  const factor = (sum: number) => (sum > 0 && green > 0 ? green / sum : 1);
  return { red: factor(red), green: 1, blue: factor(blue) };
}
