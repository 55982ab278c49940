/** Pixels to either side of the one whose colours are sought. */
export const REACH = 3;
/** Pixels at the same distances left, right, above and below weigh the same: so many weights make a filter. */
const QUARTER = (REACH + 1) ** 2;

/** Weights of the pixels at (±dx, ±dy), each at dy * (REACH + 1) + dx. */
export type QuarterFilter = readonly number[];

export interface MosaicWeights {
  /** Of green, where red or blue was measured. */
  readonly green: QuarterFilter;
  /** Of blue where red was measured, and of red where blue was. */
  readonly opposite: QuarterFilter;
  /** Where green was measured, of the colour that its row has, and of the other one. */
  readonly beside: QuarterFilter;
  readonly above: QuarterFilter;
}

/** What is expected of a picture: stars, as Gaussians of these FWHM (pixels, in square roots of the light). */
const WIDTHS = [2, 3, 4];
/** How much red goes with green and blue with green; red and blue go less with each other. */
const CORRELATION = 0.9;
/** Variance of the noise over that of the light. */
const NOISE = 0.003;

/**
 * The weights with which a picture of stars is interpolated best, in the sense of least squares (linear minimum mean
 * square error: Trussell & Hartley 2002, IEEE Trans. Image Processing 11, 485; Portilla, Otaduy & Dorronsoro 2005, ICIP): the
 * best linear unbiased prediction of a colour from 7 by 7 pixels of a mosaic whose covariances are known. An even colour
 * and a grey surface that is curved come back as they are.
 */
export function mosaicWeights(): MosaicWeights {
  const [atRed, atGreen] = [
    [0, 0],
    [1, 0],
  ] as const;
  return {
    green: filterFor(atRed, 1),
    opposite: filterFor(atRed, 2),
    beside: filterFor(atGreen, 0),
    above: filterFor(atGreen, 2),
  };
}

type Colour = 0 | 1 | 2;
type Place = readonly [x: number, y: number];

/** Of a mosaic that begins with red: red is 0. */
const colourAt = (x: number, y: number): Colour => ((x + y) & 1 ? 1 : y & 1 ? 2 : 0);

/** Of two pixels so far apart: Gaussians are as much like themselves there as wider ones by the root of 2 are high. */
function likeness(dx: number, dy: number): number {
  const square = dx * dx + dy * dy;
  const sum = WIDTHS.reduce((total, fwhm) => total + Math.exp((-2 * Math.LN2 * square) / (fwhm * fwhm)), 0);
  return sum / WIDTHS.length;
}

/** Of two pixels of these colours. */
function covariance([x, y]: Place, one: Colour, [u, v]: Place, other: Colour): number {
  const same = one === other ? 1 : one === 1 || other === 1 ? CORRELATION : CORRELATION * CORRELATION;
  return same * likeness(x - u, y - v);
}

/** Of the wanted colour at a pixel of the mosaic. */
function filterFor([x, y]: Place, wanted: Colour): QuarterFilter {
  const groups = Array.from({ length: QUARTER }, (_, i) => {
    const [dx, dy] = [i % (REACH + 1), Math.floor(i / (REACH + 1))];
    const places = [-1, 1].flatMap((h) => [-1, 1].map((v): Place => [h * dx, v * dy]));
    const distinct = places.filter(([u, v], k) => places.findIndex((other) => other[0] === u && other[1] === v) === k);
    return { places: distinct, colour: colourAt(x + dx, y + dy), square: [dx * dx, dy * dy] as const };
  });
  // What must hold: the weights of the wanted colour are 1 together, of the others 0, and curves of grey add nothing.
  const demands = [
    ...([0, 1, 2] as const).map((colour) => ({
      of: groups.map((group) => (group.colour === colour ? group.places.length : 0)),
      is: colour === wanted ? 1 : 0,
    })),
    ...([0, 1] as const).map((axis) => ({
      of: groups.map(({ places, square }) => places.length * square[axis]),
      is: 0,
    })),
  ];
  const rows = groups.map((one, i) => [
    ...groups.map((other, j) => {
      const pairs = one.places.flatMap((p) => other.places.map((q) => covariance(p, one.colour, q, other.colour)));
      return pairs.reduce((sum, value) => sum + value, 0) + (i === j ? NOISE * one.places.length : 0);
    }),
    ...demands.map(({ of }) => of[i] ?? 0),
    one.places.reduce((sum, place) => sum + covariance(place, one.colour, [0, 0], wanted), 0),
  ]);
  const multipliers = demands.map(({ of, is }) => [...of, ...demands.map(() => 0), is]);
  return solved([...rows, ...multipliers]).slice(0, QUARTER);
}

/** The unknowns of linear equations, each a row with its right side at the end (Gauss, with the largest pivot). */
function solved(rows: number[][]): number[] {
  const n = rows.length;
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(at(i, k)) > Math.abs(at(pivot, k))) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot] ?? [], rows[k] ?? []];
    for (let i = k + 1; i < n; i++) {
      const factor = at(i, k) / at(k, k);
      rows[i] = rows[i]?.map((value, j) => value - factor * at(k, j)) ?? [];
    }
  }
  const unknowns = new Array<number>(n).fill(0);
  for (let k = n - 1; k >= 0; k--) {
    const rest = unknowns.reduce((sum, value, j) => sum + value * at(k, j), 0);
    unknowns[k] = (at(k, n) - rest) / at(k, k);
  }
  return unknowns;
}
