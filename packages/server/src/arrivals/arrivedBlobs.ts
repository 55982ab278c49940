import { AbortedError, type TransportError } from '@uraniborg/core';
import type { ConnectMessages, MessageStream, MessageStreamListener } from '@uraniborg/indi';
import type { BlobsAnswered, BlobsSaid } from './bringBlobs.ts';
import { errorOf } from './errorParts.ts';
import type { ArrivalsThread } from './thread.ts';

/** Connections to an INDI server that are read by the thread of arrivals: what comes from there is whole BLOBs. */
export function arrivedBlobs(
  thread: ArrivalsThread,
  place: { readonly host: string; readonly port: number },
): ConnectMessages {
  return ({ clock, signal }) =>
    clock.hold(
      new Promise<MessageStream>((resolve, reject) => {
        let listener: MessageStreamListener | undefined;
        /** What was said before somebody listens. */
        const early: (() => void)[] = [];
        const tell = (what: () => void) => (listener ? what() : early.push(what));
        const answer = (what: BlobsAnswered) => talk.say(what);
        const fail = (reason: Error) => {
          talk.end();
          signal.removeEventListener('abort', giveUp);
          // Where it has not been opened yet; else nobody hears of it.
          reject(reason);
          tell(() => listener?.end(reason as TransportError));
        };
        const stream: MessageStream = {
          listen(given) {
            listener = given;
            for (const what of early.splice(0)) what();
          },
          write: async (send) => answer({ send }),
          close: () => talk.end(),
        };
        const talk = thread.talk<BlobsSaid>(
          { kind: 'blobs', ...place },
          {
            heard(said) {
              if ('opened' in said) {
                signal.removeEventListener('abort', giveUp);
                resolve(stream);
              } else if ('failed' in said) fail(errorOf(said.failed));
              else if ('progress' in said) tell(() => listener?.blobProgress?.(said.progress));
              else {
                answer({ taken: true });
                tell(() => listener?.message(said.message));
              }
            },
            died: fail,
          },
        );
        const giveUp = () => {
          talk.end();
          reject(new AbortedError(`Connecting to ${place.host}:${place.port} was stopped`));
        };
        if (signal.aborted) giveUp();
        else signal.addEventListener('abort', giveUp, { once: true });
      }),
    );
}
