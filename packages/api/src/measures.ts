import { z } from 'zod';

/**
 * What can be measured in one frame. Places are pixels of the frame, 0-based, integer centres, y growing with the rows;
 * values are ADU; null stands where something is not known.
 */

const maybe = z.number().nullable();
const points = z.array(z.tuple([z.number(), z.number()]));

const frameArea = z.object({
  x: z.number().int().min(0),
  y: z.number().int().min(0),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
});

const place = z.object({ x: z.number(), y: z.number() });

/** One star of a list: enough to mark it. */
export const markedStar = z.object({
  x: z.number(),
  y: z.number(),
  flux: z.number(),
  hfd: z.number(),
  fwhm: z.number(),
  snr: z.number(),
  /** 0 round, towards 1 a line. */
  eccentricity: z.number(),
  saturated: z.boolean(),
  /** Largest pixel, background included. */
  peak: z.number(),
});
export type MarkedStar = z.infer<typeof markedStar>;

export const starProfile = markedStar.extend({
  fwhmArcsec: maybe,
  hfdArcsec: maybe,
  /** Of the long axis, degrees from the x axis towards y, 0 to 180; null for a round star. */
  angle: maybe,
  background: z.number(),
  /** Of one pixel of the background, standard deviation. */
  noise: z.number(),
  /** Pixels of the star at the end of the range. */
  saturatedPixels: z.number(),
  /** J2000 degrees, where the header of the frame has a solution. */
  ra: maybe,
  dec: maybe,
  /** Every pixel around it: distance from its centre, and value above the background. */
  points,
  /** The Moffat profile that fits these points best, from the centre outwards; empty where none does. */
  curve: points,
  /** The pixels around it, row by row, background included. */
  cutout: frameArea.extend({ values: z.array(z.number()) }),
});
export type StarProfile = z.infer<typeof starProfile>;

/** One frame's part of a trend. */
export const trendPoint = markedStar.extend({ frame: z.string(), startedAt: z.number() });
export type TrendPoint = z.infer<typeof trendPoint>;

export const spectrumProfile = z.object({
  /** Pixels along the line from one value to the next. */
  step: z.number(),
  /** Background taken off if asked for; null where the line leaves the frame. */
  values: z.array(maybe),
  /** What was taken off at each place; empty when nothing was. */
  background: z.array(maybe),
});
export type SpectrumProfile = z.infer<typeof spectrumProfile>;

export const channelStatistics = z.object({
  /** Of a colour frame one each, of a raw colour frame one for each pixel of its cell. */
  channel: z.enum(['all', 'red', 'green', 'blue', 'green1', 'green2']),
  /** Of pixels with a value: where there are none, nothing else is known. */
  count: z.number(),
  min: maybe,
  max: maybe,
  /** The most frequent value. */
  mode: maybe,
  median: maybe,
  mean: maybe,
  /** Of the sample; null for a single pixel. */
  standardDeviation: maybe,
  /** Median distance from the median; times 1.4826 it is the sigma of normal noise. */
  mad: maybe,
});
export type ChannelStatistics = z.infer<typeof channelStatistics>;

export const skyFrame = z.object({
  /** J2000 degrees of the middle. */
  ra: z.number(),
  dec: z.number(),
  /** Arcminutes. */
  width: z.number(),
  height: z.number(),
  /** Arcseconds a pixel. */
  scale: z.number(),
  /** Degrees from north through east of the direction of growing y. */
  positionAngle: z.number(),
  mirrored: z.boolean(),
});
export type SkyFrame = z.infer<typeof skyFrame>;

export const inspectionRegion = place.extend({
  /** 'centre', and around it 'top left' ... or 'sector 1' ...; top is where y is 0. */
  name: z.string(),
  stars: z.number(),
  /** Median; null with fewer than three stars. */
  hfd: maybe,
  /** Its standard error. */
  error: maybe,
  eccentricity: maybe,
});
export type InspectionRegion = z.infer<typeof inspectionRegion>;

export const tiltVerdict = z.enum(['none', 'almost none', 'mild', 'moderate', 'severe', 'extreme']);

/** Percent of the HFD in the middle of the frame, with its standard error. */
const surfacePart = z.object({
  percent: z.number(),
  error: z.number(),
  /** Degrees from the x axis towards y. */
  angle: z.number(),
  /** Probability that noise alone gives as much: certain below 0.001. */
  chance: z.number(),
  certain: z.boolean(),
});

export const inspection = z.object({
  /** Stars that were used: clear ones, not saturated. */
  stars: z.number(),
  /** Median of all of them, pixels. */
  hfd: maybe,
  /** The centre first: with the octagon nine, with the triangle four. */
  regions: z.array(inspectionRegion),
  /** Between the best and the worst of the outer regions; null when one of them has too few stars. */
  tilt: z
    .object({
      /** Worst minus best, pixels of HFD, and in percent of the median of all. */
      hfd: z.number(),
      percent: z.number(),
      /** Standard error of the percentage. */
      error: z.number(),
      verdict: tiltVerdict,
      best: z.string(),
      worst: z.string(),
      /** False when noise alone would often give as much: then nothing should be turned. */
      certain: z.boolean(),
    })
    .nullable(),
  /** The surface of second order through the HFD of all stars; null with too few of them. */
  surface: z
    .object({
      /** Across the frame along its steepest diameter; the stars are larger in the direction of the angle. */
      tilt: surfacePart,
      /** In the corners: larger on both sides along the angle, as a tilt through the best focus is. */
      saddle: surfacePart,
      /** What the bowl adds in the corners. */
      curvature: z.object({ percent: z.number(), error: z.number(), certain: z.boolean() }),
    })
    .nullable(),
  /** The median of the outer ring (farther than 3/4 of the half diagonal) minus that of the centre. */
  offAxis: z.object({ hfd: z.number(), percent: z.number(), error: z.number(), certain: z.boolean() }).nullable(),
  /** Median HFD of each cell, row by row. */
  grid: z.object({
    columns: z.number(),
    rows: z.number(),
    hfd: z.array(maybe),
    stars: z.array(z.number()),
  }),
  /** The nine squares of the panel mosaic, row by row. */
  panels: z.array(frameArea),
});
export type Inspection = z.infer<typeof inspection>;

/** The outline of something round. */
const rim = place.extend({
  /** Mean. */
  radius: z.number(),
  /** Standard error of the centre along each axis. */
  error: z.number(),
  /** How much longer its long half axis is than the radius, as a fraction of it. */
  elongation: z.number(),
  /** Of the long axis, degrees from the x axis towards y. */
  angle: z.number(),
});

/** The rings of a star out of focus: the edge of its light, and the shadow of the secondary mirror in it. */
export const collimation = z.object({
  outer: rim,
  /** Null where none is seen: a telescope without a secondary, or not far enough out of focus. */
  shadow: rim
    .extend({
      /** From the centre of the outer circle to that of the shadow, pixels. */
      dx: z.number(),
      dy: z.number(),
      distance: z.number(),
      /** Standard error of the distance. */
      distanceError: z.number(),
      /** Of the outer radius. */
      percent: z.number(),
      percentError: z.number(),
      /** Of the offset, degrees from the x axis towards y. */
      direction: z.number(),
      /** False when noise alone would give as much one time in a thousand, or too many pixels are full. */
      certain: z.boolean(),
    })
    .nullable(),
  /** Median of the ring above the sky, and of the sky around it, ADU. */
  light: z.number(),
  background: z.number(),
  /** Pixels of the ring at the end of the range. */
  saturatedPixels: z.number(),
});
export type Collimation = z.infer<typeof collimation>;

/**
 * Why a frame has no rings: nothing bright and wide is in it; what is there is in focus, or nearly; it reaches beyond the
 * frame; it is not round.
 */
export const noCollimation = z.enum(['nothing', 'small', 'cut', 'ragged']);
export type NoCollimation = z.infer<typeof noCollimation>;

/** The light of one star in a circle. */
export const starPhotometry = place.extend({
  /** Radii, pixels. */
  aperture: z.number(),
  annulus: z.tuple([z.number(), z.number()]),
  flux: z.number(),
  /** One standard deviation, after the CCD equation. */
  fluxError: z.number(),
  snr: z.number(),
  peak: z.number(),
  saturated: z.boolean(),
  /** Of the annulus, a pixel. */
  background: z.number(),
  noise: z.number(),
  /** Seconds; null when the header does not tell: then the magnitude is not corrected for it. */
  exposure: maybe,
  airmass: maybe,
  /** Electrons an ADU; null when the header does not tell and 1 was taken. */
  gain: maybe,
  /** -2.5 log10 of ADU a second, outside the atmosphere as far as the airmass tells. */
  instrumental: z.number(),
  /** One standard deviation of the light alone. */
  magnitudeError: z.number(),
  /** On the scale of the calibration star or of the catalogue; null before there is one for this set-up. */
  magnitude: maybe,
  /** Of a star of signal to noise 3 in this aperture. */
  limitingMagnitude: maybe,
  /** Magnitudes a square arcsecond; null without a bias. */
  skyBrightness: maybe,
});
export type StarPhotometry = z.infer<typeof starPhotometry>;

/** What turns instrumental magnitudes of one set-up (camera, telescope, filter, gain, binning) into magnitudes. */
export const magnitudeCalibration = z.object({
  zeroPoint: z.number(),
  error: maybe,
  /** Where it comes from: a star whose magnitude a person knew, or the stars of the catalogue. */
  from: z.enum(['star', 'catalogue']),
  at: z.number(),
});
export type MagnitudeCalibration = z.infer<typeof magnitudeCalibration>;

export const catalogueMatch = place.extend({
  ra: z.number(),
  dec: z.number(),
  magnitude: z.number(),
  /** B-V of the catalogue, where it has one. */
  bv: maybe,
  instrumental: z.number(),
  /** One standard deviation of the light alone. */
  magnitudeError: z.number(),
  /** Instrumental magnitude plus zero point and colour term minus that of the catalogue. */
  residual: z.number(),
  /** False when it was left out as an outlier. */
  used: z.boolean(),
});
export type CatalogueMatch = z.infer<typeof catalogueMatch>;

export const fieldPhotometry = z.object({
  zeroPoint: z.number(),
  /** Standard error of the zero point. */
  zeroPointError: z.number(),
  /** Scatter of the stars used, magnitudes. */
  rms: z.number(),
  used: z.number(),
  rejected: z.number(),
  /** The magnitudes of the catalogue. */
  band: z.literal('VT'),
  /**
   * How many magnitudes a star is off for each magnitude that its B-V lies above `reference`, where the zero point holds;
   * null when too few stars have a colour, or they show none.
   */
  colourTerm: z.object({ value: z.number(), error: z.number(), reference: z.number(), stars: z.number() }).nullable(),
  aperture: z.number(),
  /** Of a star of signal to noise 5. */
  limitingMagnitude: z.number(),
  /** Magnitudes a square arcsecond; null without a bias. */
  skyBrightness: maybe,
  /** Whether the place on the sky was in the header or was found for this. */
  solution: z.enum(['header', 'solved']),
  /** Brightest first, at most 300. */
  stars: z.array(catalogueMatch),
});
export type FieldPhotometry = z.infer<typeof fieldPhotometry>;

/** Factors that make the colours of a frame balanced; the green one is 1. */
export const colourBalance = z.object({
  red: z.number(),
  green: z.number(),
  blue: z.number(),
  /** Stars that it rests on; 0 when the light of all bright pixels was taken. */
  from: z.number(),
});
export type ColourBalance = z.infer<typeof colourBalance>;
