/**
 * A bare hand on the wire: sends one request and says what came back without forgiving anything. The client of this
 * package is made to survive bad servers; here they are to be seen.
 */
import { type Clock, sentenceOf } from '@uraniborg/core';
import type { AlpacaRequest, Transport } from '../transport.ts';

export interface Answer {
  /** HTTP status; 0 when nothing came. */
  readonly status: number;
  readonly contentType: string;
  /** The JSON object, where it is one. */
  readonly envelope: Readonly<Record<string, unknown>> | undefined;
  readonly body: Uint8Array;
  /** ErrorNumber; NaN when there is no usable envelope. */
  readonly error: number;
  /** The driver's message, the server's text, or what the transport said. */
  readonly message: string;
  readonly value: unknown;
  /** By the clock of the check, milliseconds. */
  readonly ms: number;
}

type Parameters = readonly (readonly [name: string, value: string])[];

export interface Probe {
  /** The path of a member of the device: "/api/v1/camera/0/binx". */
  readonly path: (member: string) => string;
  get(member: string, parameters?: Readonly<Record<string, unknown>>): Promise<Answer>;
  put(member: string, parameters?: Readonly<Record<string, unknown>>): Promise<Answer>;
  raw(request: Pick<AlpacaRequest, 'method' | 'path' | 'accept'> & { parameters: Parameters }): Promise<Answer>;
  /** The two ids that a well-behaved client sends. The second is new each time. */
  readonly ids: () => Parameters;
}

/** Longer than any operation that the standard lets run synchronously (600 s). */
const timeoutMs = 610_000;
/** As JSON, a frame of the largest sensor there is. */
const maxBytes = 2 ** 31;
const clientId = '4711';

export function createProbe(device: {
  transport: Transport;
  type: string;
  number: number;
  clock: Clock;
  signal: AbortSignal;
}): Probe {
  let transaction = 0;
  const path = (member: string) => `/api/v1/${device.type.toLowerCase()}/${device.number}/${member.toLowerCase()}`;
  const ids = (): Parameters => [
    ['ClientID', clientId],
    ['ClientTransactionID', String(++transaction)],
  ];
  const raw: Probe['raw'] = async (request) => {
    const begun = device.clock.now();
    try {
      const response = await device.transport({
        ...request,
        timeoutMs,
        maxBytes,
        repeatable: false,
        signal: device.signal,
      });
      return { ...understood(response.contentType, response.body, response.status), ms: device.clock.now() - begun };
    } catch (error) {
      device.signal.throwIfAborted();
      const nothing = { status: 0, contentType: '', envelope: undefined, body: new Uint8Array(), error: Number.NaN };
      return { ...nothing, message: sentenceOf(error), value: undefined, ms: device.clock.now() - begun };
    }
  };
  const texts = (parameters: Readonly<Record<string, unknown>>): Parameters =>
    Object.entries(parameters).map(([name, value]) => [name, wireText(value)]);
  return {
    path,
    ids,
    raw,
    get: (member, parameters = {}) =>
      raw({ method: 'GET', path: path(member), parameters: [...texts(parameters), ...ids()] }),
    put: (member, parameters = {}) =>
      raw({ method: 'PUT', path: path(member), parameters: [...texts(parameters), ...ids()] }),
  };
}

/** Booleans as the field writes them, numbers with a point. */
export function wireText(value: unknown): string {
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}

function understood(contentType: string, body: Uint8Array, status: number): Omit<Answer, 'ms'> {
  const nothing = { status, contentType, body, envelope: undefined, error: Number.NaN, value: undefined };
  if (contentType.includes('imagebytes')) return { ...nothing, error: 0, message: '' };
  const text = new TextDecoder().decode(body);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { ...nothing, message: text.slice(0, 200).replace(/\s+/g, ' ').trim() || '(an empty answer)' };
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return { ...nothing, message: text.slice(0, 200) };
  const envelope = parsed as Record<string, unknown>;
  const { ErrorNumber: error, ErrorMessage: message, Value: value } = envelope;
  return {
    ...nothing,
    envelope,
    error: typeof error === 'number' ? error : Number.NaN,
    message: typeof message === 'string' ? message : '',
    value,
  };
}
