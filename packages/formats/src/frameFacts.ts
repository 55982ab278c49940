import type { Instant } from '@uraniborg/core';
import type { Card } from './header.ts';

/**
 * Everything that may be known about an exposure and belongs in its header. What is absent, or a number that is not
 * finite, is left out of the header. Angles are degrees, temperatures degrees Celsius, unless the name says otherwise.
 */
export interface FrameFacts {
  /** Name and version of the program. */
  readonly software: string;
  /** When the file is made; only its `ns` counts. */
  readonly written?: Pick<Instant, 'ns'> | undefined;
  readonly observatory?: ObservatoryFacts | undefined;
  readonly camera?: CameraFacts | undefined;
  readonly filter?: string | undefined;
  readonly object?: string | undefined;
  /** Absent for a preview. A word of one's own is written as it is. */
  readonly frameType?: 'light' | 'dark' | 'bias' | 'flat' | 'darkFlat' | (string & {}) | undefined;
  readonly exposure: ExposureFacts;
  /** The frame is the sum or mean of several. */
  readonly stack?: StackFacts | undefined;
  readonly telescope?: TelescopeFacts | undefined;
  readonly focuser?: { readonly position?: number | undefined; readonly temperature?: number | undefined } | undefined;
  readonly rotatorAngle?: number | undefined;
  readonly pointing?: PointingFacts | undefined;
  /** Where the guide star stood on a guide camera, pixels from 0. */
  readonly guideStar?: { readonly x: number; readonly y: number } | undefined;
  readonly guiding?: GuidingFacts | undefined;
  readonly weather?: WeatherFacts | undefined;
  /** The smallest and largest pixel value. */
  readonly range?: { readonly min: number; readonly max: number } | undefined;
  /** A person's own keywords (see customCard): they come last and replace standard ones in their place. */
  readonly custom?: readonly Card[] | undefined;
}

export interface ObservatoryFacts {
  readonly name?: string | undefined;
  readonly latitude?: number | undefined;
  /** East positive. */
  readonly longitude?: number | undefined;
  /** Metres above sea level. */
  readonly elevation?: number | undefined;
  readonly observer?: string | undefined;
}

export interface TelescopeFacts {
  readonly name?: string | undefined;
  readonly focalLengthMm?: number | undefined;
}

export interface CameraFacts {
  readonly name?: string | undefined;
  /** What a person calls it, where that differs from what the driver says. */
  readonly nickname?: string | undefined;
  readonly gain?: number | undefined;
  readonly offset?: number | undefined;
  /** Electrons per ADU. */
  readonly electronsPerAdu?: number | undefined;
  readonly iso?: number | undefined;
  readonly gamma?: number | undefined;
  readonly brightness?: number | undefined;
  readonly fStop?: number | string | undefined;
  /** Unbinned, micrometres. */
  readonly pixelSizeUm?: { readonly x: number; readonly y: number } | undefined;
  readonly bin: { readonly x: number; readonly y: number };
  readonly bayer?: BayerFacts | undefined;
  readonly temperature?: number | undefined;
  readonly setpoint?: number | undefined;
  /** What was read out, in unbinned sensor pixels, and the whole sensor: written where it was not all of it. */
  readonly rectangle?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly sensor?: { readonly width: number; readonly height: number } | undefined;
}

export interface BayerFacts {
  /** "RGGB": the colours of two by two pixels, row by row. */
  readonly pattern: string;
  /** How far into the pattern the first pixel of the frame is. */
  readonly x: number;
  readonly y: number;
  /** White balance. */
  readonly multipliers?: { readonly r: number; readonly g: number; readonly b: number } | undefined;
}

export interface ExposureFacts {
  /** UTC. Marks the start, middle or end of the exposure; the header gets the start. */
  readonly at: Instant;
  readonly seconds: number;
  /** What was asked for, where the shutter took another time. */
  readonly requestedSeconds?: number | undefined;
}

export interface StackFacts {
  readonly count: number;
  /** Seconds of one. */
  readonly seconds: number;
  readonly operation: 'ADD' | 'MEAN';
  readonly aligned: boolean;
}

export interface PointingFacts {
  /** J2000. */
  readonly ra: number;
  readonly dec: number;
  readonly azimuth?: number | undefined;
  readonly altitude?: number | undefined;
  readonly airmass?: number | undefined;
  readonly pierSide?: 'east' | 'west' | undefined;
}

/** How far the guide star strayed during the exposure. */
export interface GuidingFacts {
  /** Images of the guide camera with the star, and without. */
  readonly steps: number;
  readonly lost: number;
  /** Standard deviations, pixels of the guide camera. */
  readonly rms?: { readonly ra: number; readonly dec: number; readonly total: number } | undefined;
  /** Of a pixel of the guide camera. */
  readonly arcsecPerPixel?: number | undefined;
}

export interface WeatherFacts {
  /** Percent of the sky. */
  readonly cloudCover?: number | undefined;
  readonly temperature?: number | undefined;
  readonly dewPoint?: number | undefined;
  /** Percent. */
  readonly humidity?: number | undefined;
  /** Hectopascal. */
  readonly pressure?: number | undefined;
  /** Millimetres per hour. */
  readonly rainRate?: number | undefined;
  /** Where the wind comes from, from north through east; metres per second. */
  readonly windDirection?: number | undefined;
  readonly windGust?: number | undefined;
  readonly windSpeed?: number | undefined;
  /** Lux. */
  readonly skyBrightness?: number | undefined;
  /** Magnitudes per square arcsecond. */
  readonly skyQuality?: number | undefined;
  readonly skyTemperature?: number | undefined;
  /** Seeing, arcseconds. */
  readonly starFwhm?: number | undefined;
}
