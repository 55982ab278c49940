/**
 * The TypeScript interface of every device, computed from the member table.
 *
 * Three rules give the names: a *read* is a method named as the ASCOM property in camelCase (`ccdTemperature()`), a
 * *write* is `put` and the ASCOM name (`putCoolerOn(true)`), a *command* or a question with parameters is a method with
 * positional arguments (`startExposure(2, true)`).
 */
import type { Clock, Pixels } from '@uraniborg/core';
import type { DeviceType, deviceTypes } from './deviceTypes.ts';
import type { AlpacaEnumeration, Enumerated } from './enumerations.ts';
import type { ElementType } from './imageBytes/elementType.ts';
import type { commonMembers } from './members/commonMembers.ts';
import type { Parameter, TypeName } from './members/row.ts';

/** A range of speeds, degrees per second. */
export interface AxisRate {
  readonly minimum: number;
  readonly maximum: number;
}

/** Pixels as an Alpaca camera gives them. */
export type AlpacaImage = Pixels & {
  /** What the camera says the pixels are; most cameras say int32 whatever they send. */
  readonly imageElementType: ElementType;
  /** What crossed the wire; `data` is of this kind (64-bit integers become doubles). */
  readonly transmissionElementType: ElementType;
};

/** What a driver returns: the element types are worked out from `data` where it does not say. */
export type DriverImage = Pixels & Partial<Pick<AlpacaImage, 'imageElementType'>>;

type Plain = {
  boolean: boolean;
  int: number;
  double: number;
  string: string;
  utcDate: string;
  fitsDate: string;
  'string[]': readonly string[];
  'int[]': readonly number[];
  'driveRate[]': readonly Enumerated<'driveRate'>[];
  'axisRate[]': readonly AxisRate[];
};

/** The TypeScript type of a type name of the table. */
type ValueOf<T, Image, State> = T extends AlpacaEnumeration
  ? Enumerated<T>
  : T extends keyof Plain
    ? Plain[T]
    : T extends 'image'
      ? Image
      : T extends 'deviceState'
        ? State
        : // biome-ignore lint/suspicious/noConfusingVoidType: it is the return type of a command that returns nothing
          void;

type ArgumentsOf<P extends readonly Parameter[]> = {
  -readonly [I in keyof P]: ValueOf<P[I]['type'], never, never>;
};

/** The camelCase of an ASCOM name; two names begin with an abbreviation. */
export type MethodName<N extends string> = N extends `CCD${infer R}`
  ? `ccd${R}`
  : N extends `UTC${infer R}`
    ? `utc${R}`
    : Uncapitalize<N>;

type MembersOf<T extends DeviceType> = typeof commonMembers & (typeof deviceTypes)[T]['members'];

/** The operational state in one object; what the device cannot tell at the moment is absent. */
export type DeviceState<T extends DeviceType> = {
  readonly [K in keyof MembersOf<T> & string as MembersOf<T>[K] extends { state: true }
    ? MethodName<K>
    : never]?: ValueOf<TypeOf<MembersOf<T>[K]>, never, never>;
} & {
  /** When the state was read, by the clock of the device, UTC. */
  readonly timeStamp?: string;
  /** What the table does not know, as it came: `GetSwitch0`, and the extras of a driver. */
  readonly others?: Readonly<Record<string, boolean | number | string>>;
};

type TypeOf<R> = R extends { type: infer T extends TypeName } ? T : undefined;
type ParametersOf<R> = R extends { parameters: infer P extends readonly Parameter[] } ? ArgumentsOf<P> : [];

// Driver ------------------------------------------------------------------------------------------------------------

type DriverMethod<R, T extends DeviceType> = (
  ...parameters: ParametersOf<R>
) => Answer<ValueOf<TypeOf<R>, DriverImage, DeviceState<T>>>;
type DriverWrite<R> = (value: ValueOf<TypeOf<R>, never, never>) => Answer<void>;
type Answer<V> = V | Promise<V>;

type MandatoryNames<M> = { [K in keyof M]: M[K] extends { mandatory: true } ? K : never }[keyof M];
type Methods<M, T extends DeviceType> = { [K in keyof M & string as MethodName<K>]: DriverMethod<M[K], T> } & {
  [K in keyof M & string as M[K] extends { access: 'readWrite' } ? `put${K}` : never]: DriverWrite<M[K]>;
};

type DriverOf<M, T extends DeviceType> = Flat<
  Methods<Pick<M, MandatoryNames<M>>, T> & Partial<Methods<Omit<M, MandatoryNames<M>>, T>>
>;

/**
 * What the server side implements. Mandatory is only what the table calls mandatory; for the rest the server answers
 * with the table's default, or that it is not implemented. Throw `AlpacaError` (or core's DeviceError with an ASCOM
 * number, or InvalidInput) to refuse.
 */
export type AlpacaDriver<T extends DeviceType> = DriverOf<MembersOf<T>, T>;

// Client ------------------------------------------------------------------------------------------------------------

/** What every call of a client takes last. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

export interface DownloadOptions extends CallOptions {
  /** Bytes so far, and of how many where the server says it. */
  readonly onProgress?: (bytes: number, total: number | undefined) => void;
  /** Whether the pixels had best be in memory that threads can share; other ways to get there copy them. Default no. */
  readonly shared?: boolean;
  /** Whether the pixels had best be of 16 bits where all values allow it: see narrowPixels. Default no. */
  readonly narrow?: boolean;
  /** Is held while the pixels are put together: others have their turn in between, which takes real time. */
  readonly clock?: Pick<Clock, 'hold'>;
}

type OptionsOf<R> = TypeOf<R> extends 'image' ? DownloadOptions : CallOptions;
type ClientMethod<R, T extends DeviceType> = (
  ...parameters: [...ParametersOf<R>, options?: OptionsOf<R>]
) => Promise<ValueOf<TypeOf<R>, AlpacaImage, DeviceState<T>>>;
type ClientWrite<R> = (value: ValueOf<TypeOf<R>, never, never>, options?: CallOptions) => Promise<void>;

type ClientOf<M, T extends DeviceType> = Flat<
  { [K in keyof M & string as MethodName<K>]: ClientMethod<M[K], T> } & {
    [K in keyof M & string as M[K] extends { access: 'readWrite' } ? `put${K}` : never]: ClientWrite<M[K]>;
  }
>;

/** Every member of a device somewhere else. It is also a driver, so that a server can pass a device on. */
export type AlpacaClient<T extends DeviceType> = ClientOf<MembersOf<T>, T>;

type Flat<T> = { [K in keyof T]: T[K] };
