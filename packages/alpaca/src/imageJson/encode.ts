import type { DriverImage } from '../deviceInterface.ts';
import { checkShape } from '../imageBytes/encode.ts';

/** About this many bytes of text at a time: an image as JSON can be half a gigabyte, and is never held whole. */
const pieceBytes = 65536;

/**
 * The JSON answer of ImageArray, piece by piece. Type and Rank come first, so that a reader knows what follows;
 * Type is 2 for integers and 3 for fractions.
 *
 * @throws InvalidInput the pixels are not of their declared shape
 */
export function* encodeImageJson(
  image: DriverImage,
  transaction: { readonly clientTransactionId: number; readonly serverTransactionId: number },
): Generator<Uint8Array> {
  checkShape(image);
  const { width, height, planes, data } = image;
  const fractions = data instanceof Float32Array || data instanceof Float64Array;
  const text = new TextEncoder();
  let piece = `{"Type":${fractions ? 3 : 2},"Rank":${planes === 3 ? 3 : 2},"Value":[`;
  for (let x = 0; x < width; x++) {
    piece += x === 0 ? '[' : ',[';
    for (let y = 0; y < height; y++) {
      if (y > 0) piece += ',';
      if (planes === 1) piece += numberText(data[y * width + x] as number);
      else {
        const [red, green, blue] = [0, 1, 2].map((plane) =>
          numberText(data[(plane * height + y) * width + x] as number),
        );
        piece += `[${red},${green},${blue}]`;
      }
      if (piece.length >= pieceBytes) {
        yield text.encode(piece);
        piece = '';
      }
    }
    piece += ']';
  }
  yield text.encode(
    `${piece}],"ClientTransactionID":${transaction.clientTransactionId},` +
      `"ServerTransactionID":${transaction.serverTransactionId},"ErrorNumber":0,"ErrorMessage":""}`,
  );
}

/** JSON has no word for infinities and NaN; a pixel that is none of the numbers becomes 0, as saturated readers do. */
function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : '0';
}
