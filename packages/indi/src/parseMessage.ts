import { parseUtc } from '@uraniborg/core';
import type { BlobChange, BlobMode, Changed, IndiMessage, NumberChange } from './message.ts';
import { parseNumber } from './number.ts';
import type { Permission, PropertyState, SwitchRule, Vector } from './vector.ts';

/** An element of XML as it was read. */
export interface RawElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly elements: RawElement[];
  text: string;
  /** Of a oneBLOB. */
  bytes: Uint8Array | undefined;
  /** Why there are no bytes. */
  fault: string | undefined;
}

/**
 * What an element says; undefined when INDI 1.7 has no such element. Drivers in the field are careless, so what can be
 * understood is: a missing attribute takes its neutral value, a word that is none of the allowed ones too, and a number
 * that is none becomes NaN.
 */
export function parseMessage(raw: RawElement): IndiMessage | undefined {
  const { attributes } = raw;
  const device = attributes.get('device') ?? '';
  const optionalName = attributes.get('name') || undefined;
  switch (raw.name) {
    case 'getProperties':
      return {
        tag: 'getProperties',
        version: attributes.get('version') ?? '',
        device: device || undefined,
        name: optionalName,
      };
    case 'enableBLOB':
      return { tag: 'enableBLOB', device, name: optionalName, mode: blobMode(raw.text) };
    case 'delProperty':
      return { tag: 'delProperty', device, name: optionalName, ...stamped(raw) };
    case 'message':
      return {
        tag: 'message',
        device: device || undefined,
        timestamp: timestamp(raw),
        message: attributes.get('message') ?? '',
      };
    case 'pingRequest':
    case 'pingReply':
      return { tag: raw.name, uid: attributes.get('uid') ?? '' };
  }
  const vector = vectorTags.get(raw.name);
  if (!vector) return undefined;
  const { verb, type } = vector;
  if (verb === 'def') return { tag: 'def', vector: definition(raw, type), message: attributes.get('message') };
  const values = changed(raw, type);
  const common = { device, name: attributes.get('name') ?? '', ...stamped(raw) };
  if (verb === 'new') return values.type === 'light' ? undefined : { tag: 'new', ...common, ...values };
  return {
    tag: 'set',
    ...common,
    state: attributes.has('state') ? word(states, attributes.get('state'), undefined) : undefined,
    timeoutSeconds: attributes.has('timeout') ? number(attributes.get('timeout')) : undefined,
    ...values,
  };
}

const kinds = { Number: 'number', Text: 'text', Switch: 'switch', Light: 'light', BLOB: 'blob' } as const;
/** defNumberVector, setNumberVector, newNumberVector ... */
const vectorTags = new Map<string, { readonly verb: 'def' | 'set' | 'new'; readonly type: Vector['type'] }>(
  (['def', 'set', 'new'] as const).flatMap((verb) =>
    Object.entries(kinds).map(([kind, type]) => [`${verb}${kind}Vector`, { verb, type }] as const),
  ),
);
const states: readonly PropertyState[] = ['Idle', 'Ok', 'Busy', 'Alert'];
const permissions: readonly Permission[] = ['ro', 'wo', 'rw'];
const rules: readonly SwitchRule[] = ['OneOfMany', 'AtMostOne', 'AnyOfMany'];

function definition(raw: RawElement, type: Vector['type']): Vector {
  const { attributes } = raw;
  const name = attributes.get('name') ?? '';
  const base = {
    device: attributes.get('device') ?? '',
    name,
    label: attributes.get('label') || name,
    group: attributes.get('group') ?? '',
    state: word(states, attributes.get('state'), 'Idle' as const),
    permission: word(permissions, attributes.get('perm'), 'ro' as const),
    timeoutSeconds: attributes.has('timeout') ? number(attributes.get('timeout')) : 0,
    timestamp: timestamp(raw),
  };
  switch (type) {
    case 'number':
      return {
        ...base,
        type,
        elements: named(raw, (e) => ({
          value: number(e.text),
          format: e.attributes.get('format') ?? '',
          min: limit(e, 'min'),
          max: limit(e, 'max'),
          step: limit(e, 'step'),
        })),
      };
    case 'text':
      return { ...base, type, elements: named(raw, (e) => ({ value: e.text })) };
    case 'switch':
      return {
        ...base,
        type,
        rule: word(rules, attributes.get('rule'), 'AnyOfMany' as const),
        elements: named(raw, (e) => ({ value: e.text === 'On' })),
      };
    case 'light':
      return { ...base, type, elements: named(raw, (e) => ({ value: word(states, e.text, 'Idle' as const) })) };
    case 'blob':
      return { ...base, type, elements: named(raw, () => ({})) };
  }
}

function named<T>(
  raw: RawElement,
  content: (element: RawElement) => T,
): Map<string, T & { name: string; label: string }> {
  const elements = new Map<string, T & { name: string; label: string }>();
  for (const element of raw.elements) {
    const name = element.attributes.get('name') ?? '';
    elements.set(name, { name, label: element.attributes.get('label') || name, ...content(element) });
  }
  return elements;
}

function changed(raw: RawElement, type: Vector['type']): Changed {
  const each = <T>(content: (element: RawElement, name: string) => T) =>
    raw.elements.map((element) => content(element, element.attributes.get('name') ?? ''));
  switch (type) {
    case 'number':
      return { type, elements: each(numberChange) };
    case 'text':
      return { type, elements: each((e, name) => ({ name, value: e.text })) };
    case 'switch':
      return { type, elements: each((e, name) => ({ name, value: e.text === 'On' })) };
    case 'light':
      return { type, elements: each((e, name) => ({ name, value: word(states, e.text, 'Idle' as const) })) };
    case 'blob':
      return { type, elements: each(blobChange) };
  }
}

function numberChange(element: RawElement, name: string): NumberChange {
  const change: { -readonly [K in keyof NumberChange]: NumberChange[K] } = { name, value: number(element.text) };
  for (const key of ['min', 'max', 'step'] as const) if (element.attributes.has(key)) change[key] = limit(element, key);
  return change;
}

function blobChange(element: RawElement, name: string): BlobChange {
  const bytes = element.bytes ?? new Uint8Array(0);
  const size = number(element.attributes.get('size'));
  return {
    name,
    format: element.attributes.get('format') ?? '',
    size: Number.isFinite(size) ? size : bytes.length,
    bytes,
    fault: element.fault,
  };
}

const limit = (element: RawElement, key: string) => number(element.attributes.get(key)) || 0;

function number(text: string | undefined): number {
  try {
    return parseNumber(text ?? '');
  } catch {
    return Number.NaN; // documented: NaN means that the driver sent no number
  }
}

function word<T extends string, F>(allowed: readonly T[], text: string | undefined, otherwise: F): T | F {
  return allowed.find((candidate) => candidate === text) ?? otherwise;
}

function blobMode(text: string): BlobMode {
  return text === 'Also' || text === 'Only' ? text : 'Never';
}

function stamped(raw: RawElement): { timestamp: number | undefined; message: string | undefined } {
  return { timestamp: timestamp(raw), message: raw.attributes.get('message') };
}

function timestamp(raw: RawElement): number | undefined {
  const text = raw.attributes.get('timestamp');
  if (text === undefined) return undefined;
  if (text !== lastStamp.text) lastStamp = { text, ms: utcOrUndefined(text) };
  return lastStamp.ms;
}

/** Time stamps have whole seconds: the hundreds of definitions of a burst share one. */
let lastStamp: { text: string; ms: number | undefined } = { text: '', ms: undefined };

function utcOrUndefined(text: string): number | undefined {
  try {
    return parseUtc(text);
  } catch {
    return undefined; // a driver without a clock
  }
}
