import { z } from 'zod';
import { captureSettings, sensorArea } from './capture.ts';
import { libraryCommands } from './libraryCommands.ts';
import { liveStackCommands } from './liveStackCommands.ts';
import { masterCommands } from './masterCommands.ts';
import { measureCommands } from './measureCommands.ts';
import { deviceChoice, optionsChange, profile } from './profile.ts';
import { foundProperty, propertiesSet } from './properties.ts';
import { nickname, role, seat } from './role.ts';
import { verdict } from './state.ts';

/**
 * Everything a client can ask for: POST /api/v1/commands/<name> with `input` as the JSON body. The answer is 200 with
 * `output`, or 4xx/5xx with an `ApiError`. Long work answers at once with its activity; how it goes is in the state.
 * `summary` is the sentence of the reference page and of the OpenAPI document.
 */
const profileId = z.string().min(1).max(100);
const started = z.object({ activity: z.string() });
const done = z.object({});
const nothing = z.object({});

const direction = z.object({ ra: z.number().min(0).max(360), dec: z.number().min(-90).max(90) });

export const skyObject = z.object({
  name: z.string(),
  otherNames: z.array(z.string()),
  type: z.string(),
  /** Degrees, J2000. */
  ra: z.number(),
  dec: z.number(),
  magnitude: z.number().nullable(),
  /** Arcminutes. */
  sizeArcmin: z.number().nullable(),
});
export type SkyObject = z.infer<typeof skyObject>;

export const discoveredDevice = z.object({
  address: z.string(),
  name: z.string(),
  role: role.nullable(),
  server: z.string(),
});
export type DiscoveredDevice = z.infer<typeof discoveredDevice>;

export const commands = {
  'equipment.assign': {
    summary: 'Gives a role to the device at an address; an empty address leaves the role without a device.',
    input: seat.safeExtend({ address: z.string().max(2048) }),
    output: done,
  },
  'equipment.connect': {
    summary: 'Connects the device of a role; answers when it is connected, or with what went wrong.',
    input: seat,
    output: done,
  },
  'equipment.disconnect': {
    summary:
      'Stops what the device of a role is doing and lets go of it; `warmFirst` answers at once, brings a camera to the temperature around it step by step, and then lets go of it.',
    input: seat.safeExtend({ warmFirst: z.boolean().optional() }),
    output: done,
  },
  'equipment.connectAll': {
    summary: 'Connects every device that has a role; answers when all are connected, or with the first that is not.',
    input: nothing,
    output: done,
  },
  'equipment.disconnectAll': {
    summary: 'Lets go of every device; `warmFirst` as for one.',
    input: z.object({ warmFirst: z.boolean().optional() }),
    output: done,
  },
  'equipment.discover': {
    summary: 'Lists the Alpaca devices on the network, the built-in simulated ones, and those of a given INDI server.',
    input: z.object({ indiHost: z.string().max(300).optional() }),
    output: z.object({
      devices: z.array(discoveredDevice),
      /** What answered wrongly or not at all, a sentence each. */
      problems: z.array(z.string()),
    }),
  },
  'equipment.setServer': {
    summary:
      'Leads every device of a protocol, or those at one server, to another server ("host" or "host:port"); which device it is there stays.',
    input: z.strictObject({
      protocol: z.enum(['indi', 'alpaca']),
      server: z.string().trim().min(1).max(300),
      /** Only those that are at this one now. */
      from: z.string().trim().min(1).max(300).optional(),
    }),
    output: z.object({
      /** How many were led there. */
      changed: z.number(),
    }),
  },
  'equipment.addSwitches': {
    summary: 'Makes a place for one more box of switches, under a nickname of its own.',
    input: z.strictObject({ nickname, address: z.string().max(2048).optional() }),
    output: done,
  },
  'equipment.renameSwitches': {
    summary: 'Gives a box of switches another nickname; what refers to it follows.',
    input: z.strictObject({ nickname, to: nickname }),
    output: done,
  },
  'equipment.removeSwitches': {
    summary: 'Lets go of a box of switches and takes its place away.',
    input: z.strictObject({ nickname }),
    output: done,
  },
  'equipment.set': {
    summary:
      'Says which switch feeds a device (null: none), whether its INDI driver loads its saved configuration, and into which folder of this computer an INDI camera writes its frames (null: they are sent). Holds from the next connection on.',
    input: seat.safeExtend({
      power: deviceChoice.shape.power.unwrap().nullable().optional(),
      loadConfiguration: z.boolean().optional(),
      frameFolder: deviceChoice.shape.frameFolder.unwrap().nullable().optional(),
    }),
    output: done,
  },
  'server.login': {
    summary:
      'Keeps the name and password for an Alpaca server, and the certificate it signs itself; an empty user forgets.',
    input: z.strictObject({
      /** "http://host:11111" or "https://host". */
      server: z.string().max(300),
      user: z.string().max(200),
      password: z.string().max(500),
      /** PEM, for a server whose certificate nobody else vouches for. */
      certificate: z.string().max(20_000).optional(),
    }),
    output: done,
  },
  'properties.set': {
    summary:
      'Asks an INDI driver for new values of a property, and answers when the driver has taken them, or with its refusal.',
    input: propertiesSet,
    output: z.object({
      /** How the driver leaves it: done, at rest, or still at it when its time was up. */
      state: z.enum(['ok', 'idle', 'busy']),
    }),
  },
  'properties.find': {
    summary: 'Lists the INDI properties whose name, label, elements or group contain a text, 100 at most.',
    input: z.strictObject({ text: z.string().trim().min(1).max(100) }),
    output: z.object({ found: z.array(foundProperty), more: z.boolean() }),
  },
  'profile.create': {
    summary: 'Makes a profile: empty, or a copy of another; the active one stays as it is.',
    input: z.strictObject({ name: profile.shape.name, copyOf: profileId.optional() }),
    output: z.object({ profile: z.string() }),
  },
  'profile.import': {
    summary:
      'Makes a profile of a configuration file of CCDciel: its devices and site, and the options that have their like.',
    input: z.strictObject({ name: profile.shape.name, text: z.string().max(5_000_000) }),
    output: z.object({
      profile: z.string(),
      /** What could not be taken over, a sentence each. */
      notes: z.array(z.string()),
    }),
  },
  'profile.rename': {
    summary: 'Gives a profile another name; its file keeps its own.',
    input: z.strictObject({ profile: profileId, name: profile.shape.name }),
    output: done,
  },
  'profile.delete': {
    summary: 'Deletes a profile. The active one is refused.',
    input: z.strictObject({ profile: profileId }),
    output: done,
  },
  'profile.switch': {
    summary: 'Stops everything, lets go of the devices, and takes another profile: its devices, its options, its site.',
    input: z.strictObject({ profile: profileId }),
    output: done,
  },
  'profile.read': {
    summary: 'A whole profile, as its file says; no login is in it.',
    input: z.strictObject({ profile: profileId }),
    output: z.object({ profile }),
  },
  'profile.set': {
    summary: 'Changes options of the active profile; those left out stay.',
    input: z.strictObject({ options: optionsChange }),
    output: done,
  },
  'capture.set': {
    summary: 'Keeps the settings of the capture form, so that every client shows the same.',
    input: captureSettings.partial(),
    output: done,
  },
  'capture.single': {
    summary: 'Takes one exposure; `keep` writes it to disk.',
    input: captureSettings.extend({ keep: z.boolean() }),
    output: started,
  },
  'capture.loop': {
    summary:
      'Takes exposures one after the other until it is stopped, and keeps none on disk; `aside` leaves the capture form as it is.',
    input: captureSettings.extend({ aside: z.boolean().optional() }),
    output: started,
  },
  'capture.moveArea': {
    summary:
      'Moves what the running loop reads out of the sensor, from its next exposure on, to follow a star; null is all of it.',
    input: z.strictObject({ area: sensorArea.nullable() }),
    output: done,
  },
  'capture.series': {
    summary: 'Takes `count` exposures and writes each to disk.',
    input: captureSettings.extend({ count: z.number().int().min(1).max(10_000) }),
    output: started,
  },
  'frame.save': {
    summary: 'Writes to disk a frame that is only in memory: a preview worth keeping, or one whose writing failed.',
    input: z.object({ frame: z.string().max(100) }),
    output: z.object({ fileName: z.string() }),
  },
  'frame.judge': {
    summary:
      'Accepts or rejects a frame that has a file, or takes that back (null). A rejected frame keeps its file and does not count when its series is resumed.',
    input: z.object({ frame: z.string().max(100), verdict: verdict.nullable() }),
    output: done,
  },
  ...libraryCommands,
  ...measureCommands,
  ...liveStackCommands,
  ...masterCommands,
  'prompt.answer': {
    summary: 'Says that what was asked of a person (`prompts` of the state) is done, or that it will not be.',
    input: z.strictObject({ prompt: z.string().max(40), answer: z.enum(['done', 'cancel']) }),
    output: done,
  },
  stop: {
    summary: 'Stops one activity, or everything that moves or exposes when none is named.',
    input: z.object({ activity: z.string().optional() }),
    output: done,
  },
  'camera.cool': {
    summary:
      'Cools to a set point in degrees Celsius, or warms up and switches the cooler off, at the rate of the options (see `cooling` of the state); "stay" ends that and keeps the temperature reached.',
    input: z.object({ setpoint: z.union([z.number().min(-100).max(50), z.enum(['off', 'stay'])]) }),
    output: done,
  },
  'mount.slew': {
    summary: 'Slews to J2000 degrees, or to text: the name of an object or coordinates in any notation.',
    input: z.union([direction, z.object({ text: z.string().min(1).max(200) })]),
    output: started.extend({ target: direction.extend({ name: z.string().nullable() }) }),
  },
  'mount.park': { summary: 'Sends the mount to its park position.', input: nothing, output: started },
  'mount.unpark': { summary: 'Lets a parked mount move again.', input: nothing, output: done },
  'mount.track': { summary: 'Follows the sky, or not.', input: z.object({ on: z.boolean() }), output: done },
  'mount.rate': {
    summary: 'Has the mount follow the stars, the Moon or the Sun.',
    input: z.object({ rate: z.enum(['sidereal', 'lunar', 'solar', 'king']) }),
    output: done,
  },
  'mount.home': { summary: 'Sends the mount to its home position.', input: nothing, output: started },
  'mount.sync': {
    summary: 'Tells the mount where it points: J2000 degrees, or text as for slewing.',
    input: z.union([direction, z.object({ text: z.string().min(1).max(200) })]),
    output: z.object({ target: direction.extend({ name: z.string().nullable() }) }),
  },
  'mount.move': {
    summary:
      'Hand pad: moves an axis at `rate` degrees per second (east and north positive) until rate 0; the server stops it by itself 2 s after the last word.',
    input: z.object({ axis: z.enum(['ra', 'dec']), rate: z.number().min(-20).max(20) }),
    output: done,
  },
  'focuser.move': {
    summary: 'Moves the focuser to a position, or by a number of steps.',
    input: z.union([z.object({ to: z.number().int() }), z.object({ by: z.number().int() })]),
    output: started,
  },
  'filterWheel.select': {
    summary: 'Turns the filter wheel to a slot, 0-based.',
    input: z.object({ slot: z.number().int().min(0) }),
    output: started,
  },
  'sky.stars': {
    summary:
      'The stars down to a magnitude, brightest first, each as right ascension and declination (J2000 degrees) and magnitude.',
    input: z.object({ limitMagnitude: z.number().max(6.5) }),
    output: z.object({ stars: z.array(z.tuple([z.number(), z.number(), z.number()])) }),
  },
  'rotator.turn': {
    summary: 'Turns the rotator to a position angle in degrees.',
    input: z.object({ angle: z.number().min(-360).max(360) }),
    output: started,
  },
  'rotator.sync': {
    summary: 'Tells the rotator which position angle it has now, degrees.',
    input: z.object({ angle: z.number().min(-360).max(360) }),
    output: done,
  },
  'rotator.reverse': {
    summary: 'Has the angles of the rotator count the other way round, or not.',
    input: z.object({ on: z.boolean() }),
    output: done,
  },
  'dome.turn': {
    summary: 'Turns the slit of the dome to an azimuth, degrees from north through east.',
    input: z.object({ azimuth: z.number().min(0).max(360) }),
    output: started,
  },
  'dome.shutter': {
    summary: 'Opens or closes the shutter or roof.',
    input: z.object({ to: z.enum(['open', 'closed']) }),
    output: started,
  },
  'dome.park': { summary: 'Parks the dome; the shutter stays as it is.', input: nothing, output: started },
  'dome.slave': {
    summary: 'Has the dome follow the telescope, or not.',
    input: z.object({ on: z.boolean() }),
    output: done,
  },
  'dome.sync': {
    summary: 'Tells the dome at which azimuth its slit is now, degrees.',
    input: z.object({ azimuth: z.number().min(0).max(360) }),
    output: done,
  },
  'cover.move': {
    summary: 'Opens or closes the cover of the telescope.',
    input: z.object({ to: z.enum(['open', 'closed']) }),
    output: started,
  },
  'panel.light': {
    summary: 'Lights the flat panel at a brightness of 1 to the most it has, or puts it out.',
    input: z.object({ brightness: z.union([z.number().int().min(1), z.literal('off')]) }),
    output: started,
  },
  'switches.set': {
    summary: 'Sets one switch of a box, by its id.',
    input: z.strictObject({ nickname, id: z.string().max(200), value: z.number() }),
    output: done,
  },
  'sky.find': {
    summary: 'Objects whose name begins with or contains the text, the best match first.',
    input: z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(50).optional() }),
    output: z.object({ objects: z.array(skyObject) }),
  },
} as const;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type CommandInput<K extends CommandName> = z.infer<Commands[K]['input']>;
export type CommandOutput<K extends CommandName> = z.infer<Commands[K]['output']>;

/** What went wrong, in a sentence for a person. */
export const apiError = z.object({
  error: z.object({ tag: z.string(), message: z.string(), where: z.string().optional() }),
});
export type ApiError = z.infer<typeof apiError>;
