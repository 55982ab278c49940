import { z } from 'zod';

/** What the screens show of a device while it is connected: what it reads now, and what it can do. */

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
  /** What it follows; null when it does not tell. */
  trackingRate: z.enum(['sidereal', 'lunar', 'solar', 'king']).nullable(),
  /** Those it can be told. */
  trackingRates: z.array(z.enum(['sidereal', 'lunar', 'solar', 'king'])),
  slewing: z.boolean(),
  parked: z.boolean(),
  pierSide: z.enum(['east', 'west']).nullable(),
  /** Degrees per second, slow to fast. */
  moveRates: z.array(z.number()),
  canPark: z.boolean(),
  canSync: z.boolean(),
  canFindHome: z.boolean(),
});

const focuserReading = z.object({
  kind: z.literal('focuser'),
  position: z.number(),
  maxPosition: z.number(),
  /** 'counted', 'timed': it does not know where it stands; steps, or milliseconds, are counted from the middle. */
  positioning: z.enum(['absolute', 'counted', 'timed']),
  moving: z.boolean(),
  temperature: optionalNumber,
});

const filterWheelReading = z.object({
  kind: z.literal('filterWheel'),
  /** Null while it turns, and when nobody knows. */
  slot: optionalNumber,
  turning: z.boolean(),
  filters: z.array(z.object({ name: z.string(), focusOffset: z.number() })),
});

const rotatorReading = z.object({
  kind: z.literal('rotator'),
  /** Degrees [0, 360): the position angle of the camera, syncs included. */
  angle: z.number(),
  /** Degrees of the mechanics, where the driver tells them apart. */
  mechanicalAngle: optionalNumber,
  moving: z.boolean(),
  reversed: z.boolean().nullable(),
  /** Its angle was told it, in this session or as its offset from the mechanics shows; otherwise it is a guess. */
  calibrated: z.boolean(),
  canReverse: z.boolean(),
  canSync: z.boolean(),
  canHalt: z.boolean(),
});

const domeReading = z.object({
  kind: z.literal('dome'),
  /** Degrees of the slit, from north through east; null for a roof. */
  azimuth: optionalNumber,
  shutter: z.enum(['open', 'closed', 'opening', 'closing', 'error']).nullable(),
  moving: z.boolean(),
  parked: z.boolean(),
  slaved: z.boolean(),
  canSetAzimuth: z.boolean(),
  canSetShutter: z.boolean(),
  canPark: z.boolean(),
  canSlave: z.boolean(),
  canSync: z.boolean(),
});

const coverCalibratorReading = z.object({
  kind: z.literal('coverCalibrator'),
  /** Null when there is no cover. */
  cover: z.enum(['open', 'closed', 'moving', 'unknown', 'error']).nullable(),
  /** Null when there is no light; 'warming': on and not steady yet. */
  light: z.enum(['off', 'warming', 'on', 'unknown', 'error']).nullable(),
  brightness: optionalNumber,
  /** Brightness runs from 0 to this; 1 where it can only be switched. */
  maxBrightness: z.number(),
  canHalt: z.boolean(),
});

/** What the station does not know is null. Units as their names say; wind direction is where it blows from. */
const weatherReading = z.object({
  kind: z.literal('weather'),
  cloudCoverPercent: optionalNumber,
  temperature: optionalNumber,
  dewPoint: optionalNumber,
  humidityPercent: optionalNumber,
  pressureHpa: optionalNumber,
  rainMmPerHour: optionalNumber,
  skyBrightnessLux: optionalNumber,
  /** Magnitudes per square arcsecond. */
  skyQuality: optionalNumber,
  skyTemperature: optionalNumber,
  seeingArcsec: optionalNumber,
  windDirection: optionalNumber,
  /** Metres per second. */
  windGust: optionalNumber,
  windSpeed: optionalNumber,
  /** What the driver itself makes of it, where it does. */
  verdict: z.enum(['good', 'warning', 'bad']).nullable(),
});

const safetyReading = z.object({ kind: z.literal('safety'), safe: z.boolean() });

/** One switch, slider or gauge. An on-off switch is 0 or 1 in steps of 1. */
const switchReading = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  writable: z.boolean(),
  min: z.number(),
  max: z.number(),
  step: z.number(),
  /** Null when it cannot be read at the moment. */
  value: optionalNumber,
});
const switchesReading = z.object({ kind: z.literal('switches'), switches: z.array(switchReading) });

const gpsReading = z.object({
  kind: z.literal('gps'),
  fixed: z.boolean(),
  /** Degrees, north and east positive; null without a fix. */
  latitude: optionalNumber,
  longitude: optionalNumber,
  /** Metres above sea level. */
  elevation: optionalNumber,
  /** Milliseconds since the Unix epoch, as the receiver says. */
  time: optionalNumber,
});

const watchdogReading = z.object({
  kind: z.literal('watchdog'),
  /** Whether it waits for this program to be heard of. */
  armed: z.boolean(),
  /** How long it waits, seconds; null while it is not armed. */
  seconds: optionalNumber,
  /** It has heard nothing for too long, and parks what it was told to; or has done so, or failed to. */
  shutdown: z.enum(['none', 'under way', 'done', 'failed']),
});

const guiderReading = z.object({
  kind: z.literal('guider'),
  /** 'looping': it takes images and guides by none; 'settling': it has begun or dithered; 'lost': it does not find its star. */
  state: z.enum(['stopped', 'looping', 'calibrating', 'guiding', 'settling', 'lost', 'paused']),
  /** How far the star strayed in the last minute, about its mean; null when it was not guided or nothing was seen of it. */
  rms: z.object({ ra: z.number(), dec: z.number(), total: z.number(), unit: z.enum(['arcsec', 'px']) }).nullable(),
  /** Images in that minute without the star. */
  lost: z.number(),
});

export const reading = z.discriminatedUnion('kind', [
  cameraReading,
  mountReading,
  focuserReading,
  filterWheelReading,
  rotatorReading,
  domeReading,
  coverCalibratorReading,
  weatherReading,
  safetyReading,
  switchesReading,
  gpsReading,
  watchdogReading,
  guiderReading,
]);
export type Reading = z.infer<typeof reading>;
export type ReadingOf<K extends Reading['kind']> = Extract<Reading, { kind: K }>;
