import { type Clock, isAborted } from '@uraniborg/core';
import type { Blob } from '@uraniborg/indi';
import type { IndiServers } from './indiServers.ts';

/** The newest BLOB of each property of the devices for which somebody asks them. */
export interface BlobShelf {
  /** Receives those of a device until what it returns is called; then they are forgotten. */
  hold(server: string, device: string): () => void;
  get(server: string, device: string, property: string, element: string): Blob | undefined;
  /** Calls `listener` when one has come. */
  watch(listener: (server: string, device: string, property: string) => void): () => void;
}

interface Held {
  holders: number;
  blobs: Map<string, Blob>;
  end: AbortController;
}

const AGAIN_MS = 2000;

export function blobShelf(parts: { servers: IndiServers; clock: Clock; signal: AbortSignal }): BlobShelf {
  const { servers, clock } = parts;
  const shelf = new Map<string, Held>();
  const listeners = new Set<(server: string, device: string, property: string) => void>();

  /** Until it is ended; a server that is not there (yet) is asked again. */
  async function receive(server: string, device: string, held: Held): Promise<void> {
    const signal = AbortSignal.any([held.end.signal, parts.signal]);
    for (;;) {
      try {
        const subscription = await servers.at(server).client.receiveBlobs(device, undefined, { clock, signal });
        // It comes back by itself from here on.
        signal.addEventListener('abort', () => subscription.close(), { once: true });
        subscription.watch((event) => {
          if (event.kind !== 'blob') return;
          held.blobs.set(place(event.blob.property, event.blob.element), event.blob);
          for (const listener of listeners) listener(server, device, event.blob.property);
        });
        return;
      } catch (error) {
        if (isAborted(error)) return;
        await clock.sleep(AGAIN_MS, signal);
      }
    }
  }

  return {
    hold(server, device) {
      const key = place(server, device);
      const held = shelf.get(key) ?? { holders: 0, blobs: new Map(), end: new AbortController() };
      if (held.holders++ === 0) {
        shelf.set(key, held);
        receive(server, device, held).catch(() => undefined); // ends by being aborted
      }
      let mine = true;
      return () => {
        if (!mine) return;
        mine = false;
        if (--held.holders > 0) return;
        shelf.delete(key);
        held.end.abort();
      };
    },
    get: (server, device, property, element) => shelf.get(place(server, device))?.blobs.get(place(property, element)),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Two names as one text; NUL cannot occur in either. */
function place(one: string, other: string): string {
  return `${one}\0${other}`;
}
