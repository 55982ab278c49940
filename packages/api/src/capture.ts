import { z } from 'zod';

export const frameType = z.enum(['light', 'dark', 'bias', 'flat', 'darkFlat']);
export type FrameType = z.infer<typeof frameType>;

export const captureSettings = z.object({
  frameType,
  seconds: z.number().min(0).max(86_400),
  bin: z.number().int().min(1).max(16),
  gain: z.number().int().nullable(),
  offset: z.number().int().nullable(),
  /** Filter slot, 0-based; null leaves the wheel alone. */
  filter: z.number().int().min(0).nullable(),
  /** What OBJECT will say. */
  object: z.string().max(68),
});
export type CaptureSettings = z.infer<typeof captureSettings>;
