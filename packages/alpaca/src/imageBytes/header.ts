import { TransportError } from '@uraniborg/core';
import { type ElementType, elementTypes } from './elementType.ts';

/** The 44 bytes at the beginning of an ImageBytes answer (AlpacaImageBytes, metadata version 1), little-endian. */
export interface ImageBytesHeader {
  readonly errorNumber: number;
  readonly clientTransactionId: number;
  readonly serverTransactionId: number;
  /** Where the pixels (or the error message) begin, bytes. */
  readonly dataStart: number;
  readonly imageElementType: ElementType;
  readonly transmissionElementType: ElementType;
  readonly width: number;
  readonly height: number;
  readonly planes: 1 | 3;
}

export const headerBytes = 44;

/** Writes the header at the beginning of `bytes`. Without `image` it announces an error. */
export function writeHeader(bytes: Uint8Array, header: ImageBytesHeader): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, headerBytes);
  const rank = header.planes === 3 ? 3 : 2;
  view.setInt32(0, 1, true);
  view.setInt32(4, header.errorNumber, true);
  view.setUint32(8, header.clientTransactionId, true);
  view.setUint32(12, header.serverTransactionId, true);
  view.setInt32(16, header.dataStart, true);
  view.setInt32(20, elementTypes[header.imageElementType].code, true);
  view.setInt32(24, elementTypes[header.transmissionElementType].code, true);
  view.setInt32(28, rank, true);
  view.setInt32(32, header.width, true);
  view.setInt32(36, header.height, true);
  view.setInt32(40, rank === 3 ? header.planes : 0, true);
}

/** What an ImageBytes answer begins with: an error that the device reports, or an image. */
export type ImageBytesBeginning =
  | { readonly kind: 'error'; readonly errorNumber: number; readonly dataStart: number }
  | { readonly kind: 'image'; readonly header: ImageBytesHeader };

/**
 * Reads the header of an answer, and refuses what cannot be one.
 *
 * @throws TransportError not a header of version 1, or one that contradicts itself
 */
export function readHeader(bytes: Uint8Array): ImageBytesBeginning {
  if (bytes.length < headerBytes)
    throw new TransportError(`the image is ${bytes.length} bytes long; its header alone has ${headerBytes}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, headerBytes);
  const int = (offset: number) => view.getInt32(offset, true);
  if (int(0) !== 1) throw new TransportError(`the image has metadata version ${int(0)}; only version 1 is known`);
  const errorNumber = int(4);
  const dataStart = int(16);
  if (dataStart < headerBytes)
    throw new TransportError(`the image says that its pixels begin at byte ${dataStart}, inside its own header`);
  if (errorNumber !== 0) return { kind: 'error', errorNumber, dataStart };
  const rank = int(28);
  const width = int(32);
  const height = int(36);
  const planes = rank === 2 ? 1 : int(40);
  if (rank !== 2 && rank !== 3) throw new TransportError(`the image has ${rank} dimensions; only 2 and 3 are known`);
  if (width < 1 || height < 1) throw new TransportError(`the image is ${width} x ${height} pixels`);
  if (planes !== 1 && planes !== 3) throw new TransportError(`the image has ${planes} colours; only 1 and 3 are known`);
  return {
    kind: 'image',
    header: {
      errorNumber,
      clientTransactionId: view.getUint32(8, true),
      serverTransactionId: view.getUint32(12, true),
      dataStart,
      imageElementType: elementTypeOf(int(20)),
      transmissionElementType: elementTypeOf(int(24)),
      width,
      height,
      planes,
    },
  };
}

function elementTypeOf(code: number): ElementType {
  for (const [name, type] of Object.entries(elementTypes) as [ElementType, { code: number }][])
    if (type.code === code) return name;
  throw new TransportError(`the image is made of elements of type ${code}; only 1 to 9 are known`);
}
