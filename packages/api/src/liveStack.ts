import { z } from 'zod';

/** How frames are stacked as they come. */
export const liveStackOptions = z.strictObject({
  /** 'kappaSigma' is a mean that leaves out what does not belong: satellites, aircraft, cosmic rays. */
  method: z.enum(['mean', 'sum', 'kappaSigma']),
  /** Standard deviations. */
  kappa: z.number().min(1).max(20),
  /** Master dark, master flat and bad pixels of the library of masters, where they fit the frames. */
  calibrate: z.boolean(),
  /** Frames of a colour sensor become colour; else they stay as they come. */
  debayer: z.boolean(),
  /** What a frame must be like; against the medians of the frames of this stack. Null does not ask. */
  gate: z.strictObject({
    /** Half-flux diameter: at most so many times the usual one. */
    hfd: z.number().min(1).max(10).nullable(),
    /** Stars: at least this part of the usual number. */
    stars: z.number().min(0).max(1).nullable(),
    /** Eccentricity: at most this, or the usual one if that is more. */
    eccentricity: z.number().min(0).max(1).nullable(),
  }),
  /** The stack is written after so many frames, and when it is stopped; 0 writes it only when asked. */
  saveEvery: z.number().int().min(0).max(10_000),
});
export type LiveStackOptions = z.infer<typeof liveStackOptions>;

/** What has become of one frame. */
export const liveStackFrame = z.object({
  frame: z.string(),
  /** Start of exposure, milliseconds since the Unix epoch. */
  startedAt: z.number(),
  /** Why it is not in the stack; null when it is. */
  refused: z.string().nullable(),
  stars: z.number().nullable(),
  hfd: z.number().nullable(),
  eccentricity: z.number().nullable(),
});
export type LiveStackFrame = z.infer<typeof liveStackFrame>;

/** The stack that grows, or the last one; its picture is in the state beside it. */
export const liveStackFacts = z.object({
  running: z.boolean(),
  options: liveStackOptions,
  accepted: z.number(),
  refused: z.number(),
  /** Exposure time of what is in it. */
  seconds: z.number(),
  /** Fraction of the values that rejection left out. */
  rejected: z.number(),
  /** The signal-to-noise ratio of the stack over that of one frame, after each accepted frame; at most the last 500. */
  growth: z.array(z.number()),
  /** Newest first, at most 50. */
  frames: z.array(liveStackFrame),
  /** Masters in use, by the names of their files. */
  masters: z.array(z.string()),
  /** What a person must know of it; empty when all is well. */
  message: z.string(),
  /** The name of its file, once it has one. */
  fileName: z.string().nullable(),
  canUndo: z.boolean(),
});
