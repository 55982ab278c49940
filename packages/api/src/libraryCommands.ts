import { z } from 'zod';
import { frameType } from './capture.ts';
import { qualityFlag } from './quality.ts';
import { frameSummary, verdict } from './state.ts';

/** What can be plotted over the frames of the library. */
export const libraryQuantity = z.enum([
  'hfd',
  'fwhm',
  'fwhmArcsec',
  'stars',
  'eccentricity',
  'background',
  'noise',
  'saturatedStars',
  'saturatedPart',
  'tilt',
  'transparency',
  'airmass',
  'ambientTemperature',
  'altitude',
  'temperature',
  'focuserTemperature',
  'guideRms',
  'guideRmsRa',
  'guideRmsDec',
  'guideRmsPixels',
  'guideLost',
]);
export type LibraryQuantity = z.infer<typeof libraryQuantity>;

/** Which frames of the library are meant; what is left out leaves a thing open. */
export const libraryFilter = z.strictObject({
  type: frameType.optional(),
  object: z.string().max(200).optional(),
  filter: z.string().max(200).optional(),
  verdict: z.enum(['good', 'rejected', 'remarkable']).optional(),
  /** "2026-11-20", as libraryNight has it. */
  night: z.string().max(10).optional(),
  /** One thing that is remarkable of them. */
  flag: qualityFlag.optional(),
  /** Of which the value is known, and not below or above: in the units of the frame's quality. */
  range: z
    .strictObject({ quantity: libraryQuantity, least: z.number().optional(), most: z.number().optional() })
    .optional(),
});
export type LibraryFilter = z.infer<typeof libraryFilter>;

const count = z.number().int().min(0);

/** Frames that a series would count together: of one night, object, filter and exposure. */
export const frameSet = z.object({
  night: z.string(),
  type: frameType,
  object: z.string(),
  filter: z.string().nullable(),
  seconds: z.number(),
  frames: count,
  rejected: count,
});
export type FrameSet = z.infer<typeof frameSet>;

export const libraryNight = z.object({
  /** "2026-11-20": the date on which it began, by the sun of the site. */
  night: z.string(),
  frames: count,
  rejected: count,
});
export type LibraryNight = z.infer<typeof libraryNight>;

/** The library of all nights, in parts: every frame that has a file. */
export const libraryCommands = {
  'library.overview': {
    summary: 'The nights of the library with their counts, newest first, and what there is to choose from.',
    input: libraryFilter,
    output: z.object({
      nights: z.array(libraryNight),
      /** Of all frames, whatever was asked for. */
      types: z.array(frameType),
      /** Newest first, at most 2000. */
      everyNight: z.array(z.string()),
      objects: z.array(z.string()),
      filters: z.array(z.string()),
    }),
  },
  'library.set': {
    summary: 'How many frames count together with one, of its night, object, filter and exposure; null without a file.',
    input: z.strictObject({ frame: z.string().max(100) }),
    output: z.object({ set: frameSet.nullable() }),
  },
  'library.frames': {
    summary: 'A page of the frames of the library, newest first.',
    input: libraryFilter.safeExtend({ offset: count, limit: z.number().int().min(1).max(500) }),
    output: z.object({ frames: z.array(frameSummary) }),
  },
  'library.points': {
    summary: 'One quantity of the frames of the library, newest first, at most 20,000 of them.',
    input: libraryFilter.safeExtend({ quantity: libraryQuantity }),
    output: z.object({
      points: z.array(
        z.object({ id: z.string(), startedAt: z.number(), value: z.number(), verdict: verdict.nullable() }),
      ),
    }),
  },
  'library.find': {
    summary: 'Where a frame stands in that list, 0 for the newest, and the frame; nulls when it is not in it.',
    input: libraryFilter.safeExtend({ frame: z.string().max(100) }),
    output: z.object({ offset: count.nullable(), frame: frameSummary.nullable() }),
  },
} as const;
