/** Where the Earth is and how fast it moves, after ERFA's epv00 with its small terms left out (see ERFA.LICENSE). */

import { barycentreToSun, sunToEarth, sunToEarthRate } from './earthTerms.ts';
import { centuriesSinceJ2000, type JulianDate } from './julianDate.ts';
import { type Matrix, rotated, type Vector } from './vector.ts';

/** From the model's ecliptic to the celestial reference system (DE405). */
const FROM_ECLIPTIC: Matrix = [
  [1, 0.000000211284, -0.000000091603],
  [-0.000000230286, 0.917482137087, -0.397776982902],
  [0, 0.397776982902, 0.917482137087],
];

export interface EarthMotion {
  /** From the Sun to the Earth, astronomical units, celestial axes. */
  readonly heliocentric: Vector;
  /** Velocity relative to the barycentre of the solar system, astronomical units per day. */
  readonly velocity: Vector;
}

/** Good to 2" of the Sun's place and 0.4 mas of aberration between 1950 and 2050. */
export function earthAt(tt: JulianDate): EarthMotion {
  const years = centuriesSinceJ2000(tt) * 100;
  const position: [number, number, number] = [0, 0, 0];
  const velocity: [number, number, number] = [0, 0, 0];
  for (const axis of [0, 1, 2] as const) {
    for (const [amplitude, phase, frequency] of sunToEarth[axis]) {
      const angle = phase + frequency * years;
      position[axis] += amplitude * Math.cos(angle);
      velocity[axis] -= amplitude * frequency * Math.sin(angle);
    }
    for (const [amplitude, phase, frequency] of sunToEarthRate[axis]) {
      const angle = phase + frequency * years;
      position[axis] += amplitude * years * Math.cos(angle);
      velocity[axis] += amplitude * (Math.cos(angle) - frequency * years * Math.sin(angle));
    }
    for (const [amplitude, phase, frequency] of barycentreToSun[axis])
      velocity[axis] -= amplitude * frequency * Math.sin(phase + frequency * years);
  }
  const perDay: Vector = [velocity[0] / 365.25, velocity[1] / 365.25, velocity[2] / 365.25];
  return { heliocentric: rotated(FROM_ECLIPTIC, position), velocity: rotated(FROM_ECLIPTIC, perDay) };
}
