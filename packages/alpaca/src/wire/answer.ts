import { DeviceError, TransportError } from '@uraniborg/core';
import type { AlpacaResponse } from '../transport.ts';
import { fieldOf, numberIn } from './value.ts';

/** The JSON object of an answer; fields by their standard names. */
export interface Answer {
  readonly errorNumber: number;
  readonly errorMessage: string;
  /** Undefined where the answer has none. */
  readonly value: unknown;
}

/**
 * The answer in a response, errors already turned into errors. Survives what servers in the wild do: JSON with status
 * 400 or 404, fields in other cases, no ErrorNumber.
 *
 * @param asked what was asked, for the message: "camera 0: GET binx"
 * @throws DeviceError the device or its server refuses; TransportError the answer is not of the protocol
 */
export function readAnswer(response: AlpacaResponse, asked: string): Answer {
  const text = new TextDecoder().decode(response.body);
  const json = jsonObject(text);
  if (json === undefined) throw notAnAnswer(response, text, asked);
  const answer = answerIn(json);
  if (answer.errorNumber !== 0) throw deviceError(answer.errorNumber, answer.errorMessage, asked);
  if (response.status >= 400) throw refusal(response.status, answer.errorMessage || text, asked);
  return answer;
}

/** The error that an ErrorNumber and its message stand for. */
export function deviceError(errorNumber: number, errorMessage: string, asked: string): DeviceError {
  // Drivers from Windows may give the COM form of the number, 0x80040400.
  const code = errorNumber >>> 16 === 0x8004 ? errorNumber & 0xfff : errorNumber;
  return new DeviceError(`${asked}: ${errorMessage.trim() || `error 0x${code.toString(16).toUpperCase()}`}`, code);
}

export function answerIn(json: object): Answer {
  const number = numberIn(fieldOf(json, 'ErrorNumber')) ?? 0;
  const message = fieldOf(json, 'ErrorMessage');
  return {
    errorNumber: Number.isFinite(number) ? number : 0,
    errorMessage: typeof message === 'string' ? message : '',
    value: fieldOf(json, 'Value'),
  };
}

function notAnAnswer(response: AlpacaResponse, text: string, asked: string): Error {
  if (/^\s*<(?:!doctype|html|\?xml|head|body)/i.test(text) || /html/i.test(response.contentType))
    return new TransportError(`${asked}: a web page came (status ${response.status}); is that an Alpaca server?`);
  if (response.status === 401 || response.status === 403)
    return refusal(response.status, 'the server wants a user name and a password, or refuses these', asked);
  if (response.status >= 400) return refusal(response.status, text, asked);
  return new TransportError(`${asked}: the answer is not JSON: ${shortened(text) || 'it is empty'}`);
}

function refusal(status: number, text: string, asked: string): DeviceError {
  return new DeviceError(
    `${asked}: the server refuses (status ${status}): ${shortened(text) || 'it does not say why'}`,
    `HTTP ${status}`,
  );
}

function jsonObject(text: string): object | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200)}...` : line;
}
