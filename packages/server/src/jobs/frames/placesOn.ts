import { type Point, registrar, type Similarity } from '@uraniborg/imaging/stacking';

/** How a frame lies on the reference, or in a sentence why it cannot be told. */
export type Placing =
  | { readonly similarity: Similarity; readonly rms: number; readonly matchedStars: number }
  | { readonly refused: string };

/** Fewer say nothing. */
export const FEWEST_STARS = 6;
/** So much of the stars of the poorer frame must be found again: chance brings a few together in any two fields. */
const FEWEST_FRACTION = 0.25;
/** The same telescope and camera: focus and refraction change the scale by far less. */
const SCALE_TOLERANCE = 0.05;

/** Registers the stars of frames on those of the reference, all brightest first. */
export function placesOn(reference: readonly Point[]): (stars: readonly Point[]) => Placing {
  const registered = registrar(reference, { minimumStars: FEWEST_STARS });
  return (stars) => {
    if (stars.length < FEWEST_STARS) return { refused: `it shows ${stars.length} stars; ${FEWEST_STARS} are needed` };
    const found = registered(stars);
    const needed = Math.max(FEWEST_STARS, FEWEST_FRACTION * Math.min(stars.length, reference.length));
    if (!found || found.matchedStars < needed) return { refused: 'its stars are not those of the first frame' };
    const scale = Math.hypot(found.similarity.a, found.similarity.b);
    if (Math.abs(scale - 1) > SCALE_TOLERANCE)
      return { refused: `its scale is ${scale.toFixed(2)} times that of the first frame: it is of another telescope` };
    return found;
  };
}
