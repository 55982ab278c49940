import { z } from 'zod';

const optionalNumber = z.number().nullable();

/** What is remarkable of a frame; the reference page says when each is set, and what it may come from. */
export const qualityFlag = z.enum([
  'noStars',
  'elongated',
  'trailed',
  'fewerStars',
  'fainterStars',
  'largerStars',
  'brighterSky',
  'saturated',
  'trail',
  'worseGuiding',
]);
export type QualityFlag = z.infer<typeof qualityFlag>;

/** What is seen, not what it came from: that cannot be told. */
export const qualityFlagText: Record<QualityFlag, string> = {
  noStars: 'no stars',
  elongated: 'stars elongated',
  trailed: 'stars drawn out',
  fewerStars: 'fewer stars',
  fainterStars: 'stars fainter',
  largerStars: 'stars larger',
  brighterSky: 'sky brighter',
  saturated: 'saturated',
  trail: 'trail',
  worseGuiding: 'guiding worse',
};

/** In right ascension, in declination and in both together. */
const strayed = z.object({ ra: z.number(), dec: z.number(), total: z.number() });

/** What was measured in a frame after it was filed. Pixels are those of the frame, values ADU, medians over its stars. */
export const frameQuality = z.object({
  /** At most 5000. Stars are measured in lights only: null, as all that follows from them, for other frames. */
  stars: optionalNumber,
  saturatedStars: optionalNumber,
  /** Half-flux diameter. */
  hfd: optionalNumber,
  fwhm: optionalNumber,
  /** Null while the focal length is not known. */
  fwhmArcsec: optionalNumber,
  /** 0 round, towards 1 a line. */
  eccentricity: optionalNumber,
  background: z.number(),
  /** Of one pixel, standard deviation. */
  noise: z.number(),
  /** Part of the pixels that are at the end of their range, 0 to 1. */
  saturatedPart: z.number(),
  /** Percent of the HFD across the frame, towards `angle` (degrees from the x axis towards y); see frame.inspect. */
  tilt: z.object({ percent: z.number(), angle: z.number(), certain: z.boolean() }).nullable(),
  /** How much the stars are long in one direction: 0 not at all, 1 all of them. */
  alignment: z.object({ strength: z.number(), angle: z.number() }).nullable(),
  /** The light of the stars against the same stars in the frames before it, 1 when nothing is lost. */
  transparency: optionalNumber,
  /** The ends of the trail of a satellite or an aircraft, pixels. */
  trail: z.object({ x1: z.number(), y1: z.number(), x2: z.number(), y2: z.number() }).nullable(),
  /** Degrees, of the mount when the exposure began. */
  altitude: optionalNumber,
  /** Of that altitude. */
  airmass: optionalNumber,
  /** Degrees Celsius; that of the sensor is the frame's own `temperature`. */
  focuserTemperature: optionalNumber,
  /** Of the air, when a weather station is connected. */
  ambientTemperature: optionalNumber,
  /** How far the guide star strayed while it was exposed; null when nothing was heard of a guider. */
  guiding: z
    .object({
      /** Standard deviations, arcseconds; null while the scale of the guide camera is not known, and with few images. */
      arcsec: strayed.nullable(),
      /** The same in pixels of the guide camera. */
      pixels: strayed.nullable(),
      /** Images of the guide camera with the star and without; what was taken while it settled is left out of all this. */
      steps: z.number(),
      lost: z.number(),
    })
    .nullable()
    .default(null),
  flags: z.array(qualityFlag),
});
export type FrameQuality = z.infer<typeof frameQuality>;
