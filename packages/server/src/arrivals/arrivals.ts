import type { ImageSource } from '@uraniborg/alpaca';
import type { Clock } from '@uraniborg/core';
import type { ConnectMessages } from '@uraniborg/indi';
import { arrivedBlobs } from './arrivedBlobs.ts';
import { arrivedImages } from './arrivedImages.ts';
import type { AlpacaAccess } from './bringImage.ts';
import { arrivalsThread } from './thread.ts';

/**
 * Where the images of cameras on the network arrive: in a thread of its own, which serves all of them and hands over
 * pixels in memory that threads share, so that the thread that answers everybody never touches their bytes.
 */
export interface Arrivals {
  /** What brings the images of the cameras of an Alpaca server, to be used like imagesOver. */
  imagesOf(server: AlpacaAccess): ImageSource;
  /** Connections to an INDI server for its BLOBs, to be used like blobsOver. */
  blobsOf(place: { readonly host: string; readonly port: number }): ConnectMessages;
  close(): Promise<void>;
}

/** @param clock by which deadlines are kept; a virtual one stands still while something arrives */
export function arrivals({ clock }: { readonly clock: Clock }): Arrivals {
  const thread = arrivalsThread();
  return {
    imagesOf: (server) => arrivedImages(thread, server, clock),
    blobsOf: (place) => arrivedBlobs(thread, place),
    close: () => thread.close(),
  };
}
