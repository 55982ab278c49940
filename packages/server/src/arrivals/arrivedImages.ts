import { type AlpacaImage, type AlpacaRequest, type ImageSource, withDeadline } from '@uraniborg/alpaca';
import { type Clock, TransportError } from '@uraniborg/core';
import type { AlpacaAccess, ImageSaid } from './bringImage.ts';
import { errorOf } from './errorParts.ts';
import type { ArrivalsThread } from './thread.ts';

/** The images of the cameras of an Alpaca server, fetched by the thread of arrivals. */
export function arrivedImages(thread: ArrivalsThread, server: AlpacaAccess, clock: Clock): ImageSource {
  const fetched = (request: AlpacaRequest, asked: string, narrow: boolean, ended: AbortSignal) =>
    new Promise<AlpacaImage>((resolve, reject) => {
      const { method, path, parameters, repeatable, maxBytes, onProgress } = request;
      const plain = { method, path, parameters, repeatable, maxBytes };
      const talk = thread.talk<ImageSaid>(
        { kind: 'image', server, request: plain, asked, form: { shared: true, narrow } },
        {
          heard(said) {
            if ('progress' in said) return onProgress?.(...said.progress);
            talk.end();
            if ('image' in said) resolve(said.image);
            else reject(errorOf(said.failed));
          },
          died: (reason) => reject(new TransportError(`${asked}: ${reason.message}`, { cause: reason })),
        },
      );
      const giveUp = () => {
        talk.end();
        reject(ended.reason);
      };
      ended.addEventListener('abort', giveUp, { once: true });
    });
  return {
    fetch: (request, asked, { narrow = false }) =>
      withDeadline(clock, request, (ended) => clock.hold(fetched(request, asked, narrow, ended))),
    exposing: (path) => thread.tell({ kind: 'exposing', server, path }),
  };
}
