import { z } from 'zod';

/**
 * Every property of every INDI device, as the property browser shows them. None of it is in the state: it is large and
 * never at rest, so that only what somebody has opened crosses the line.
 */

const name = z.string().max(300);

/** One group of one device: what a person has open. `server` is "indi://host:port". */
export const openProperties = z.strictObject({
  server: name,
  device: name,
  /** Undefined: only the device's name, its groups and its messages. */
  group: name.optional(),
  /** Keeps the newest BLOB of each property of the device for as long as this is open. They cost what they weigh. */
  blobs: z.boolean().optional(),
});
export type OpenProperties = z.infer<typeof openProperties>;

/**
 * What a browser says over the WebSocket: that it shows properties, and which (`open` null: only the list of servers and
 * devices), or null for no longer. The answers are events of the type `properties`.
 */
export const propertiesWish = z.strictObject({
  type: z.literal('properties'),
  watch: z.strictObject({ open: openProperties.nullable() }).nullable(),
});
export type PropertiesWish = z.infer<typeof propertiesWish>;

export type PropertyState = 'idle' | 'ok' | 'busy' | 'alert';

interface Base {
  name: string;
  label: string;
  state: PropertyState;
  /** May be written, and may be read. */
  writable: boolean;
  readable: boolean;
  /** Milliseconds since the Unix epoch by the driver's clock; null when it has not said. */
  at: number | null;
}

export interface NumberEntry {
  name: string;
  label: string;
  /** Null: the driver's own word is no number. */
  value: number | null;
  /** As the driver wants it shown: "12:30:00", "25.00". */
  text: string;
  /** Null where there is no limit; texts in the same format. */
  range: { min: number; max: number; text: string } | null;
  step: number;
}

export type Property =
  | (Base & { type: 'number'; elements: NumberEntry[] })
  | (Base & { type: 'text'; elements: { name: string; label: string; value: string }[] })
  | (Base & {
      type: 'switch';
      /** Exactly one on, one or none, any number. */
      rule: 'one' | 'atMostOne' | 'any';
      elements: { name: string; label: string; on: boolean }[];
    })
  | (Base & { type: 'light'; elements: { name: string; label: string; state: PropertyState }[] })
  | (Base & {
      type: 'blob';
      elements: {
        name: string;
        label: string;
        /** The newest that has come while BLOBs were asked for. */
        blob: { bytes: number; format: string; at: number } | null;
      }[];
    });

export interface PropertyDevice {
  name: string;
  /** Whether the driver is connected to its hardware; null when it does not say. */
  connected: boolean | null;
  /** What it offers to do with its saved configuration: the elements of CONFIG_PROCESS. */
  configuration: string[];
  groups: { name: string; count: number; state: PropertyState }[];
}

export interface PropertyServer {
  /** "indi://host:port" */
  address: string;
  up: boolean;
  /** Why it is not there, a sentence; empty when it is, or nobody has asked. */
  problem: string;
  devices: PropertyDevice[];
}

export interface DriverSentence {
  /** Milliseconds since the Unix epoch. */
  at: number;
  level: 'debug' | 'info' | 'warning' | 'error';
  text: string;
}

/**
 * What the server says to it, beside the state and without its sequence; what is left out is as it was. With `fresh` all
 * that was known of what is open counts no longer.
 */
export interface PropertiesEvent {
  type: 'properties';
  servers?: PropertyServer[];
  open?: OpenProperties;
  fresh?: boolean;
  /** The names of the properties of the open group, in the driver's order. */
  names?: string[];
  /** Those that are new or changed. */
  properties?: Property[];
  /** What the driver has said since, oldest first. */
  messages?: DriverSentence[];
}

/** GET /api/v1/properties/blob?server=&device=&property=&element= answers the bytes of the newest BLOB. */
export const blobQuery = z.strictObject({ server: name, device: name, property: name, element: name });

export const propertiesSet = z.strictObject({
  server: name,
  device: name,
  property: name,
  /** By element. A number may be a text: "12.5", "-5:22:00". */
  values: z
    .record(name, z.union([z.number(), z.string().max(10_000), z.boolean()]))
    .refine((values) => Object.keys(values).length <= 1000, { message: 'too many values' }),
});

export const foundProperty = z.object({
  server: z.string(),
  device: z.string(),
  group: z.string(),
  name: z.string(),
  label: z.string(),
});
export type FoundProperty = z.infer<typeof foundProperty>;
