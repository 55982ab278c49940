import type { MessagePort } from 'node:worker_threads';
import { AbortedError, systemClock, TransportError } from '@uraniborg/core';
import { type BlobProgress, blobsOver, type IndiMessage, tcp } from '@uraniborg/indi';
import { collectSoon } from '../workers/collectSoon.ts';
import { type ErrorParts, errorParts } from './errorParts.ts';
import { nowAndThen } from './nowAndThen.ts';

/** A connection to an INDI server, for BLOBs. */
export interface BlobsAsked {
  readonly kind: 'blobs';
  readonly host: string;
  readonly port: number;
}

/** First that it is there, or what has failed; then what the server says, until it has ended. */
export type BlobsSaid =
  | { readonly opened: true }
  | { readonly message: IndiMessage }
  | { readonly progress: BlobProgress }
  | { readonly failed: ErrorParts };

/** What is answered: messages to be sent, and that one has been taken. */
export type BlobsAnswered = { readonly send: IndiMessage } | { readonly taken: true };

/** A server that says more than this while nobody listens fills the memory. */
const MOST_WAITING = 1000;

/** Reads what an INDI server says, whole BLOBs at a time, until it ends or nobody wants it any more. */
export async function bringBlobs({ host, port: tcpPort }: BlobsAsked, port: MessagePort): Promise<void> {
  const unwanted = new AbortController();
  port.on('close', () => unwanted.abort(new AbortedError('nobody wants the BLOBs any more')));
  const say = (what: BlobsSaid) => port.postMessage(what);
  const fail = (error: unknown) => {
    say({ failed: errorParts(error) });
    collectSoon();
  };
  try {
    const stream = await blobsOver(tcp({ host, port: tcpPort }))({ clock: systemClock, signal: unwanted.signal });
    unwanted.signal.addEventListener('abort', () => stream.close(), { once: true });
    if (unwanted.signal.aborted) return stream.close();
    let waiting = 0;
    port.on('message', (answered: BlobsAnswered) => {
      if ('taken' in answered) waiting--;
      else stream.write(answered.send).catch(fail);
    });
    say({ opened: true });
    const tell = nowAndThen((progress: BlobProgress) => say({ progress }));
    stream.listen({
      blobProgress: (progress) => tell(progress.received === progress.total, progress),
      message(message) {
        if (++waiting > MOST_WAITING) {
          stream.close();
          return fail(new TransportError('The INDI server says more than anybody can take'));
        }
        say({ message });
        collectSoon(bytesOf(message));
      },
      end: fail,
    });
  } catch (error) {
    fail(error);
  }
}

function bytesOf(message: IndiMessage): number {
  if (message.tag !== 'set' || message.type !== 'blob') return 0;
  return message.elements.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
