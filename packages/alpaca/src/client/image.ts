import { DeviceError, TransportError } from '@uraniborg/core';
import type { AlpacaImage } from '../deviceInterface.ts';
import { type ImageArrival, imageArrival } from '../imageBytes/arrival.ts';
import { decodeImageBytes } from '../imageBytes/decode.ts';
import { toRows } from '../imageBytes/transpose.ts';
import { decodeImageJson } from '../imageJson/decode.ts';
import type { AlpacaRequest, AlpacaResponse, Transport } from '../transport.ts';
import { answerIn, deviceError, readAnswer } from '../wire/answer.ts';

/** 500 Mpx of 16 bits, or 60 Mpx of 16 bits as JSON in three colours. */
const maxImageBytes = 1024 * 1024 * 1024;

/** Fetches an image, its bytes straight into the memory in which they are turned around while they come. */
export async function downloadImage(
  transport: Transport,
  request: AlpacaRequest,
  asked: string,
  shared: boolean,
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
      return { next: arriving.next, written: (bytes) => named(asked, () => arriving.written(bytes)) };
    },
  });
  const copying = named(asked, () => arrival?.inSteps());
  if (!copying) return named(asked, () => imageFrom(response, asked));
  for (;;) {
    const step = named(asked, () => copying.next());
    if (step.done) return step.value;
    await othersTurn();
  }
}

/** Lets everything else that waits have its turn. */
// biome-ignore lint/style/noRestrictedGlobals: nothing is timed here
const othersTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

function isImageBytes(contentType: string): boolean {
  return /imagebytes/i.test(contentType);
}

/** The image in an answer that came whole, whichever of its forms the server chose. */
function imageFrom(response: AlpacaResponse, asked: string): AlpacaImage {
  return response.status < 400 && isImageBytes(response.contentType)
    ? decodeImageBytes(response.body)
    : imageFromJson(response, asked);
}

/** With what was asked before each sentence that goes wrong. */
function named<T>(asked: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TransportError) throw new TransportError(`${asked}: ${error.message}`, { cause: error });
    if (error instanceof DeviceError && !error.message.startsWith(asked))
      throw deviceError(Number(error.code), error.message, asked);
    throw error;
  }
}

function imageFromJson(response: AlpacaResponse, asked: string): AlpacaImage {
  const looksLikeJson = /^\s*\{/.test(new TextDecoder().decode(response.body.subarray(0, 64)));
  if (response.status >= 400 || !looksLikeJson) {
    readAnswer(response, asked);
    throw new TransportError('the answer is not an image');
  }
  const { fields, value } = decodeImageJson(response.body);
  const { errorNumber, errorMessage } = answerIn(fields);
  if (errorNumber !== 0) throw deviceError(errorNumber, errorMessage, asked);
  if (!value) throw new TransportError('the answer has no pixels');
  const { width, height, planes, data } = value;
  const rows = data instanceof Int32Array ? new Int32Array(data.length) : new Float64Array(data.length);
  toRows(data, rows, width, height, planes);
  const type = data instanceof Int32Array ? 'int32' : 'double';
  return { width, height, planes, data: rows, imageElementType: type, transmissionElementType: type };
}
