/**
 * The stars of a piece of sky: the catalogue's, and below it invented ones that carry on its own counts. The invented
 * ones are drawn cell by cell and half magnitude by half magnitude from the seed, so a star is where it was whichever
 * way one looks at it and however deep.
 */
import { degrees, radians, seededRandom } from '@uraniborg/core';

/** What the simulators ask of a star catalogue; the house's own satisfies it. Degrees, ICRS. */
export interface Stars {
  cone(cone: { ra: number; dec: number; radius: number; limitMagnitude?: number }): readonly SkyStar[];
}
export interface SkyStar {
  readonly ra: number;
  readonly dec: number;
  readonly magnitude: number;
}

export interface StarField {
  /** Every star down to `limit` within `radius` of a direction (degrees), in no particular order; some lie outside. */
  near(ra: number, dec: number, radius: number, limit: number): SkyStar[];
}

const BAND = 0.5; // degrees
/** Where the catalogue is complete everywhere, and the counts are taken from. */
const ANCHOR = 10.5;
const BIN = 0.5;
const FAINTEST = 18.5;
const KEPT_CELLS = 4000;

export function createStarField(stars: Stars, seed: number): StarField {
  const cells = new Map<string, Cell>();
  const cellAt = (band: number, column: number): Cell => {
    const key = `${band}/${column}`;
    let cell = cells.get(key);
    if (!cell) {
      if (cells.size >= KEPT_CELLS) cells.clear();
      cell = createCell(stars, seed, band, column);
      cells.set(key, cell);
    }
    return cell;
  };
  return {
    near(ra, dec, radius, limit) {
      const found = [...stars.cone({ ra, dec, radius, limitMagnitude: limit })];
      if (limit <= ANCHOR) return found;
      const last = Math.floor((Math.min(90, dec + radius) + 90) / BAND);
      for (let band = Math.floor((Math.max(-90, dec - radius) + 90) / BAND); band <= Math.min(last, 359); band++) {
        const columns = columnsOf(band);
        // Half the span of right ascension that the cone covers; all of it when it holds a pole.
        const span =
          Math.abs(dec) + radius >= 90
            ? 180
            : degrees(Math.asin(Math.min(1, Math.sin(radians(radius)) / Math.cos(radians(dec)))));
        const width = 360 / columns;
        const first = Math.floor((ra - span) / width);
        const end = Math.min(first + columns - 1, Math.floor((ra + span) / width));
        for (let column = first; column <= end; column++) {
          const cell = cellAt(band, ((column % columns) + columns) % columns);
          for (const bin of cell.bins) {
            if (bin.from >= limit) break;
            for (const star of bin.stars()) if (star.magnitude <= limit) found.push(star);
          }
        }
      }
      return found;
    },
  };
}

const columnsOf = (band: number) => {
  const equatorward = Math.min(Math.abs(band * BAND - 90), Math.abs((band + 1) * BAND - 90));
  return Math.max(3, Math.round((360 * Math.cos(radians(equatorward))) / BAND));
};

interface Cell {
  readonly bins: readonly { readonly from: number; stars(): readonly SkyStar[] }[];
}

function createCell(stars: Stars, seed: number, band: number, column: number): Cell {
  const columns = columnsOf(band);
  const south = band * BAND - 90;
  const middle = { ra: ((column + 0.5) * 360) / columns, dec: south + BAND / 2 };
  const radius = 0.9;
  const known = stars.cone({ ...middle, radius });
  const area = 2 * Math.PI * (1 - Math.cos(radians(radius))) * (180 / Math.PI) ** 2;
  const sines = [Math.sin(radians(south)), Math.sin(radians(south + BAND))] as const;
  const cellArea = ((2 * Math.PI) / columns) * (sines[1] - sines[0]) * (180 / Math.PI) ** 2;
  const brighter = (limit: number) => known.reduce((sum, star) => sum + (star.magnitude < limit ? 1 : 0), 0);
  // One star more than counted, per cone: an empty patch still has a little of everything fainter.
  const anchor = (brighter(ANCHOR) + 1) / area;
  const slope = countSlope(anchor);
  const bins = [];
  for (let from = ANCHOR; from < FAINTEST; from += BIN) {
    const expected = anchor * (cumulative(slope, from + BIN) - cumulative(slope, from));
    const counted = (brighter(from + BIN) - brighter(from)) / area;
    const missing = Math.max(0, expected - counted);
    bins.push({
      from,
      stars: once(() => {
        const random = seededRandom(seed, band, column, Math.round(from * 10));
        const drawn: SkyStar[] = [];
        for (let left = random.poisson(missing * cellArea); left > 0; left--) {
          const ra = ((column + random.uniform()) * 360) / columns;
          const dec = degrees(Math.asin(sines[0] + (sines[1] - sines[0]) * random.uniform()));
          // Within the bin the counts rise as 10^(0.3 m).
          const rise = 10 ** (0.3 * BIN);
          drawn.push({ ra, dec, magnitude: from + Math.log10(1 + (rise - 1) * random.uniform()) / 0.3 });
        }
        return drawn;
      }),
    });
  }
  return { bins };
}

/**
 * How fast the number of stars brighter than m grows, d log10 N / d m at V 10.5: about 0.41 towards the poles of the
 * Galaxy, 0.47 in its plane, as read off the integrated counts of Allen's Astrophysical Quantities (4th ed., ch. 19).
 */
function countSlope(perSquareDegree: number): number {
  return 0.41 + 0.06 * Math.min(1, Math.max(0, Math.log10(perSquareDegree / 8) / Math.log10(6)));
}

/** N(< m) / N(< 10.5). The slope falls with magnitude: to about 0.2 at V 18 at the poles, 0.3 in the plane. */
function cumulative(slope: number, magnitude: number): number {
  const m = magnitude - ANCHOR;
  const bend = slope > 0.44 ? 0.0115 : 0.0135;
  return 10 ** (slope * m - bend * m * m);
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
