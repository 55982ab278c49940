import { InvalidInput } from '@uraniborg/core';

/**
 * What PHD2's server sends, a line of JSON each (its EventMonitoring page, message version 1): events, and answers to what
 * it was asked. Only what is used here is taken out of them.
 */
export type Phd2Message =
  | { readonly kind: 'answer'; readonly id: number; readonly result: unknown; readonly error: string | undefined }
  /** Pixels of the guide camera. */
  | { readonly kind: 'GuideStep'; readonly ra: number; readonly dec: number }
  | { readonly kind: 'AppState'; readonly state: string }
  | { readonly kind: 'Version'; readonly version: string }
  /** Every other event, by its name. */
  | { readonly kind: 'event'; readonly name: string };

/** @throws InvalidInput it is no such line */
export function phd2Message(line: string): Phd2Message {
  const said = objectIn(line);
  if ('jsonrpc' in said) {
    const { id, result, error } = said;
    const reason =
      typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : undefined;
    return { kind: 'answer', id: Number(id), result, error: error === undefined ? undefined : (reason ?? 'an error') };
  }
  const { Event: name } = said;
  if (typeof name !== 'string') throw new InvalidInput(`"${line.slice(0, 60)}" is nothing that PHD2 says`);
  switch (name) {
    case 'GuideStep':
      return { kind: 'GuideStep', ra: numberIn(said, 'RADistanceRaw'), dec: numberIn(said, 'DECDistanceRaw') };
    case 'AppState':
      return { kind: 'AppState', state: String(said.State) };
    case 'Version':
      return { kind: 'Version', version: String(said.PHDVersion) };
    default:
      return { kind: 'event', name };
  }
}

function objectIn(line: string): Record<string, unknown> {
  let said: unknown;
  try {
    said = JSON.parse(line);
  } catch (error) {
    throw new InvalidInput(`"${line.slice(0, 60)}" is no JSON`, undefined, { cause: error });
  }
  if (typeof said !== 'object' || said === null) throw new InvalidInput(`"${line.slice(0, 60)}" is no object`);
  return said as Record<string, unknown>;
}

function numberIn(said: Record<string, unknown>, name: string): number {
  const value = said[name];
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new InvalidInput(`PHD2 says that ${name} is ${JSON.stringify(value)?.slice(0, 60)}`, name);
  return value;
}
