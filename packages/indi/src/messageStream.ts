import { sentenceOf, TransportError, type Waiting } from '@uraniborg/core';
import type { Connect } from './byteStream.ts';
import type { IndiMessage } from './message.ts';
import { type MessageListener, MessageReader, type ReaderLimits } from './messageReader.ts';
import { writeMessage } from './writeMessage.ts';

/** Who listens to what an INDI server says. */
export interface MessageStreamListener extends MessageListener {
  /** Called once, last: the link is lost, or what came is no INDI. Not called after our own `close`. */
  end(reason: TransportError): void;
}

/** Messages both ways, wherever their bytes are read. */
export interface MessageStream {
  /** Starts the flow; once. */
  listen(listener: MessageStreamListener): void;
  /** Sends. Settles when there is room for more; after the end it settles and sends nothing. */
  write(message: IndiMessage): Promise<void>;
  /** Lets go of it, now. Safe to repeat. */
  close(): void;
}

/**
 * Opens a stream of messages to where it leads. Each call opens a new one.
 * @throws TransportError nobody answers; AbortedError
 */
export type ConnectMessages = (waiting: Waiting) => Promise<MessageStream>;

/** Messages whose bytes are read on this thread. */
export function messagesOver(connect: Connect, limits: Partial<ReaderLimits> = {}): ConnectMessages {
  return async (waiting) => {
    const stream = await connect(waiting);
    let isOver = false;
    return {
      listen(listener) {
        const end = (reason: TransportError) => {
          if (isOver) return;
          isOver = true;
          stream.close();
          listener.end(reason);
        };
        const reader = new MessageReader(
          {
            // What was still on its way when it was closed is not told.
            message: (message) => !isOver && listener.message(message),
            blobProgress: (progress) => !isOver && listener.blobProgress?.(progress),
          },
          limits,
        );
        stream.listen({
          data(bytes) {
            try {
              reader.push(bytes);
            } catch (error) {
              end(new TransportError(sentenceOf(error), { cause: error }));
            }
          },
          end(error) {
            const where = reader.within ? ' in the middle of a message' : '';
            end(new TransportError(`The INDI server closed the link${where}`, error ? { cause: error } : undefined));
          },
        });
      },
      async write(message) {
        for (const piece of writeMessage(message)) await stream.write(piece);
      },
      close() {
        isOver = true;
        stream.close();
      },
    };
  };
}
