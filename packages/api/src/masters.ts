import { z } from 'zod';

export const masterKind = z.enum(['dark', 'flat', 'bias', 'darkFlat', 'badPixels']);
export type MasterKind = z.infer<typeof masterKind>;

const unknown = z.number().nullable();

/** One master of the library of masters, as the header of its file tells it; null is what the header does not say. */
export const master = z.object({
  /** The name of its file, by which it is known. */
  file: z.string(),
  kind: masterKind,
  camera: z.string().nullable(),
  filter: z.string().nullable(),
  /** Exposure time of one frame. */
  seconds: unknown,
  gain: unknown,
  offset: unknown,
  /** Of the sensor, degrees Celsius. */
  temperature: unknown,
  bin: unknown,
  width: z.number(),
  height: z.number(),
  planes: z.number(),
  /** Frames in it. */
  frames: unknown,
  /** When its first exposure began, or else when it was made; milliseconds since the Unix epoch. */
  takenAt: unknown,
  /** Of a map of bad pixels: how many there are, and beyond how many standard deviations. */
  badPixels: unknown,
  sigma: unknown,
});
export type Master = z.infer<typeof master>;

export const mastersState = z.object({
  /** By kind, then by name. */
  list: z.array(master),
  /** Files among them that are no masters, a sentence each. */
  strangers: z.array(z.string()),
  /** One that is being made; null when none is. */
  making: z
    .object({
      title: z.string(),
      phase: z.string(),
      /** 0 to 1. */
      fraction: z.number(),
      secondsLeft: z.number().nullable(),
    })
    .nullable(),
  /** How the last making ended, when it did not end well; else empty. */
  message: z.string(),
});
export type MastersState = z.infer<typeof mastersState>;

/** Frames of the library that make one master together. */
export const masterSet = z.object({
  night: z.string(),
  kind: z.enum(['dark', 'flat', 'bias', 'darkFlat']),
  filter: z.string().nullable(),
  seconds: z.number(),
  gain: unknown,
  temperature: unknown,
  bin: z.number(),
  width: z.number(),
  height: z.number(),
  /** Their ids, the oldest first. */
  frames: z.array(z.string()),
});
export type MasterSet = z.infer<typeof masterSet>;

/** Which masters a frame gets, and why it does not get the others. */
export const masterMatch = z.object({
  used: z.array(z.object({ kind: z.enum(['dark', 'flat', 'bias', 'badPixels']), file: z.string() })),
  /** A sentence for each kind that there is none of for the frame. */
  missing: z.array(z.string()),
});
export type MasterMatch = z.infer<typeof masterMatch>;
