import type { DriverImage } from '../deviceInterface.ts';
import { encodeImageBytes } from '../imageBytes/encode.ts';
import { encodeImagePieces } from '../imageBytes/encodePieces.ts';
import { encodeImageJson } from '../imageJson/encode.ts';
import { json, type ServerRequest, type ServerResponse } from './message.ts';
import type { Transaction } from './transaction.ts';

/** ImageBytes where the client takes it, the old base64 hand-off where it asks for that, else JSON. */
export function imageAnswer(request: ServerRequest, image: DriverImage, transaction: Transaction): ServerResponse {
  if (request.headers.accept?.toLowerCase().includes('application/imagebytes')) {
    const { byteLength, pieces } = encodeImagePieces(image, transaction);
    return { status: 200, contentType: 'application/imagebytes', body: pieces, byteLength };
  }
  if (request.headers.base64handoff?.toLowerCase() === 'true') return base64Announcement(image, transaction);
  return { status: 200, contentType: 'application/json', body: encodeImageJson(image, transaction) };
}

/** The first half of the hand-off: the shape; the pixels are then fetched from imagearraybase64. */
function base64Announcement(image: DriverImage, transaction: Transaction): ServerResponse {
  const { width, height, planes } = image;
  return {
    ...json({
      Type: 2,
      Rank: planes === 3 ? 3 : 2,
      Dimension0Length: width,
      Dimension1Length: height,
      Dimension2Length: planes === 3 ? 3 : 0,
      ClientTransactionID: transaction.clientTransactionId,
      ServerTransactionID: transaction.serverTransactionId,
      ErrorNumber: 0,
      ErrorMessage: '',
    }),
    headers: { base64handoff: 'true' },
  };
}

/** The second half: the pixels as 32-bit integers, x outermost, in base64 and nothing else. */
export function base64Pixels(image: DriverImage): ServerResponse {
  const data = Int32Array.from(image.data, Math.round);
  const bytes = encodeImageBytes(
    { ...image, data },
    { clientTransactionId: 0, serverTransactionId: 0, transmissionElementType: 'int32' },
  );
  const text = Buffer.from(bytes.buffer, 44).toString('base64');
  return { status: 200, contentType: 'text/plain', body: new TextEncoder().encode(text) };
}
