import { type Clock, InvalidInput, sentenceOf, TransportError } from '@uraniborg/core';
import type { Connect } from './byteStream.ts';
import { inflateBlob } from './inflateBlob.ts';
import type { BlobChange, IndiMessage } from './message.ts';
import { defaultLimits, type ReaderLimits } from './messageReader.ts';
import { type ConnectMessages, messagesOver } from './messageStream.ts';

/** Messages whose bytes are read on this thread, and whose BLOBs are plain: what zlib has packed (".z") is unpacked. */
export function blobsOver(connect: Connect, limits: Partial<ReaderLimits> = {}): ConnectMessages {
  const connectPacked = messagesOver(connect, limits);
  const { maxBlobBytes = defaultLimits.maxBlobBytes } = limits;
  return async (waiting) => {
    const stream = await connectPacked(waiting);
    let isOver = false;
    return {
      listen(listener) {
        const end = (reason: TransportError) => {
          if (isOver) return;
          isOver = true;
          stream.close();
          listener.end(reason);
        };
        /** Everything in its order, behind what is being unpacked. */
        let before: Promise<void> = Promise.resolve();
        const inTurn = (tell: () => Promise<void> | void) => {
          before = before.then(() => (isOver ? undefined : tell())).catch((error) => end(lost(error)));
        };
        stream.listen({
          blobProgress: (progress) => !isOver && listener.blobProgress?.(progress),
          message: (message) =>
            inTurn(async () => {
              const plain = await unpacked(message, maxBlobBytes, waiting.clock);
              if (!isOver) listener.message(plain);
            }),
          end: (reason) => inTurn(() => end(reason)),
        });
      },
      write: (message) => stream.write(message),
      close() {
        isOver = true;
        stream.close();
      },
    };
  };
}

function lost(error: unknown): TransportError {
  return new TransportError(sentenceOf(error), { cause: error });
}

async function unpacked(message: IndiMessage, limit: number, clock: Clock): Promise<IndiMessage> {
  if (message.tag !== 'set' || message.type !== 'blob') return message;
  const elements: BlobChange[] = [];
  for (const element of message.elements) elements.push(await plainBlob(element, limit, clock));
  return { ...message, elements };
}

async function plainBlob(blob: BlobChange, limit: number, clock: Clock): Promise<BlobChange> {
  if (blob.fault !== undefined || !blob.format.endsWith('.z')) return blob;
  try {
    const bytes = await clock.hold(inflateBlob(blob.bytes, limit));
    if (bytes.length !== blob.size && blob.size !== blob.bytes.length)
      throw new InvalidInput(`it holds ${bytes.length} bytes and was announced with ${blob.size}`);
    return { ...blob, format: blob.format.slice(0, -2), size: bytes.length, bytes };
  } catch (error) {
    return { ...blob, bytes: new Uint8Array(), fault: sentenceOf(error) };
  }
}
