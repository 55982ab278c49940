import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { sentenceOf, TransportError } from '@uraniborg/core';
import type { BlobsAsked } from './bringBlobs.ts';
import type { Exposing, ImageAsked } from './bringImage.ts';

/** The thread of arrivals as the others see it. It is begun when it is first needed, and another when it has died. */
export interface ArrivalsThread {
  /** What needs no answer. */
  tell(told: Told): void;
  /** Asks for something and talks about it until one of the two has had enough. */
  talk<Said>(asked: Asked, listener: TalkListener<Said>): Talk;
  /** Ends it for good; who still talks with it is told. */
  close(): Promise<void>;
}

export interface TalkListener<Said> {
  heard(said: Said): void;
  /** The thread is no more, and with it what was talked about. Nothing follows. */
  died(reason: TransportError): void;
}

export interface Talk {
  say(what: unknown): void;
  /** The thread is told that nobody listens any more. Safe to repeat. */
  end(): void;
}

/** What it can be asked for, and what it can be told. */
type Asked = ImageAsked | BlobsAsked;
type Told = Exposing;

/** What the thread is handed. */
export type Handed = { readonly told: Told } | { readonly asked: Asked; readonly port: MessagePort };

/** @param entry the module that the thread runs */
export function arrivalsThread(entry = new URL('./arrivalsWorker.ts', import.meta.url)): ArrivalsThread {
  let worker: Worker | undefined;
  let closed = false;
  /** Of each talk: how its listener is told of the end. */
  const talks = new Map<MessagePort, (reason: TransportError) => void>();
  const failAll = (reason: TransportError) => {
    const told = [...talks];
    talks.clear();
    for (const [port, died] of told) {
      port.close();
      died(reason);
    }
  };

  const begin = () => {
    const begun = new Worker(entry);
    // A talk keeps the program running as long as it lasts, the thread itself does not.
    begun.unref();
    let why: string | undefined;
    begun.on('error', (error) => {
      why = sentenceOf(error);
    });
    begun.on('exit', (code) => {
      if (worker !== begun) return;
      worker = undefined;
      failAll(
        new TransportError(
          `The thread in which images arrive died (${why ?? `exit code ${code}`}); another takes its place`,
        ),
      );
    });
    return begun;
  };

  return {
    tell(told) {
      if (closed) return;
      worker ??= begin();
      worker.postMessage({ told } satisfies Handed);
    },
    talk<Said>(asked: Asked, { heard, died }: TalkListener<Said>) {
      if (closed) {
        queueMicrotask(() => died(ended()));
        return { say: () => undefined, end: () => undefined };
      }
      worker ??= begin();
      const { port1: port, port2: far } = new MessageChannel();
      const end = () => {
        talks.delete(port);
        port.close();
      };
      const lost = (reason: TransportError) => {
        end();
        died(reason);
      };
      talks.set(port, died);
      // What was on its way when it ended is not wanted any more.
      port.on('message', (said: Said) => talks.has(port) && heard(said));
      port.on('messageerror', (error) =>
        lost(new TransportError('What came from the thread of images cannot be taken', { cause: error })),
      );
      worker.postMessage({ asked, port: far } satisfies Handed, [far]);
      return { say: (what) => port.postMessage(what), end };
    },
    async close() {
      closed = true;
      const ending = worker;
      worker = undefined;
      failAll(ended());
      await ending?.terminate();
    },
  };
}

function ended(): TransportError {
  return new TransportError('The thread in which images arrive has been ended');
}
