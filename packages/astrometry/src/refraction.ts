/**
 * Refraction of the atmosphere, R = A tan z + B tan^3 z with z the observed zenith distance, A and B from the weather
 * (Stone 1996, Green 1985; after ERFA's refco and atioq, see ERFA.LICENSE). Good to a few tenths of an arcsecond down
 * to 15 degrees of altitude, to some arcseconds at 5; below 3 degrees it is held at its value there.
 */
import { degrees, InvalidInput, radians } from '@uraniborg/core';

export interface Atmosphere {
  /** At the site, hPa (not reduced to sea level). */
  readonly pressure: number;
  /** Degrees Celsius. */
  readonly temperature: number;
  /** Relative humidity, 0 to 1. */
  readonly humidity: number;
  /** Micrometres; visible light is 0.55. */
  readonly wavelengthUm: number;
}

/** A usual night at `elevation` metres: the pressure of the standard atmosphere, 10 degrees, half humid, green light. */
export function usualAtmosphere(elevation: number): Atmosphere {
  return {
    pressure: 1013.25 * Math.max(0, 1 - elevation / 44330.8) ** 5.25588,
    temperature: 10,
    humidity: 0.5,
    wavelengthUm: 0.55,
  };
}

/** The altitude at which something is seen that without air would be at `altitude`, degrees. */
export function refracted(altitude: number, atmosphere: Atmosphere): number {
  const bend = bending(atmosphere);
  let seen = altitude;
  // z + R(z) = z0 by Newton's method; the slope of R is small, three turns suffice down to the horizon.
  for (let turn = 0; turn < 4; turn++) {
    const { refraction, slope } = bend(seen);
    seen -= (seen - refraction - altitude) / (1 - slope);
  }
  return seen;
}

/** The altitude without air of something seen at `altitude`, degrees; the inverse of `refracted`. */
export function unrefracted(altitude: number, atmosphere: Atmosphere): number {
  return altitude - bending(atmosphere)(altitude).refraction;
}

const LOWEST_SINE = 0.05;

/** Refraction and its slope, in degrees, over the observed altitude. */
function bending(atmosphere: Atmosphere): (seen: number) => { refraction: number; slope: number } {
  const { a, b } = refractionConstants(atmosphere);
  return (seen) => {
    const sine = Math.sin(radians(seen));
    if (sine < LOWEST_SINE) return { refraction: at(Math.sqrt(1 - LOWEST_SINE ** 2) / LOWEST_SINE), slope: 0 };
    const tangent = Math.cos(radians(seen)) / sine;
    return { refraction: at(tangent), slope: -(a + 3 * b * tangent ** 2) / sine ** 2 };
  };
  function at(tangent: number): number {
    return degrees((a + b * tangent ** 2) * tangent);
  }
}

/** A and B, radians. */
export function refractionConstants(atmosphere: Atmosphere): { a: number; b: number } {
  const { pressure, temperature: t, humidity, wavelengthUm } = atmosphere;
  if (![pressure, t, humidity, wavelengthUm].every(Number.isFinite) || pressure < 0 || t < -150 || t > 200)
    throw new InvalidInput(
      'Refraction needs a pressure in hPa, a temperature between -150 and 200 C, a humidity 0 to 1',
    );
  if (pressure === 0) return { a: 0, b: 0 };
  const saturated = 10 ** ((0.7859 + 0.03477 * t) / (1 + 0.00412 * t)) * (1 + pressure * (4.5e-6 + 6e-10 * t * t));
  const vapour = (humidity * saturated) / (1 - ((1 - humidity) * saturated) / pressure);
  const kelvin = t + 273.15;
  const square = wavelengthUm ** 2;
  const refractivity =
    ((77.53484e-6 + (4.39108e-7 + 3.666e-9 / square) / square) * pressure - 11.2684e-6 * vapour) / kelvin;
  const scaleHeight = 4.4474e-6 * kelvin;
  return { a: refractivity * (1 - scaleHeight), b: -refractivity * (scaleHeight - refractivity / 2) };
}
