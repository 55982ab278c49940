import { InvalidInput } from '@uraniborg/core';

/** One line of a recording: what crossed one connection, and when. */
export interface RecordedLine {
  /** Milliseconds since the recording began. */
  readonly t: number;
  /** Which connection, in the order of their opening: 0, 1 ... */
  readonly link: number;
  /** "<" came from the server, ">" went to it. */
  readonly way: '<' | '>';
  /** The bytes, as text where they are UTF-8, else in base64; neither when the server ended the link. */
  readonly text?: string;
  readonly base64?: string;
}

/** Bytes as a line holds them. */
export function content(bytes: Uint8Array): { text: string } | { base64: string } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') };
  }
}

export function bytesOf(line: RecordedLine): Buffer {
  return line.base64 === undefined ? Buffer.from(line.text ?? '', 'utf8') : Buffer.from(line.base64, 'base64');
}

/** @throws InvalidInput it is no line of a recording */
export function parseLine(line: string): RecordedLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    value = undefined;
  }
  const candidate = value as Partial<RecordedLine> | null | undefined;
  const isLine =
    typeof candidate === 'object' &&
    candidate !== null &&
    typeof candidate.t === 'number' &&
    Number.isInteger(candidate.link) &&
    (candidate.link ?? -1) >= 0 &&
    (candidate.link ?? 0) < 10_000 &&
    (candidate.way === '<' || candidate.way === '>') &&
    (candidate.text === undefined || typeof candidate.text === 'string') &&
    (candidate.base64 === undefined || typeof candidate.base64 === 'string');
  if (!isLine) throw new InvalidInput(`"${line.slice(0, 60)}" is no line of an INDI recording`);
  return candidate as RecordedLine;
}
