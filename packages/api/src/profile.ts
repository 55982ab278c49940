import { z } from 'zod';
import { captureSettings, sensorArea } from './capture.ts';
import { qualityFlag } from './quality.ts';
import { nickname, singleRole } from './role.ts';

/**
 * One rig and how it is used: a readable JSON file that may be edited by hand. What is left out has its default. Names
 * and passwords of servers are not in it.
 */

/** How one place of the rig is filled. */
export const deviceChoice = z.strictObject({
  /** "alpaca://host:11111/camera/0", "alpacas://..." for https, "indi://host:7624/CCD%20Simulator". */
  address: z.string().min(1).max(2048),
  /** The switch that feeds it: its power is taken away for some seconds when nothing else brings it back. */
  power: z.strictObject({ switches: nickname, switch: z.string().min(1).max(200) }).optional(),
  /** INDI: has the driver load the configuration that was saved in it, after connecting. */
  loadConfiguration: z.boolean().optional(),
  /**
   * INDI cameras: a folder, best a RAM disk, into which a driver on this computer writes its frames instead of sending
   * them. Without it, and for drivers that cannot, they are sent.
   */
  frameFolder: z
    .string()
    .max(1000)
    .regex(/^([/\\]|[A-Za-z]:[/\\])/, 'not a whole path')
    .optional(),
});
export type DeviceChoice = z.infer<typeof deviceChoice>;

/** Several boxes of switches, told apart by nicknames; the address of one may be missing yet. */
export const switchesChoice = deviceChoice.extend({ address: z.string().max(2048), nickname });
export type SwitchesChoice = z.infer<typeof switchesChoice>;

export const site = z.strictObject({
  name: z.string().max(68).default(''),
  /** Degrees, north and east positive. */
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  /** Metres above sea level. */
  elevation: z.number().min(-500).max(9000).default(0),
});
export type ProfileSite = z.infer<typeof site>;

const gain = z.number().int().min(0).max(1_000_000);

export const profileOptions = z.strictObject({
  /** Where the observatory stands; null while nobody has said. */
  site: site.nullable().default(null),
  /** Whose word counts: this file's, the mount's, or that of a GPS receiver. The file's is used while those are silent. */
  siteFrom: z.enum(['profile', 'mount', 'gps']).default('mount'),
  horizon: z
    .strictObject({
      /** Degrees: the telescope is never sent lower. */
      lowest: z.number().min(-5).max(89).default(0),
      /** Trees and walls: altitude by azimuth, both degrees, azimuth from north through east; straight lines between. */
      points: z
        .array(z.strictObject({ azimuth: z.number().min(0).max(360), altitude: z.number().min(-5).max(90) }))
        .max(3600)
        .default([]),
      /** Degrees kept from the Sun while it is up. */
      sunDistance: z.number().min(0).max(180).default(25),
    })
    .prefault({}),
  /** What headers say of who observed with what; empty leaves the keyword to the driver, or out. */
  observer: z.string().max(68).default(''),
  telescope: z
    .strictObject({
      name: z.string().max(68).default(''),
      /** Millimetres; null when unknown. */
      focalLengthMm: z.number().positive().max(200_000).nullable().default(null),
      apertureMm: z.number().positive().max(50_000).nullable().default(null),
    })
    .prefault({}),
  camera: z
    .strictObject({
      /** What INSTRUME says. */
      name: z.string().max(68).default(''),
      /** Used where a capture does not say; null leaves the camera as it is. */
      gain: gain.nullable().default(null),
      offset: gain.nullable().default(null),
      /** The raw file or JPEG that a DSLR sends stays beside the FITS file that is made of it, under the same name. */
      keepNative: z.boolean().default(false),
      /** A calibrated copy of every light that is filed goes into a folder beside it, when masters fit. The raw file stays. */
      keepCalibrated: z.boolean().default(false),
      /** The image is turned upside down when it is read, for programs that have the first row at the bottom. */
      flip: z.boolean().default(false),
      /**
       * Bits of the sensor's converter. Values that the driver multiplied to fill 16 bits are divided again; null leaves them
       * as they are sent.
       */
      sensorBits: z.number().int().min(8).max(15).nullable().default(null),
      /** Who says when an exposure began: the camera's driver where it does so, or this computer by when it commanded it. */
      startFrom: z.enum(['camera', 'computer']).default('camera'),
      /** Parts of the sensor that a person has given a name, to be chosen again. */
      areas: z
        .array(sensorArea.extend({ name: z.string().trim().min(1).max(40) }))
        .max(50)
        .default([]),
    })
    .prefault({}),
  files: z
    .strictObject({
      /** What a frame is filed as: FITS, FITS packed without loss, or Astro-TIFF. */
      format: z.enum(['fits', 'fits.fz', 'tif']).default('fits'),
      /** A picture beside it, under the same name, written after it: stretched in 8 bits (jpg, bmp) or as measured in 16 (png, tif). */
      picture: z.enum(['none', 'jpg', 'bmp', 'png', 'tif']).default('none'),
    })
    .prefault({}),
  cooling: z
    .strictObject({
      /** Degrees Celsius per minute, cooling and warming; null lets the camera do as it can. */
      degreesPerMinute: z.number().positive().max(60).nullable().default(null),
      /** Cools to this as soon as the camera is connected, degrees Celsius; null leaves it. */
      onConnect: z.number().min(-100).max(50).nullable().default(null),
    })
    .prefault({}),
  mount: z
    .strictObject({
      /** Tells the mount where it stands when it is connected. Not with `siteFrom` 'mount'. */
      setSite: z.boolean().default(false),
      /** Sets the clock of the mount when it is connected. */
      setTime: z.boolean().default(false),
    })
    .prefault({}),
  focuser: z
    .strictObject({
      /** Steps of play in the mechanics; 0 for none. */
      backlash: z.number().int().min(0).max(100_000).default(0),
      /** The direction in which every move ends: 'in' towards smaller positions. */
      approach: z.enum(['in', 'out']).default('in'),
      /** The weather station's temperature stands in when the focuser has no thermometer. */
      stationTemperature: z.boolean().default(true),
    })
    .prefault({}),
  focus: z
    .strictObject({
      /** Side of the square that is read out around a star while it is focused or collimated on, pixels of the sensor. */
      window: z.number().int().min(40).max(4000).default(400),
    })
    .prefault({}),
  /** In the order of the slots: what counts instead of the driver's own names and offsets. Empty: the driver's. */
  filters: z
    .array(z.strictObject({ name: z.string().min(1).max(68), focusOffset: z.number().int().default(0) }))
    .max(100)
    .default([]),
  grading: z
    .strictObject({
      /**
       * What lets a light be rejected without asking anybody, where the frames around it are not so too. A person's word
       * stands above it. Empty: nothing is.
       */
      reject: z.array(qualityFlag).max(20).default(['noStars', 'fewerStars', 'fainterStars', 'largerStars', 'trailed']),
      /** How many exposures a series takes at most in place of rejected ones, percent of its count. 0: it takes none. */
      retakesPercent: z.number().min(0).max(1000).default(50),
    })
    .prefault({}),
  /** INDI's watchdog driver, which parks the mount and the dome when nothing is heard of this program any more. */
  watchdog: z
    .strictObject({
      /** How long it waits. */
      minutes: z.number().min(0.1).max(60).default(10),
      parkMount: z.boolean().default(true),
      parkDome: z.boolean().default(true),
    })
    .prefault({}),
  recovery: z
    .strictObject({
      /** From one question whether a device is there to the next, seconds. */
      heartbeatSeconds: z.number().min(1).max(300).default(5),
      /** How often a running operation tries what failed with its device. 1 gives up at once. */
      attempts: z.number().int().min(1).max(20).default(3),
      /** How long it waits for a lost device each time, seconds. */
      outageSeconds: z.number().min(0).max(86_400).default(600),
      /** What is done about the mount when an operation has to give up. */
      thenMount: z.enum(['nothing', 'stopTracking', 'park']).default('stopTracking'),
      /** The FIFO of an indiserver on this computer (its option -f): drivers that hang are started anew by it. */
      indiFifo: z.string().max(1000).default(''),
      /** Other INDI servers, "host" or "host:port", that may have a device when its own cannot be reached any more. */
      indiServers: z
        .array(
          z
            .string()
            .max(300)
            .regex(/^[^\s/]+$/, 'not a host or host:port'),
        )
        .max(20)
        .default([]),
      /** Seconds without power, and seconds until the device is ready again. */
      powerOffSeconds: z.number().min(1).max(600).default(5),
      powerBootSeconds: z.number().min(0).max(600).default(15),
    })
    .prefault({}),
});
export type ProfileOptions = z.infer<typeof profileOptions>;

export const profile = z.strictObject({
  version: z.literal(1),
  name: z.string().trim().min(1).max(80),
  devices: z.partialRecord(singleRole, deviceChoice).default({}),
  switches: z
    .array(switchesChoice)
    .max(20)
    .refine((all) => new Set(all.map((one) => one.nickname)).size === all.length, {
      message: 'two switches have the same nickname',
    })
    .default([]),
  options: profileOptions.prefault({}),
  /** The capture form. */
  capture: captureSettings.optional(),
});
export type Profile = z.infer<typeof profile>;

/** One profile in the list of them. */
export const profileSummary = z.object({
  /** The name of its file, without ".json". */
  id: z.string(),
  name: z.string(),
  /** Why it cannot be used, in a sentence; empty when it can. */
  problem: z.string(),
});
export type ProfileSummary = z.infer<typeof profileSummary>;

/** What the screens see of profiles. */
export const profilesState = z.object({
  active: z.string(),
  all: z.array(profileSummary),
  /** The active one; its capture form is `capture` of the state. */
  profile: profile.omit({ capture: true, version: true }),
  /** The servers ("https://host:port") for which a login is kept. */
  logins: z.array(z.string()),
});
export type ProfilesState = z.infer<typeof profilesState>;

/** Some of the options: what is left out stays as it is. Lists and the site are replaced whole. */
export type OptionsChange = {
  [K in keyof ProfileOptions]?: ProfileOptions[K] extends readonly unknown[] | ProfileSite | string | null
    ? ProfileOptions[K]
    : Partial<ProfileOptions[K]>;
};
export const optionsChange = partOf(profileOptions) as z.ZodType<OptionsChange>;

/** The same schema with everything left to be left out, and without its defaults, which would change what is not named. */
function partOf(schema: z.ZodObject): z.ZodObject {
  const shape = Object.entries(schema.shape).map(([name, inner]) => {
    const bare = inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault ? inner.unwrap() : inner;
    const part = bare instanceof z.ZodObject ? partOf(bare) : (bare as z.ZodType);
    return [name, part.optional()];
  });
  return z.strictObject(Object.fromEntries(shape));
}
