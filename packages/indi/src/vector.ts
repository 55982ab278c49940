/**
 * A property of an INDI device, as the protocol calls it a *vector*: a named group of elements of one type, with a
 * state. Vectors are plain data and never change: an update makes a new one, so that a reader can keep what it saw.
 */

/** Idle: nothing was asked. Busy: under way. Ok: done. Alert: refused or failed. */
export type PropertyState = 'Idle' | 'Ok' | 'Busy' | 'Alert';
/** What a client may do with it: read, write, both. */
export type Permission = 'ro' | 'wo' | 'rw';
/** How many switches may be on: exactly one, none or one, any number. */
export type SwitchRule = 'OneOfMany' | 'AtMostOne' | 'AnyOfMany';
export type VectorType = 'number' | 'text' | 'switch' | 'light' | 'blob';

interface VectorBase {
  readonly device: string;
  readonly name: string;
  readonly label: string;
  readonly group: string;
  readonly state: PropertyState;
  readonly permission: Permission;
  /** The driver's own idea of the worst time a change takes, seconds; 0 when it says nothing. */
  readonly timeoutSeconds: number;
  /** When the driver last touched it, milliseconds since the Unix epoch by its own clock (whole seconds on the wire). */
  readonly timestamp: number | undefined;
}

export interface NumberElement {
  readonly name: string;
  readonly label: string;
  /** printf format for display, with INDI's own %m for sexagesimal; see `formatNumber`. */
  readonly format: string;
  /** No limit when `min >= max`. */
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** NaN when the driver sent something that is no number. */
  readonly value: number;
}
export interface TextElement {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}
export interface SwitchElement {
  readonly name: string;
  readonly label: string;
  readonly value: boolean;
}
export interface LightElement {
  readonly name: string;
  readonly label: string;
  readonly value: PropertyState;
}
/** The bytes of a BLOB are not kept in the tree: they go to who subscribed. */
export interface BlobElement {
  readonly name: string;
  readonly label: string;
}

export interface NumberVector extends VectorBase {
  readonly type: 'number';
  readonly elements: ReadonlyMap<string, NumberElement>;
}
export interface TextVector extends VectorBase {
  readonly type: 'text';
  readonly elements: ReadonlyMap<string, TextElement>;
}
export interface SwitchVector extends VectorBase {
  readonly type: 'switch';
  readonly rule: SwitchRule;
  readonly elements: ReadonlyMap<string, SwitchElement>;
}
export interface LightVector extends VectorBase {
  readonly type: 'light';
  readonly elements: ReadonlyMap<string, LightElement>;
}
export interface BlobVector extends VectorBase {
  readonly type: 'blob';
  readonly elements: ReadonlyMap<string, BlobElement>;
}
export type Vector = NumberVector | TextVector | SwitchVector | LightVector | BlobVector;

/** New values by element name: a number, a text, or on/off, as the vector's type wants. */
export type Values = Readonly<Record<string, number | string | boolean>>;

/** The number of one element; undefined when the vector or the element is not there, or is no number vector. */
export function numberOf(vector: Vector | undefined, element: string): number | undefined {
  return vector?.type === 'number' ? vector.elements.get(element)?.value : undefined;
}

/** The text of one element; undefined when it is not there. */
export function textOf(vector: Vector | undefined, element: string): string | undefined {
  return vector?.type === 'text' ? vector.elements.get(element)?.value : undefined;
}

/** Whether a switch is on; undefined when it is not there. */
export function isOn(vector: Vector | undefined, element: string): boolean | undefined {
  return vector?.type === 'switch' ? vector.elements.get(element)?.value : undefined;
}

/** The name of the first switch that is on; undefined when none is. */
export function chosen(vector: Vector | undefined): string | undefined {
  if (vector?.type !== 'switch') return undefined;
  for (const element of vector.elements.values()) if (element.value) return element.name;
  return undefined;
}
