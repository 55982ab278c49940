import { DeviceError, TransportError } from '@uraniborg/core';
import type { AlpacaImage, DownloadOptions } from '../deviceInterface.ts';
import { type ImageArrival, imageArrival } from '../imageBytes/arrival.ts';
import { decodeImageBytes } from '../imageBytes/decode.ts';
import type { ImageMemory } from '../imageBytes/imageMemory.ts';
import { toRows } from '../imageBytes/transpose.ts';
import { decodeImageJson } from '../imageJson/decode.ts';
import { inTurns, type Steps } from '../steps.ts';
import type { AlpacaRequest, AlpacaResponse, Transport } from '../transport.ts';
import { answerIn, deviceError, readAnswer } from '../wire/answer.ts';

/** 500 Mpx of 16 bits, or 60 Mpx of 16 bits as JSON in three colours. */
const maxImageBytes = 1024 * 1024 * 1024;

/**
 * Fetches an image, its bytes straight into the memory in which they are turned around while they come.
 * @param shared where the pixels are to be in memory that threads can share: whose it is
 */
export async function downloadImage(
  transport: Transport,
  request: AlpacaRequest,
  asked: string,
  { shared, clock }: { readonly shared: ImageMemory | undefined } & Pick<DownloadOptions, 'clock'>,
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
    const image = inTurns(arrival ? arrival.inSteps() : imageFrom(response, asked, shared));
    return await (clock?.hold(image) ?? image);
  } catch (error) {
    throw named(asked, error);
  }
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
