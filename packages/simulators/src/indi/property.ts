/**
 * A property of an INDI device as one entry of its table: what it is called, what it holds, where its values come from
 * and what a request does. The host does the rest.
 */
import type { NumberElement, PropertyState, Report, SwitchRule, Values, Vector, VectorType } from '@uraniborg/indi';

export type Answer<T> = T | Promise<T>;

export interface Property {
  readonly name: string;
  readonly type: VectorType;
  /** As it stands when it is offered. */
  define(device: string, now: Report): Vector;
  /** What it says now. A property without is a setting: it holds what it was told. */
  readonly read?: () => Answer<Report>;
  /** Does what a client asks for; numbers and texts come complete. What it throws goes to the client, with Alert. */
  readonly write?: (values: Values) => Answer<void>;
  /**
   * What the client is told after `write`: the property as it is read, the values that it asked for, a button that has
   * sprung back, or what `write` reports itself.
   */
  readonly answer: 'reading' | 'values' | 'button' | 'itself';
  /** Whether it is read again and again, or only after a request. */
  readonly polled: boolean;
  /** Whether it belongs to the saved configuration. */
  readonly kept: boolean;
}

interface Head {
  readonly label: string;
  /** Default "Main Control". */
  readonly group?: string;
  /** The longest that a change takes, seconds; default 60. */
  readonly timeoutSeconds?: number;
  readonly kept?: boolean;
  readonly polled?: boolean;
}

export interface NumberShape extends Omit<NumberElement, 'name' | 'value'> {
  readonly value?: number;
}

/** An element of a number property; `step` 0 and the format %g unless they are given. */
export function quantity(
  label: string,
  min: number,
  max: number,
  step = 0,
  format = '%g',
  value?: number,
): NumberShape {
  return { label, format, min, max, step, ...(value === undefined ? {} : { value }) };
}

export interface Numbers<E extends string> {
  readonly state?: PropertyState;
  readonly values?: Partial<Record<E, number>>;
}

export function numbers<E extends string>(
  name: string,
  spec: Head & {
    readonly elements: Record<E, NumberShape>;
    readonly read?: () => Answer<Numbers<E>>;
    readonly write?: (values: Record<E, number>) => Answer<void>;
    /** `write` reports for itself. */
    readonly reports?: true;
  },
): Property {
  const { write } = spec;
  return {
    ...entry(name, spec),
    type: 'number',
    define: (device, { state, values = {} }) => ({
      ...head(device, name, spec, state),
      type: 'number',
      elements: named(spec.elements, ({ value = 0, ...shape }, element) => ({
        ...shape,
        value: Number(values[element] ?? value),
      })),
    }),
    ...(spec.read && { read: spec.read as () => Answer<Report> }),
    // The server has checked that there is a number for every element.
    ...(write && { write: (values: Values) => write(values as Record<E, number>) }),
  };
}

export function texts<E extends string>(
  name: string,
  spec: Head & {
    /** Label and first value. */
    readonly elements: Record<E, readonly [label: string, value: string]>;
    readonly read?: () => Answer<{ readonly state?: PropertyState; readonly values?: Partial<Record<E, string>> }>;
    readonly write?: (values: Record<E, string>) => Answer<void>;
  },
): Property {
  const { write } = spec;
  return {
    ...entry(name, spec),
    type: 'text',
    define: (device, { state, values = {} }) => ({
      ...head(device, name, spec, state),
      type: 'text',
      elements: named(spec.elements, ([label, value], element) => ({ label, value: String(values[element] ?? value) })),
    }),
    ...(spec.read && { read: spec.read as () => Answer<Report> }),
    ...(write && { write: (values: Values) => write(values as Record<E, string>) }),
  };
}

/** Switches of which one is on, or with the rule AtMostOne perhaps none. */
export function switches<E extends string>(
  name: string,
  spec: Head & {
    readonly rule?: Exclude<SwitchRule, 'AnyOfMany'>;
    /** Labels. */
    readonly elements: Record<E, string>;
    /** The one that is on at first. */
    readonly on?: NoInfer<E>;
    readonly read?: () => Answer<{ readonly state?: PropertyState; readonly on: NoInfer<E> | undefined }>;
    readonly write?: (on: NoInfer<E> | undefined) => Answer<void>;
  },
): Property {
  const { write, read, rule = 'OneOfMany' } = spec;
  const names = Object.keys(spec.elements) as E[];
  return {
    ...entry(name, spec),
    type: 'switch',
    define: (device, { state, values }) => ({
      ...head(device, name, spec, state),
      type: 'switch',
      rule,
      elements: named(spec.elements, (label, element) => ({
        label,
        value: values ? values[element] === true : element === spec.on,
      })),
    }),
    ...(read && {
      read: async () => {
        const { state, on } = await read();
        return { ...(state && { state }), values: Object.fromEntries(names.map((each) => [each, each === on])) };
      },
    }),
    ...(write && { write: (values: Values) => write(names.find((each) => values[each] === true)) }),
  };
}

/** Buttons: what is pressed is done, and springs back. */
export function buttons<E extends string>(
  name: string,
  spec: Head & { readonly elements: Record<E, string>; readonly press: (button: NoInfer<E>) => Answer<void> },
): Property {
  const { press, ...rest } = spec;
  const write = (button: E | undefined) => (button === undefined ? undefined : press(button));
  return { ...switches(name, { ...rest, rule: 'AtMostOne', write }), answer: 'button' };
}

export function lights<E extends string>(
  name: string,
  spec: Head & {
    readonly elements: Record<E, string>;
    readonly read: () => Answer<{ readonly state: PropertyState; readonly values: Record<E, PropertyState> }>;
  },
): Property {
  return {
    ...entry(name, spec),
    type: 'light',
    define: (device, { state, values = {} }) => ({
      ...head(device, name, spec, state),
      type: 'light',
      elements: named(spec.elements, (label, element) => ({
        label,
        value: (values[element] ?? 'Idle') as PropertyState,
      })),
    }),
    read: spec.read,
  };
}

/** Where frames leave; they are sent through the host. */
export function frames(name: string, spec: Head): Property {
  return {
    ...entry(name, { ...spec, read: () => ({}) }),
    polled: false,
    type: 'blob',
    define: (device, { state }) => ({
      ...head(device, name, spec, state),
      type: 'blob',
      permission: 'ro',
      elements: named({ [name]: spec.label }, (label) => ({ label })),
    }),
  };
}

type Acts = { readonly read?: unknown; readonly write?: unknown; readonly reports?: true };

function entry(name: string, { polled = true, kept = false, read, reports }: Head & Acts) {
  const answer: Property['answer'] = reports ? 'itself' : read ? 'reading' : 'values';
  return { name, polled, kept, answer } as const;
}

function head(device: string, name: string, spec: Head & Acts, state: PropertyState = 'Idle') {
  return {
    device,
    name,
    label: spec.label,
    group: spec.group ?? 'Main Control',
    state,
    permission: spec.read && !spec.write ? 'ro' : 'rw',
    timeoutSeconds: spec.timeoutSeconds ?? 60,
    timestamp: undefined,
  } as const;
}

function named<E extends string, S, T extends object>(
  shapes: Readonly<Record<E, S>>,
  make: (shape: S, name: E) => T,
): ReadonlyMap<string, T & { readonly name: string }> {
  const entries = Object.entries(shapes) as [E, S][];
  return new Map(entries.map(([name, shape]) => [name, { name, ...make(shape, name) }]));
}
