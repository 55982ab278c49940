import { utcText } from '@uraniborg/core';
import type { BlobChange, IndiMessage } from './message.ts';
import type { Vector } from './vector.ts';

/**
 * A message as bytes for the wire, in pieces: a BLOB comes as base64 in blocks of some hundred kilobytes, made only
 * when they are asked for, so that a sender who waits for each to be taken holds one at a time.
 */
export function* writeMessage(message: IndiMessage): Generator<Uint8Array, void, undefined> {
  if ((message.tag === 'set' || message.tag === 'new') && message.type === 'blob') {
    const name = `${message.tag}BLOBVector`;
    const state = message.tag === 'set' ? { state: message.state, timeout: message.timeoutSeconds } : {};
    yield bytes(open(name, { device: message.device, name: message.name, ...state, ...stamps(message) }));
    for (const element of message.elements) yield* writeBlob(element);
    yield bytes(`</${name}>\n`);
  } else yield bytes(textOfMessage(message));
}

/** Bytes per block; divisible by 3, so that base64 needs no padding between blocks. */
const BLOCK = 3 * 64 * 1024;

function* writeBlob(blob: BlobChange): Generator<Uint8Array, void, undefined> {
  const { name, size, format, bytes: data } = blob;
  yield bytes(open('oneBLOB', { name, size, format, len: data.length }));
  const view = Buffer.from(data.buffer, data.byteOffset, data.length);
  for (let at = 0; at < view.length; at += BLOCK)
    yield Buffer.from(view.toString('base64', at, Math.min(at + BLOCK, view.length)), 'latin1');
  yield bytes('\n</oneBLOB>\n');
}

function textOfMessage(message: Exclude<IndiMessage, { type: 'blob' }>): string {
  switch (message.tag) {
    case 'getProperties':
      return empty('getProperties', { version: message.version, device: message.device, name: message.name });
    case 'enableBLOB':
      return `${open('enableBLOB', { device: message.device, name: message.name }).trimEnd()}${message.mode}</enableBLOB>\n`;
    case 'delProperty':
      return empty('delProperty', { device: message.device, name: message.name, ...stamps(message) });
    case 'message':
      return empty('message', { device: message.device, ...stamps(message) });
    case 'pingRequest':
    case 'pingReply':
      return empty(message.tag, { uid: message.uid });
    case 'def':
      return definition(message.vector, message.message);
    case 'set':
    case 'new': {
      const kind = kinds[message.type];
      const state = message.tag === 'set' ? { state: message.state, timeout: message.timeoutSeconds } : {};
      const head = { device: message.device, name: message.name, ...state, ...stamps(message) };
      const body = message.elements.map((element) => {
        const limits = 'min' in element || 'max' in element || 'step' in element ? limitsOf(element) : {};
        return leaf(`one${kind}`, { name: element.name, ...limits }, wireValue(element.value));
      });
      return whole(`${message.tag}${kind}Vector`, head, body);
    }
  }
}

function definition(vector: Vector, message: string | undefined): string {
  const kind = kinds[vector.type];
  const { device, name, label, group, state, permission, timeoutSeconds: timeout } = vector;
  const head = {
    device,
    name,
    label,
    group,
    state,
    perm: vector.type === 'light' ? undefined : permission,
    rule: vector.type === 'switch' ? vector.rule : undefined,
    timeout: vector.type === 'light' ? undefined : timeout,
    ...stamps({ timestamp: vector.timestamp, message }),
  };
  const leaves = (
    element: { name: string; label: string },
    value?: number | string | boolean,
    display: Attributes = {},
  ) =>
    leaf(
      `def${kind}`,
      { name: element.name, label: element.label, ...display },
      value === undefined ? undefined : wireValue(value),
    );
  const body: string[] = [];
  if (vector.type === 'number')
    for (const e of vector.elements.values()) body.push(leaves(e, e.value, { format: e.format, ...limitsOf(e) }));
  else if (vector.type === 'blob') for (const e of vector.elements.values()) body.push(leaves(e));
  else for (const e of vector.elements.values()) body.push(leaves(e, e.value));
  return whole(`def${kind}Vector`, head, body);
}

const kinds = { number: 'Number', text: 'Text', switch: 'Switch', light: 'Light', blob: 'BLOB' } as const;

type Attributes = Record<string, string | number | undefined>;

function wireValue(value: number | string | boolean): string {
  if (typeof value === 'boolean') return value ? 'On' : 'Off';
  if (typeof value === 'string') return value;
  if (Number.isFinite(value)) return String(value);
  // What C's printf and scanf write and read.
  return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
}

function limitsOf(element: { min?: number; max?: number; step?: number }): Attributes {
  return { min: element.min, max: element.max, step: element.step };
}

function stamps(message: { timestamp?: number | undefined; message?: string | undefined }): Attributes {
  const { timestamp } = message;
  // INDI writes no zone letter, and whole seconds.
  return {
    timestamp: timestamp === undefined ? undefined : utcText(timestamp, 0).slice(0, -1),
    message: message.message,
  };
}

function open(name: string, attributes: Attributes): string {
  return `${start(name, attributes)}>\n`;
}
function empty(name: string, attributes: Attributes): string {
  return `${start(name, attributes)}/>\n`;
}
function leaf(name: string, attributes: Attributes, text: string | undefined): string {
  return text === undefined
    ? `  ${empty(name, attributes)}`
    : `  ${start(name, attributes)}>${escaped(text)}</${name}>\n`;
}
function whole(name: string, attributes: Attributes, body: readonly string[]): string {
  return `${open(name, attributes)}${body.join('')}</${name}>\n`;
}
function start(name: string, attributes: Attributes): string {
  let text = `<${name}`;
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined) text += ` ${key}="${escaped(String(value))}"`;
  return text;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escaped(text: string): string {
  // Control characters cannot be said in XML 1.0 at all.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  return text.replace(/[&<>"']/g, (c) => escapes[c] ?? c).replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, '');
}

const encoder = new TextEncoder();
const bytes = (text: string) => encoder.encode(text);
