import { type AlpacaImage, type AlpacaRequest, type ImageSource, withDeadline } from '@uraniborg/alpaca';
import { type Clock, TransportError } from '@uraniborg/core';
import type { AlpacaAccess, ImageSaid } from './bringImage.ts';
import { errorOf } from './errorParts.ts';
import { arrivalsThread } from './thread.ts';

/**
 * Where the images of cameras on the network arrive: in a thread of its own, which serves all of them and hands over
 * pixels in memory that threads share, so that the thread that answers everybody never touches their bytes.
 */
export interface Arrivals {
  /** What brings the images of the cameras of an Alpaca server, to be used like imagesOver. */
  imagesOf(server: AlpacaAccess): ImageSource;
  close(): Promise<void>;
}

/** @param clock by which deadlines are kept; a virtual one stands still while something arrives */
export function arrivals({ clock }: { readonly clock: Clock }): Arrivals {
  const thread = arrivalsThread();

  const imageOf = (server: AlpacaAccess, request: AlpacaRequest, asked: string, narrow: boolean, ended: AbortSignal) =>
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
      ended.addEventListener(
        'abort',
        () => {
          talk.end();
          reject(ended.reason);
        },
        { once: true },
      );
    });

  return {
    imagesOf: (server) => ({
      fetch: (request, asked, { narrow = false }) =>
        withDeadline(clock, request, (ended) => clock.hold(imageOf(server, request, asked, narrow, ended))),
      exposing: (path) => thread.tell({ kind: 'exposing', server, path }),
    }),
    close: () => thread.close(),
  };
}
