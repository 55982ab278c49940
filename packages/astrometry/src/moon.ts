/**
 * The Moon after Meeus, Astronomical Algorithms, 1998, chapter 47 (ELP2000-82 cut to 60 terms), as ERFA's moon98 has it
 * (see ERFA.LICENSE): 10" in longitude, 4" in latitude, 30 km.
 */
import { degrees, radians } from '@uraniborg/core';
import { skyAt } from './apparentPlace.ts';
import type { Site } from './horizontal.ts';
import { centuriesSinceJ2000, type Moment, ttDate } from './julianDate.ts';
import { latitudeTerms, longitudeAndDistanceTerms } from './moonTerms.ts';
import { series } from './precessionNutation.ts';
import { type EarthRotation, siderealTime } from './siderealTime.ts';
import type { Direction } from './tanProjection.ts';
import {
  difference,
  directionOf,
  dot,
  norm,
  rotated,
  scaled,
  transposed,
  unit,
  type Vector,
  vectorOf,
} from './vector.ts';

export interface Moon extends Direction {
  /** Kilometres. */
  readonly distance: number;
  /** Fraction of the disc that is lit, 0 to 1. */
  readonly illuminated: number;
  /** Angle Sun-Moon-Earth, degrees: 0 at full Moon, 180 at new Moon. */
  readonly phaseAngle: number;
  readonly waxing: boolean;
}

const AU_KM = 149597870.7;

/** J2000 place, geocentric, or as seen from `site`, which moves it by up to a degree. */
export function moonAt(moment: Moment, site?: Site, rotation: EarthRotation = {}): Moon {
  const { orientation, earth } = skyAt(moment);
  const geocentric = rotated(transposed(orientation.ecliptic), eclipticMoon(moment));
  const place = site
    ? difference(geocentric, rotated(transposed(orientation.matrix), siteVector(site, moment, rotation)))
    : geocentric;
  const fromSun = difference(geocentric, scaled(earth.heliocentric, -AU_KM));
  const phaseAngle = degrees(Math.acos(dot(unit(fromSun), unit(place))));
  const [mx, my] = rotated(orientation.ecliptic, geocentric);
  const [sx, sy] = rotated(orientation.ecliptic, scaled(earth.heliocentric, -1));
  return {
    ...directionOf(place),
    distance: norm(place),
    illuminated: (1 + Math.cos(radians(phaseAngle))) / 2,
    phaseAngle,
    waxing: sx * my - sy * mx > 0,
  };
}

/** Geocentric, kilometres, mean ecliptic and equinox of date. */
function eclipticMoon(moment: Moment): Vector {
  const t = centuriesSinceJ2000(ttDate(moment));
  const angle = (...coefficients: number[]) => radians(series(t, ...coefficients) % 360);
  const mean = angle(218.31665436, 481267.88123421, -0.0015786, 1 / 538841, -1 / 65194000);
  const d = angle(297.8501921, 445267.1114034, -0.0018819, 1 / 545868, 1 / 113065000);
  const m = angle(357.5291092, 35999.0502909, -0.0001536, 1 / 24490000);
  const mMoon = angle(134.9633964, 477198.8675055, 0.0087414, 1 / 69699, -1 / 14712000);
  const f = angle(93.272095, 483202.0175233, -0.0036539, 1 / 3526000, 1 / 863310000);
  const venus = angle(119.75, 131.849);
  const jupiter = angle(53.09, 479264.29);
  const a3 = angle(313.45, 481266.484);
  // The eccentricity of the Earth's orbit falls: terms with the Sun's anomaly shrink with it.
  const e = 1 - 0.002516 * t - 0.0000074 * t * t;
  const shrink = (n: number) => e ** Math.abs(n);

  let longitude = 0.003958 * Math.sin(venus) + 0.001962 * Math.sin(mean - f) + 0.000318 * Math.sin(jupiter);
  let metres = 385000560;
  for (const [nd = 0, nm = 0, nMoon = 0, nf = 0, sine = 0, cosine = 0] of longitudeAndDistanceTerms) {
    const argument = nd * d + nm * m + nMoon * mMoon + nf * f;
    longitude += sine * shrink(nm) * Math.sin(argument);
    metres += cosine * shrink(nm) * Math.cos(argument);
  }
  let latitude =
    -0.002235 * Math.sin(mean) +
    0.000382 * Math.sin(a3) +
    0.000175 * (Math.sin(venus - f) + Math.sin(venus + f)) +
    0.000127 * Math.sin(mean - mMoon) -
    0.000115 * Math.sin(mean + mMoon);
  for (const [nd = 0, nm = 0, nMoon = 0, nf = 0, sine = 0] of latitudeTerms)
    latitude += sine * shrink(nm) * Math.sin(nd * d + nm * m + nMoon * mMoon + nf * f);
  return scaled(vectorOf(degrees(mean) + longitude, latitude), metres / 1000);
}

/** From the Earth's centre to the site, kilometres, true equator and equinox of date; WGS84. */
function siteVector({ latitude, longitude, elevation }: Site, moment: Moment, rotation: EarthRotation): Vector {
  const [sine, cosine] = [Math.sin(radians(latitude)), Math.cos(radians(latitude))];
  const flattening = 1 / 298.257223563;
  const squash = (1 - flattening) ** 2;
  const curve = 6378.137 / Math.sqrt(cosine ** 2 + squash * sine ** 2);
  const [x, y] = vectorOf(siderealTime(moment, longitude, rotation), 0);
  const out = (curve + elevation / 1000) * cosine;
  return [out * x, out * y, (squash * curve + elevation / 1000) * sine];
}
