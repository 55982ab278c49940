import { AbortedError, type Clock, InvalidInput, TimeoutError, TransportError } from '@uraniborg/core';
import type { AlpacaRequest, Transport } from '../transport.ts';
import { withDeadline } from './deadline.ts';
import type { RecordedExchange } from './recorder.ts';

/**
 * Answers as a recording did, as fast as it did by the clock. Each question gets its answers in the order in which they
 * were recorded, the last one again and again; the numbers of client and transaction do not count.
 *
 * @param lines of a recording; empty ones are skipped
 * @throws InvalidInput a line is no exchange
 */
export function replayingTransport(lines: Iterable<string>, { clock }: { readonly clock: Clock }): Transport {
  const recorded = new Map<string, RecordedExchange[]>();
  let number = 0;
  for (const line of lines) {
    number++;
    if (line.trim() === '') continue;
    const exchange = exchangeIn(line, number);
    const key = keyOf(exchange);
    recorded.set(key, [...(recorded.get(key) ?? []), exchange]);
  }
  return (request) =>
    withDeadline(clock, request, async (signal) => {
      const answers = recorded.get(keyOf(request));
      const answer = answers && answers.length > 1 ? answers.shift() : answers?.[0];
      if (!answer)
        throw new TransportError(`the recording has no ${request.method} ${request.path} with these parameters`);
      await clock.sleep(answer.ms, signal);
      if (answer.error) throw errorOf(answer.error);
      const body =
        answer.base64 === undefined
          ? new TextEncoder().encode(answer.text ?? '')
          : new Uint8Array(Buffer.from(answer.base64, 'base64'));
      request.onProgress?.(body.length, body.length);
      return { status: answer.status ?? 200, contentType: answer.contentType ?? '', body };
    });
}

function keyOf({ method, path, parameters }: Pick<AlpacaRequest, 'method' | 'path' | 'parameters'>): string {
  return JSON.stringify([method, path, parameters.filter(([name]) => !/^client(?:transaction)?id$/i.test(name))]);
}

function exchangeIn(line: string, number: number): RecordedExchange {
  try {
    const exchange = JSON.parse(line) as RecordedExchange;
    if (typeof exchange.path === 'string' && Array.isArray(exchange.parameters) && exchange.ms >= 0) return exchange;
  } catch {
    // told below
  }
  throw new InvalidInput(`line ${number} is not an exchange of a recording`, `line ${number}`);
}

function errorOf({ tag, message }: NonNullable<RecordedExchange['error']>): Error {
  if (tag === 'TimeoutError') return new TimeoutError(message);
  return tag === 'AbortedError' ? new AbortedError(message) : new TransportError(message);
}
