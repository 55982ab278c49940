import { AbortedError, InvalidInput, systemClock } from '@uraniborg/core';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { type AppParts, app } from '../http/app.ts';
import type { Handlers } from '../http/commandRoutes.ts';
import type { FrameSource } from '../http/frameRoutes.ts';
import { stateStore } from '../observatory/stateStore.ts';
import { blobShelf } from '../properties/blobShelf.ts';
import { indiServers } from '../properties/indiServers.ts';
import { sampleState } from './sampleState.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** Handlers of which only those given may be called. */
export function onlyHandlers(given: Partial<Handlers>): Handlers {
  return new Proxy(given, {
    get(target, name) {
      const handler = Reflect.get(target, name);
      if (!handler) throw new Error(`the test gave no handler for ${String(name)}`);
      return handler;
    },
  }) as Handlers;
}

const nothing = async () => undefined;
/** Nobody has taken a frame yet. */
export const noFrames: FrameSource = {
  pixels: nothing,
  image: nothing,
  histogram: nothing,
  tile: nothing,
  preview: nothing,
  headers: nothing,
  file: nothing,
};

/** A real server on a free port of loopback, gone when the test has finished. */
export async function testApp(given: Partial<AppParts> = {}) {
  const over = new AbortController();
  const store = given.store ?? stateStore(sampleState);
  const within = { clock: systemClock, signal: over.signal };
  const servers = indiServers({ store, clientAt: () => undefined, ...within });
  const server = await app({
    store,
    handlers: onlyHandlers({}),
    frames: noFrames,
    openFile: async () => {
      throw new InvalidInput('the test opens no files');
    },
    properties: { servers, blobs: blobShelf({ servers, ...within }) },
    webFolder: temporaryFolder(),
    names: [],
    password: undefined,
    clock: systemClock,
    signal: over.signal,
    logger: pino({ level: 'silent' }),
    ...given,
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    over.abort(new AbortedError('the test is over'));
    await server.close();
  });
  return { url, store, port: Number(new URL(url).port) };
}
