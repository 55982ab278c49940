import { z } from 'zod';

/** What a browser sees of the observatory. The server holds one; every client sees the same. */

export const role = z.enum(['camera', 'mount', 'focuser', 'filterWheel']);
export type Role = z.infer<typeof role>;

const optionalNumber = z.number().nullable();

const cameraReading = z.object({
  kind: z.literal('camera'),
  state: z.enum(['idle', 'waiting', 'exposing', 'reading', 'downloading', 'error']),
  temperature: optionalNumber,
  setpoint: optionalNumber,
  coolerOn: z.boolean().nullable(),
  coolerPower: optionalNumber,
  gain: optionalNumber,
  offset: optionalNumber,
  /** What the screen needs to offer the right controls. */
  width: z.number(),
  height: z.number(),
  maxBin: z.number(),
  gainRange: z.object({ min: z.number(), max: z.number() }).nullable(),
  gainNames: z.array(z.string()).nullable(),
  offsetRange: z.object({ min: z.number(), max: z.number() }).nullable(),
  exposureMin: z.number(),
  exposureMax: z.number(),
  canSetTemperature: z.boolean(),
});

const mountReading = z.object({
  kind: z.literal('mount'),
  /** Degrees, J2000, whatever the mount itself speaks. */
  ra: z.number(),
  dec: z.number(),
  altitude: optionalNumber,
  azimuth: optionalNumber,
  siderealTimeHours: optionalNumber,
  tracking: z.boolean(),
  slewing: z.boolean(),
  parked: z.boolean(),
  pierSide: z.enum(['east', 'west']).nullable(),
  /** Degrees per second, slow to fast. */
  moveRates: z.array(z.number()),
  canPark: z.boolean(),
  canSync: z.boolean(),
});

const focuserReading = z.object({
  kind: z.literal('focuser'),
  position: z.number(),
  maxPosition: z.number(),
  moving: z.boolean(),
  temperature: optionalNumber,
});

const filterWheelReading = z.object({
  kind: z.literal('filterWheel'),
  slot: optionalNumber,
  filters: z.array(z.object({ name: z.string(), focusOffset: z.number() })),
});

export const reading = z.discriminatedUnion('kind', [cameraReading, mountReading, focuserReading, filterWheelReading]);
export type Reading = z.infer<typeof reading>;
export type ReadingOf<K extends Reading['kind']> = Extract<Reading, { kind: K }>;

export const deviceState = z.object({
  role,
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
  kind: z.enum(['capture', 'slew', 'focus', 'filter', 'park', 'connect']),
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

/** What is remarkable of a frame; the reference page says when each is set, and what it may come from. */
export const qualityFlag = z.enum(['noStars', 'elongated', 'fewerStars', 'largerStars', 'brighterSky']);
export type QualityFlag = z.infer<typeof qualityFlag>;

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
  /** Degrees, of the mount when the exposure began. */
  altitude: optionalNumber,
  /** Degrees Celsius; that of the sensor is the frame's own `temperature`. */
  focuserTemperature: optionalNumber,
  flags: z.array(qualityFlag),
});
export type FrameQuality = z.infer<typeof frameQuality>;

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
  /** J2000 degrees where the mount pointed. */
  ra: optionalNumber,
  dec: optionalNumber,
  statistics: z.object({ min: z.number(), max: z.number(), median: z.number(), mad: z.number(), mean: z.number() }),
  /** Null until it has been measured, which takes a moment after the frame is filed. */
  quality: frameQuality.nullable(),
  /** What a person said of it; null when nobody has. A rejected frame does not count for its series. */
  verdict: verdict.nullable(),
});
export type FrameSummary = z.infer<typeof frameSummary>;

export const logEntry = z.object({
  at: z.number(),
  level: z.enum(['info', 'warning', 'error']),
  text: z.string(),
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
  activities: z.array(activity),
  capture: captureSettings,
  /** Newest first, at most 200. */
  frames: z.array(frameSummary),
  /** Newest last, at most 200. */
  log: z.array(logEntry),
});
export type ObservatoryState = z.infer<typeof observatoryState>;
