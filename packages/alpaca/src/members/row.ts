/**
 * The shape of a row of the member table. Everything else in this package (the two interfaces, the client, the
 * server's routes, the reference pages) is computed from such rows; a member exists in one place only.
 */
import type { AlpacaErrorName } from '../alpacaError.ts';
import type { AlpacaEnumeration } from '../enumerations.ts';

/** What a value is made of, by the name used in the table; `ValueOf` gives the TypeScript type. */
export type TypeName =
  | 'boolean'
  /** A 32-bit signed integer. */
  | 'int'
  | 'double'
  | 'string'
  /** ISO 8601 ending in Z. */
  | 'utcDate'
  /** ISO 8601 in UTC without a zone letter, as FITS writes it. */
  | 'fitsDate'
  | 'string[]'
  | 'int[]'
  | 'driveRate[]'
  | 'axisRate[]'
  | 'image'
  | 'deviceState'
  | AlpacaEnumeration;

export interface Parameter {
  /** As it is spelt in a form or a query. */
  readonly name: string;
  readonly type: TypeName;
  /** Another name that servers in the wild want instead; a client sends both, as unknown parameters are ignored. */
  readonly also?: string;
}

/**
 * The answer for a member that the driver leaves out: a value; whether the driver has another member (can write it, if
 * that is a property that can be written); the same as another member; or whether another member has a certain value.
 */
export type Default =
  | boolean
  | number
  | string
  | readonly string[]
  | { readonly has: string }
  | { readonly same: string }
  | { readonly when: string; readonly is: string };

interface Common {
  /** The version of the device's interface that brought it; a row of the common members names the platform instead. */
  readonly since: number | 'actions' | 'platform7';
  /** One sentence or two for a person, with the unit. */
  readonly doc: string;
  /** A driver without it is no driver of this type. */
  readonly mandatory?: true;
  readonly default?: Default;
  /** Answers although the device is not connected. */
  readonly offline?: true;
  /** What it answers, instead of an error, while the device is not connected. */
  readonly whenDisconnected?: boolean;
  /**
   * Refusals that are right answers and do not follow from the rest of the table (a member left out, a Can property, an
   * enumeration, a range): what memberErrors.ts adds.
   */
  readonly errors?: readonly AlpacaErrorName[];
  /** May take minutes: everything else answers within a second. */
  readonly slow?: true;
}

/** A property: GET, and PUT with the member's own name as the parameter when it can be written. */
export interface Property extends Common {
  readonly access: 'read' | 'readWrite';
  readonly type: TypeName;
  /** Part of the operational state that DeviceState reports. */
  readonly state?: true;
}

/** A question with parameters: GET. */
export interface Query extends Common {
  readonly access: 'query';
  readonly parameters: readonly Parameter[];
  readonly type: TypeName;
}

/** Something to do: PUT. */
export interface Command extends Common {
  readonly access: 'command';
  readonly parameters: readonly Parameter[];
  readonly type?: TypeName;
  /** Doing it twice is the same as doing it once, so that it may be sent again when an answer is lost. */
  readonly repeatable?: true;
}

export type Row = Property | Query | Command;

/** Rows by ASCOM name. */
export type Members = { readonly [name: string]: Row };
