import { z } from 'zod';
import {
  channelStatistics,
  collimation,
  colourBalance,
  fieldPhotometry,
  inspection,
  magnitudeCalibration,
  markedStar,
  noCollimation,
  skyFrame,
  spectrumProfile,
  starPhotometry,
  starProfile,
  trendPoint,
} from './measures.ts';

const frame = z.string().max(100);
/** Pixels of the largest frame there is, and some beyond its edge. */
const coordinate = z.number().min(-1e5).max(1e5);
const place = { frame, x: coordinate, y: coordinate };
const whole = z.number().int().min(0).max(1e5);
/** Radius, pixels. */
const aperture = z.number().min(1).max(100);
/** What a pixel without any light is, ADU: the sky is what is above it. */
const bias = z.number().min(-1e6).max(1e6);
const area = z.strictObject({ x: whole, y: whole, width: whole.min(1), height: whole.min(1) });

/** What can be asked of one frame, in memory or in its file. All of it is measured in a worker. */
export const measureCommands = {
  'frame.stars': {
    summary: 'The stars of a frame, brightest first.',
    input: z.strictObject({ frame, limit: z.number().int().min(1).max(5000).optional() }),
    output: z.object({ stars: z.array(markedStar) }),
  },
  'frame.star': {
    summary: 'Everything about the star at a place or nearest to it (within 30 pixels); null when there is none.',
    input: z.strictObject(place),
    output: z.object({ star: starProfile.nullable() }),
  },
  'frame.trend': {
    summary:
      'The star nearest to a place through the frames of the same size up to this one, oldest first; frames without it are left out.',
    input: z.strictObject({ ...place, count: z.number().int().min(2).max(200).optional() }),
    output: z.object({ points: z.array(trendPoint) }),
  },
  'frame.spectrum': {
    summary:
      'Values along a line, over `width` pixels across it; the background is that of two strips beside it, if asked for.',
    input: z.strictObject({
      frame,
      from: z.strictObject({ x: coordinate, y: coordinate }),
      to: z.strictObject({ x: coordinate, y: coordinate }),
      width: z.number().min(1).max(2000),
      method: z.enum(['mean', 'sum', 'max']),
      /** Pixels between the spectrum and each strip, and the width of a strip. */
      background: z.strictObject({ gap: z.number().min(0).max(1000), width: z.number().min(1).max(1000) }).optional(),
    }),
    output: spectrumProfile,
  },
  'frame.statistics': {
    summary:
      'Statistics of a frame or of an area of it, for each colour too; and where it lies on the sky, when solved.',
    input: z.strictObject({ frame, area: area.optional() }),
    output: z.object({ channels: z.array(channelStatistics), sky: skyFrame.nullable() }),
  },
  'frame.inspect': {
    summary:
      'Tilt, curvature and the size of the stars over the frame, by nine regions or by three sectors turned by `angle` degrees; and where the nine panels are, `side` pixels each, `margin` from the edge.',
    input: z.strictObject({
      frame,
      method: z.enum(['octagon', 'triangle']).optional(),
      angle: z.number().min(-360).max(360).optional(),
      side: whole.min(1).optional(),
      margin: whole.optional(),
    }),
    output: inspection,
  },
  'frame.collimation': {
    summary:
      'The rings of the defocused star at a place or nearest to it, of the brightest one without a place: where the shadow of the secondary lies in its light.',
    input: z.strictObject({ frame, place: z.strictObject({ x: coordinate, y: coordinate }).optional() }),
    output: z.object({
      collimation: collimation.nullable(),
      /** Why there is none; null when there is one. */
      why: noCollimation.nullable(),
    }),
  },
  'frame.colourBalance': {
    summary: 'The factors under which the average star of a colour frame is white; of a raw one by its cells.',
    input: z.strictObject({ frame }),
    output: colourBalance,
  },
  'frame.photometry': {
    summary:
      'The light of the star at a place in a circle; its magnitude, when the set-up has a calibration; null without a star.',
    input: z.strictObject({ ...place, aperture: aperture.optional(), bias: bias.optional() }),
    output: z.object({ star: starPhotometry.nullable(), calibration: magnitudeCalibration.nullable() }),
  },
  'frame.setMagnitude': {
    summary:
      'Says what the magnitude of the star at a place is: the calibration of this set-up until another one is made.',
    input: z.strictObject({ ...place, aperture: aperture.optional(), magnitude: z.number().min(-30).max(30) }),
    output: z.object({ calibration: magnitudeCalibration }),
  },
  'frame.fieldPhotometry': {
    summary:
      'Compares the stars of a frame with the catalogue: zero point, limit and sky; `keep` makes it the calibration of the set-up.',
    input: z.strictObject({ frame, bias: bias.optional(), keep: z.boolean().optional() }),
    output: fieldPhotometry,
  },
} as const;
