import { DeviceError, inTurns, narrowPixels, type Steps, TransportError } from '@uraniborg/core';
import type { AlpacaImage, DownloadOptions } from '../deviceInterface.ts';
import { type ImageArrival, imageArrival } from '../imageBytes/arrival.ts';
import { decodeImageBytes } from '../imageBytes/decode.ts';
import { type ImageMemory, imageMemory } from '../imageBytes/imageMemory.ts';
import { toRows } from '../imageBytes/transpose.ts';
import { decodeImageJson } from '../imageJson/decode.ts';
import type { AlpacaRequest, AlpacaResponse, Transport } from '../transport.ts';
import { answerIn, deviceError, readAnswer } from '../wire/answer.ts';

/** 500 Mpx of 16 bits, or 60 Mpx of 16 bits as JSON in three colours. */
const maxImageBytes = 1024 * 1024 * 1024;

/** How images are to be when they are there. */
export type ImageForm = Pick<DownloadOptions, 'shared' | 'narrow' | 'clock'>;

/** What brings the images of one camera. */
export interface ImageSource {
  /**
   * @param asked what the request is for, in words
   * @throws what the members of a client throw
   */
  fetch(request: AlpacaRequest, asked: string, form: ImageForm): Promise<AlpacaImage>;
  /** An exposure has begun, by a request of this path: there is time to make memory ready for its image. */
  exposing(path: string): void;
}

/** Images that come over a transport and are put together on this thread, in steps of a few milliseconds. */
export function imagesOver(transport: Transport): ImageSource {
  const memory = imageMemory();
  return {
    fetch: (request, asked, form) => downloadImage(transport, request, asked, form, form.shared ? memory : undefined),
    exposing() {
      // What cannot be had now is asked for again when the image is there, and then somebody is told.
      inTurns(memory.makeReady()).catch(() => undefined);
    },
  };
}

/**
 * Fetches an image, its bytes straight into the memory in which they are turned around while they come.
 * @param shared where the pixels are to be in memory that threads can share: whose it is
 */
async function downloadImage(
  transport: Transport,
  request: AlpacaRequest,
  asked: string,
  { narrow = false, clock }: ImageForm,
  shared: ImageMemory | undefined,
): Promise<AlpacaImage> {
  let arrival: ImageArrival | undefined;
  const response = await transport({
    ...request,
    accept: 'application/imagebytes',
    maxBytes: maxImageBytes,
    sink(total, contentType) {
      arrival = undefined;
      if (!isImageBytes(contentType)) return undefined;
      const arriving = imageArrival(total, { shared });
      arrival = arriving;
      return {
        next: arriving.next,
        written(bytes) {
          try {
            arriving.written(bytes);
          } catch (error) {
            throw named(asked, error);
          }
        },
      };
    },
  });
  try {
    const image = arrival ? arrival.inSteps() : imageFrom(response, asked, shared);
    const wanted = inTurns(narrow ? narrowed(image) : image);
    return await (clock?.hold(wanted) ?? wanted);
  } catch (error) {
    throw named(asked, error);
  }
}

function* narrowed(image: Steps<AlpacaImage>): Steps<AlpacaImage> {
  const wide = yield* image;
  return { ...wide, data: (yield* narrowPixels(wide)).data };
}

function isImageBytes(contentType: string): boolean {
  return /imagebytes/i.test(contentType);
}

/** The image in an answer that came whole, whichever of its forms the server chose. */
function imageFrom(response: AlpacaResponse, asked: string, shared: ImageMemory | undefined): Steps<AlpacaImage> {
  return response.status < 400 && isImageBytes(response.contentType)
    ? decodeImageBytes(response.body, { shared })
    : imageFromJson(response, asked, shared);
}

/** With what was asked before the sentence that goes wrong. */
function named(asked: string, error: unknown): unknown {
  if (error instanceof TransportError) return new TransportError(`${asked}: ${error.message}`, { cause: error });
  if (error instanceof DeviceError && !error.message.startsWith(asked))
    return deviceError(Number(error.code), error.message, asked);
  return error;
}

function* imageFromJson(response: AlpacaResponse, asked: string, shared: ImageMemory | undefined): Steps<AlpacaImage> {
  const looksLikeJson = /^\s*\{/.test(new TextDecoder().decode(response.body.slice(0, 64)));
  if (response.status >= 400 || !looksLikeJson) {
    readAnswer(response, asked);
    throw new TransportError('the answer is not an image');
  }
  const { fields, value } = yield* decodeImageJson(response.body);
  const { errorNumber, errorMessage } = answerIn(fields);
  if (errorNumber !== 0) throw deviceError(errorNumber, errorMessage, asked);
  if (!value) throw new TransportError('the answer has no pixels');
  const { width, height, planes, data } = value;
  const buffer = shared ? new SharedArrayBuffer(data.byteLength) : new ArrayBuffer(data.byteLength);
  const rows = data instanceof Int32Array ? new Int32Array(buffer) : new Float64Array(buffer);
  yield* toRows(data, rows, width, height, planes);
  const type = data instanceof Int32Array ? 'int32' : 'double';
  return { width, height, planes, data: rows, imageElementType: type, transmissionElementType: type };
}
