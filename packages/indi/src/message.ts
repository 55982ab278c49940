import type { PropertyState, Vector } from './vector.ts';

/** Everything that INDI 1.7 says on the wire, as plain data. Times are milliseconds since the Unix epoch. */
export type IndiMessage =
  | GetProperties
  | EnableBlob
  | DefineVector
  | SetVector
  | NewVector
  | DeleteProperty
  | TextMessage
  | PingRequest
  | PingReply;

/** "Tell me what you have": of one device or one property, or everything. */
export interface GetProperties {
  readonly tag: 'getProperties';
  readonly version: string;
  readonly device: string | undefined;
  readonly name: string | undefined;
}

/** Never: no BLOBs. Also: BLOBs among the rest. Only: nothing but BLOBs. */
export type BlobMode = 'Never' | 'Also' | 'Only';
export interface EnableBlob {
  readonly tag: 'enableBLOB';
  readonly device: string;
  readonly name: string | undefined;
  readonly mode: BlobMode;
}

/** A device has this property. */
export interface DefineVector {
  readonly tag: 'def';
  readonly vector: Vector;
  readonly message: string | undefined;
}

interface VectorChange {
  readonly device: string;
  readonly name: string;
  readonly timestamp: number | undefined;
  readonly message: string | undefined;
}
interface DeviceChange extends VectorChange {
  readonly tag: 'set';
  /** Undefined: as it was. */
  readonly state: PropertyState | undefined;
  readonly timeoutSeconds: number | undefined;
}
interface ClientChange extends VectorChange {
  readonly tag: 'new';
}

/** A number, and where the device says so its new limits. */
export interface NumberChange {
  readonly name: string;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
}
export interface TextChange {
  readonly name: string;
  readonly value: string;
}
export interface SwitchChange {
  readonly name: string;
  readonly value: boolean;
}
export interface LightChange {
  readonly name: string;
  readonly value: PropertyState;
}
/** Bytes of a BLOB as they crossed the wire, base64 undone; or why there are none. */
export interface BlobChange {
  readonly name: string;
  /** ".fits", ".fits.fz", ".fits.z", ".stream" ...: with ".z" the bytes are still deflated. */
  readonly format: string;
  /** Bytes after decompression, as the sender says. */
  readonly size: number;
  readonly bytes: Uint8Array;
  /** Why `bytes` is empty: too large, cut short, no base64. */
  readonly fault: string | undefined;
}

export type Changed =
  | { readonly type: 'number'; readonly elements: readonly NumberChange[] }
  | { readonly type: 'text'; readonly elements: readonly TextChange[] }
  | { readonly type: 'switch'; readonly elements: readonly SwitchChange[] }
  | { readonly type: 'light'; readonly elements: readonly LightChange[] }
  | { readonly type: 'blob'; readonly elements: readonly BlobChange[] };

/** A device reports values or a state. */
export type SetVector = DeviceChange & Changed;
/** A client asks for values. */
export type NewVector = ClientChange & Exclude<Changed, { type: 'light' }>;

/** A property is gone, or without a name the whole device. */
export interface DeleteProperty {
  readonly tag: 'delProperty';
  readonly device: string;
  readonly name: string | undefined;
  readonly timestamp: number | undefined;
  readonly message: string | undefined;
}

/** A sentence for a person. */
export interface TextMessage {
  readonly tag: 'message';
  readonly device: string | undefined;
  readonly timestamp: number | undefined;
  readonly message: string;
}

/** "Are you still reading?": answered with the same uid. */
export interface PingRequest {
  readonly tag: 'pingRequest';
  readonly uid: string;
}
export interface PingReply {
  readonly tag: 'pingReply';
  readonly uid: string;
}
