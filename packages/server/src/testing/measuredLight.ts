import type { FrameSummary } from '@uraniborg/api';
import type { Measured } from '../frames/measureFrame.ts';

/** What is measured of a good light. */
export const goodLight: Measured = {
  stars: 400,
  saturatedStars: 3,
  hfd: 3,
  fwhm: 2.8,
  fwhmArcsec: 3.5,
  eccentricity: 0.4,
  background: 800,
  noise: 12,
  altitude: 50,
  airmass: 1.3,
  saturatedPart: 0,
  tilt: null,
  alignment: null,
  transparency: 1,
  trail: null,
  ambientTemperature: null,
  focuserTemperature: 8,
  guiding: null,
};

/** The light of minute `index` of a night, good but for what is said of it; without flags. */
export const measuredLight = (
  index: number,
  measured: Partial<Measured> = {},
  own: Partial<FrameSummary> = {},
): FrameSummary => ({
  id: `f${index}`,
  fileName: `f${index}.fits`,
  saveError: null,
  startedAt: 1e12 + index * 60_000,
  frameType: 'light',
  seconds: 60,
  object: 'M42',
  filter: 'Ha',
  bin: 1,
  gain: 100,
  temperature: -10,
  width: 4000,
  height: 3000,
  planes: 1,
  ra: null,
  dec: null,
  statistics: { min: 0, max: 65535, median: 800, mad: 8, mean: 810 },
  quality: { ...goodLight, ...measured, flags: [] },
  verdict: null,
  ...own,
});
