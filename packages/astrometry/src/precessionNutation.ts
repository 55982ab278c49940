/**
 * From the celestial reference system (ICRS; J2000 within 0.02") to the true equator and equinox of date: frame bias and
 * precession IAU 2006 as Fukushima-Williams angles (Hilton et al. 2006, Celest. Mech. 94, 351), nutation IAU 2000B
 * (McCarthy & Luzum 2003), good to 1 mas from 1995 to 2050. After ERFA's pfw06, obl06, nut00b, fw2m (see ERFA.LICENSE).
 */
import { radians } from '@uraniborg/core';
import { centuriesSinceJ2000, type JulianDate } from './julianDate.ts';
import { nutationTerms } from './nutationTerms.ts';
import { aboutX, aboutZ, type Matrix, product } from './vector.ts';

const ARCSEC = radians(1 / 3600);
const TURN = 1_296_000;

/** All radians. */
export interface Orientation {
  /** Celestial to true of date: `rotated(matrix, vector)`. */
  readonly matrix: Matrix;
  /** Celestial to the mean ecliptic and equinox of date. */
  readonly ecliptic: Matrix;
  readonly meanObliquity: number;
  /** Nutation in longitude and obliquity. */
  readonly longitude: number;
  readonly obliquity: number;
  /** Mean longitude of the Moon's ascending node. */
  readonly node: number;
}

export function orientationAt(tt: JulianDate): Orientation {
  const t = centuriesSinceJ2000(tt);
  const gamma = ARCSEC * series(t, -0.052928, 10.556378, 0.4932044, -0.00031238, -0.000002788, 0.000000026);
  const phi = ARCSEC * series(t, 84381.412819, -46.811016, 0.0511268, 0.00053289, -0.00000044, -0.0000000176);
  const psi = ARCSEC * series(t, -0.041775, 5038.481484, 1.5584175, -0.00018522, -0.000026452, -0.0000000148);
  const epsilon = ARCSEC * series(t, 84381.406, -46.836769, -0.0001831, 0.0020034, -0.000000576, -0.0000000434);
  const { longitude, obliquity, node } = nutation(t);
  const tilted = product(aboutX(phi), aboutZ(gamma));
  return {
    matrix: product(aboutX(-(epsilon + obliquity)), product(aboutZ(-(psi + longitude)), tilted)),
    ecliptic: product(aboutZ(-psi), tilted),
    meanObliquity: epsilon,
    longitude,
    obliquity,
    node,
  };
}

function nutation(t: number): { longitude: number; obliquity: number; node: number } {
  const argument = (at: number, rate: number) => ARCSEC * ((at + rate * t) % TURN);
  const l = argument(485868.249036, 1717915923.2178);
  const lSun = argument(1287104.79305, 129596581.0481);
  const f = argument(335779.526232, 1739527262.8478);
  const d = argument(1072260.70369, 1602961601.209);
  const node = argument(450160.398036, -6962890.5431);
  let longitude = 0;
  let obliquity = 0;
  for (const [
    nl = 0,
    ns = 0,
    nf = 0,
    nd = 0,
    nn = 0,
    ps = 0,
    pst = 0,
    pc = 0,
    ec = 0,
    ect = 0,
    es = 0,
  ] of nutationTerms) {
    const angle = nl * l + ns * lSun + nf * f + nd * d + nn * node;
    const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
    longitude += (ps + pst * t) * sine + pc * cosine;
    obliquity += (ec + ect * t) * cosine + es * sine;
  }
  // The constants stand in for the planetary terms that IAU 2000B leaves out.
  return { longitude: ARCSEC * (longitude * 1e-7 - 0.000135), obliquity: ARCSEC * (obliquity * 1e-7 + 0.000388), node };
}

/** The polynomial with these coefficients, the constant first. */
export function series(t: number, ...coefficients: number[]): number {
  return coefficients.reduceRight((rest, coefficient) => rest * t + coefficient, 0);
}
