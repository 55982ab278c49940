import { z } from 'zod';
import { captureSettings, role } from './state.ts';

/**
 * Everything a client can ask for: POST /api/v1/commands/<name> with `input` as the JSON body. The answer is 200 with
 * `output`, or 4xx/5xx with an `ApiError`. Long work answers at once with its activity; how it goes is in the state.
 */
const started = z.object({ activity: z.string() });
const done = z.object({});

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
  'equipment.assign': { input: z.object({ role, address: z.string() }), output: done },
  'equipment.connect': { input: z.object({ role }), output: done },
  'equipment.disconnect': { input: z.object({ role }), output: done },
  'equipment.connectAll': { input: z.object({}), output: done },
  'equipment.disconnectAll': { input: z.object({}), output: done },
  'equipment.discover': {
    input: z.object({ indiHost: z.string().optional() }),
    output: z.object({ devices: z.array(discoveredDevice) }),
  },
  /** Keeps the settings of the capture form, so that every client shows the same. */
  'capture.set': { input: captureSettings.partial(), output: done },
  'capture.single': { input: captureSettings.extend({ keep: z.boolean() }), output: started },
  'capture.loop': { input: captureSettings, output: started },
  'capture.series': { input: captureSettings.extend({ count: z.number().int().min(1).max(10_000) }), output: started },
  /** Stops one activity, or everything that moves or exposes when none is named. */
  stop: { input: z.object({ activity: z.string().optional() }), output: done },
  'camera.cool': {
    input: z.object({ setpoint: z.union([z.number().min(-100).max(50), z.literal('off')]) }),
    output: done,
  },
  'mount.slew': {
    /** Either J2000 degrees, or text: an object's name or coordinates in any notation. */
    input: z.union([direction, z.object({ text: z.string().min(1).max(200) })]),
    output: started.extend({ target: direction.extend({ name: z.string().nullable() }) }),
  },
  'mount.park': { input: z.object({}), output: started },
  'mount.unpark': { input: z.object({}), output: done },
  'mount.track': { input: z.object({ on: z.boolean() }), output: done },
  /** Hand pad: moves until it is sent again with rate 0; the server stops it by itself 2 s after the last word. */
  'mount.move': { input: z.object({ axis: z.enum(['ra', 'dec']), rate: z.number() }), output: done },
  'focuser.move': {
    input: z.union([z.object({ to: z.number().int() }), z.object({ by: z.number().int() })]),
    output: started,
  },
  'filterWheel.select': { input: z.object({ slot: z.number().int().min(0) }), output: started },
  'sky.find': {
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
