import { z } from 'zod';

export const frameType = z.enum(['light', 'dark', 'bias', 'flat', 'darkFlat']);
export type FrameType = z.infer<typeof frameType>;

/** A part of the sensor, in pixels of it as they are without binning. */
export const sensorArea = z.strictObject({
  x: z.number().int().min(0).max(1_000_000),
  y: z.number().int().min(0).max(1_000_000),
  width: z.number().int().min(1).max(1_000_000),
  height: z.number().int().min(1).max(1_000_000),
});
export type SensorArea = z.infer<typeof sensorArea>;

export const captureSettings = z.object({
  /** Which camera takes it; left out for the main one. The others know nothing of filters and focuser. */
  camera: z.enum(['camera', 'guideCamera', 'finderCamera']).optional(),
  frameType,
  seconds: z.number().min(0).max(86_400),
  bin: z.number().int().min(1).max(16),
  gain: z.number().int().nullable(),
  offset: z.number().int().nullable(),
  /** Filter slot, 0-based; null leaves the wheel alone. */
  filter: z.number().int().min(0).nullable(),
  /** What OBJECT will say. */
  object: z.string().max(68),
  /** What is read out; null or left out for the whole sensor. */
  area: sensorArea.nullable().optional(),
});
export type CaptureSettings = z.infer<typeof captureSettings>;
