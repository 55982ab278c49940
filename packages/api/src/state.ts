import { z } from 'zod';
import { captureSettings, frameType, sensorArea } from './capture.ts';
import { liveStackFacts } from './liveStack.ts';
import { mastersState } from './masters.ts';
import { profilesState } from './profile.ts';
import { frameQuality } from './quality.ts';
import { reading } from './reading.ts';
import { role } from './role.ts';

/** What a browser sees of the observatory. The server holds one; every client sees the same. */

const optionalNumber = z.number().nullable();

export const deviceState = z.object({
  role,
  /** Which of the switches; empty for every other role. */
  nickname: z.string(),
  /** "alpaca://127.0.0.1:32323/camera/0"; empty when nothing is assigned to the role. */
  address: z.string(),
  name: z.string(),
  /** The lamp: off, connecting, on, or error with what went wrong in `message`. */
  link: z.enum(['off', 'connecting', 'on', 'error']),
  message: z.string(),
  reading: reading.nullable(),
});
export type DeviceState = z.infer<typeof deviceState>;

/** Something that takes time and can be watched and stopped. */
export const activity = z.object({
  id: z.string(),
  kind: z.enum(['capture', 'slew', 'focus', 'filter', 'park', 'connect', 'rotate', 'dome', 'cover', 'safe']),
  /** "Exposure 3 of 12, 120 s, Ha" */
  title: z.string(),
  /** What it does right now: "exposing", "downloading" ... */
  phase: z.string(),
  /** 0 to 1 of the whole, null when it cannot be told. */
  fraction: optionalNumber,
  secondsLeft: optionalNumber,
  startedAt: z.number(),
  stoppable: z.boolean(),
});
export type Activity = z.infer<typeof activity>;

export const verdict = z.enum(['accepted', 'rejected']);
export type Verdict = z.infer<typeof verdict>;

/** One frame that was taken: enough to list it and to fetch its pixels. */
export const frameSummary = z.object({
  id: z.string(),
  /** File name without its folder; null for a preview that was not kept. */
  fileName: z.string().nullable(),
  /** Why a frame that was to be kept is not on disk (it stays in memory: offer `frame.save`); null when all is well. */
  saveError: z.string().nullable(),
  /** Milliseconds since the Unix epoch, start of exposure. */
  startedAt: z.number(),
  frameType,
  seconds: z.number(),
  object: z.string(),
  filter: z.string().nullable(),
  bin: z.number(),
  gain: optionalNumber,
  temperature: optionalNumber,
  width: z.number(),
  height: z.number(),
  planes: z.union([z.literal(1), z.literal(3)]),
  /** What of the sensor it shows; left out by older versions. */
  area: sensorArea.optional(),
  /** J2000 degrees where the mount pointed. */
  ra: optionalNumber,
  dec: optionalNumber,
  statistics: z.object({ min: z.number(), max: z.number(), median: z.number(), mad: z.number(), mean: z.number() }),
  /** Null until it has been measured, which takes a moment after the frame is filed. */
  quality: frameQuality.nullable(),
  /** What a person said of it; null when nobody has. A rejected frame does not count for its series. */
  verdict: verdict.nullable(),
  /** Whose word that is: a person's stands, that of the grading (see the profile's `grading`) follows what is measured. Left out: nobody's. */
  judgedBy: z.enum(['person', 'grading']).optional(),
});
export type FrameSummary = z.infer<typeof frameSummary>;

export const logEntry = z.object({
  at: z.number(),
  level: z.enum(['info', 'warning', 'error']),
  text: z.string(),
  /** The place of the rig that it is about: its role, with its nickname "switches/Dew". */
  about: z.string().optional(),
});
export type LogEntry = z.infer<typeof logEntry>;

export const place = z.object({
  name: z.string(),
  /** Degrees, north and east positive. */
  latitude: z.number(),
  longitude: z.number(),
  /** Metres above sea level. */
  elevation: z.number(),
});
export type Place = z.infer<typeof place>;

export const liveStackState = liveStackFacts.extend({
  /** The stack as a frame: its pixels, preview and file are fetched like those of any other. A new id with each change. */
  frame: frameSummary.nullable(),
});
export type LiveStackState = z.infer<typeof liveStackState>;
/** Something that only a person can do, and that is waited for: see the command `prompt.answer`. */
export const prompt = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  /** Milliseconds since the Unix epoch. */
  since: z.number(),
});
export type Prompt = z.infer<typeof prompt>;

export const observatoryState = z.object({
  version: z.string(),
  /** True while any device of the rig is simulated: the banner stays up. */
  simulated: z.boolean(),
  /** What everybody who looks at the screen must know, beside the banner; empty when there is nothing to say. */
  notice: z.string(),
  place: place.nullable(),
  /** The observatory's own time (a rehearsal runs faster than the wall clock). */
  time: z.number(),
  devices: z.array(deviceState),
  profiles: profilesState,
  /** While the camera is brought to a temperature step by step; null when it is left alone. */
  cooling: z
    .object({
      target: z.union([z.number(), z.literal('off')]),
      /** Degrees Celsius where it began, where it is led to now, and where it ends. */
      from: z.number(),
      now: z.number(),
      end: z.number(),
      degreesPerMinute: z.number(),
      /** The camera, or all devices, are let go of when it is warm. */
      thenDisconnect: z.boolean(),
    })
    .nullable(),
  activities: z.array(activity),
  prompts: z.array(prompt),
  capture: captureSettings,
  liveStack: liveStackState,
  masters: mastersState,
  /** Newest first, at most 200. */
  frames: z.array(frameSummary),
  /** What was said last of a frame, of whatever age: `frames` tells of the newest only. Null until something is said. */
  lastVerdict: z
    .object({ frame: z.string(), verdict: verdict.nullable(), count: z.number().int().positive() })
    .nullable(),
  /** Newest last, at most 200. */
  log: z.array(logEntry),
});
export type ObservatoryState = z.infer<typeof observatoryState>;
