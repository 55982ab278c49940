import type { MessagePort } from 'node:worker_threads';
import {
  type AlpacaImage,
  type AlpacaRequest,
  type HttpTransportOptions,
  httpTransport,
  type ImageForm,
  type ImageSource,
  imagesOver,
} from '@uraniborg/alpaca';
import { AbortedError } from '@uraniborg/core';
import { collectSoon } from '../workers/collectSoon.ts';
import { type ErrorParts, errorParts } from './errorParts.ts';
import { nowAndThen } from './nowAndThen.ts';

/** An Alpaca server, and how it lets us in. */
export interface AlpacaAccess extends Pick<HttpTransportOptions, 'authorisation' | 'certificate'> {
  /** "https://host:port" */
  readonly url: string;
}

export interface ImageAsked {
  readonly kind: 'image';
  readonly server: AlpacaAccess;
  readonly request: Omit<AlpacaRequest, 'timeoutMs' | 'signal' | 'onProgress' | 'sink'>;
  /** In words, for what goes wrong. */
  readonly asked: string;
  readonly form: Omit<ImageForm, 'clock'>;
}

export type ImageSaid =
  | { readonly progress: readonly [bytes: number, total: number | undefined] }
  | { readonly image: AlpacaImage }
  | { readonly failed: ErrorParts };

/** An exposure has begun, by a request of this path. */
export interface Exposing {
  readonly kind: 'exposing';
  readonly server: AlpacaAccess;
  readonly path: string;
}

/** Whoever asks keeps the time, by his own clock: this is the longest that a timer of the system can be set to. */
const timeoutMs = 2 ** 31 - 1;

/** By server, login and device. Each has at most the memory for one image, while it exposes. */
const cameras = new Map<string, ImageSource>();

function cameraOf(server: AlpacaAccess, path: string): ImageSource {
  const key = JSON.stringify([server, path.slice(0, path.lastIndexOf('/'))]);
  const camera = cameras.get(key) ?? imagesOver(httpTransport(server.url, server));
  cameras.set(key, camera);
  return camera;
}

/** Makes memory ready for the next image of a camera. */
export function prepareImage({ server, path }: Exposing): void {
  cameraOf(server, path).exposing(path);
}

/** Fetches an image until it is there or nobody wants it any more; says how far it is, and at last what came of it. */
export async function bringImage({ server, request, asked, form }: ImageAsked, port: MessagePort): Promise<void> {
  const unwanted = new AbortController();
  port.on('close', () => unwanted.abort(new AbortedError('nobody waits for the image any more')));
  const say = (what: ImageSaid) => port.postMessage(what);
  const tell = nowAndThen((...progress: [number, number | undefined]) => say({ progress }));
  try {
    const camera = cameraOf(server, request.path);
    const onProgress = (bytes: number, total: number | undefined) => tell(bytes === total, bytes, total);
    const image = await camera.fetch({ ...request, timeoutMs, signal: unwanted.signal, onProgress }, asked, form);
    say({ image });
  } catch (error) {
    say({ failed: errorParts(error) });
  }
  collectSoon();
}
