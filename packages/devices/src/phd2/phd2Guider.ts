import { DeviceError, InvalidInput, sentenceOf, TimeoutError, TransportError, type Waiting } from '@uraniborg/core';
import type { ByteStream, Connect } from '@uraniborg/indi';
import type { Guider } from '../guider.ts';
import { type GuideHistory, guideHistory } from '../guiding/guideHistory.ts';
import { lineReader } from './lineReader.ts';
import { follow, IDLE } from './phd2Course.ts';
import { type Phd2Message, phd2Message } from './phd2Message.ts';

/** How long PHD2 may take to answer: it does so between two images of its camera. */
const ANSWER_MS = 15_000;
const RECENT_MS = 60_000;
/** After these the scale or the exposure may be another. */
const ASK_AGAIN = ['ConfigurationChange', 'GuideParamChange', 'StartGuiding'];

interface Link {
  readonly stream: ByteStream;
  /** Settles with the first word of PHD2. */
  readonly greeted: Promise<string>;
  ask(method: string, waiting: Waiting): Promise<unknown>;
}

export interface Phd2Options {
  /** Opens a stream to its event server, port 4400 of its first instance. */
  readonly connect: Connect;
  /** "phd2://host:4400" */
  readonly address: string;
  /** Default: a new one. */
  readonly history?: GuideHistory;
}

/**
 * PHD2, which guides by itself: what it says is listened to, and nothing is ever commanded. Its clock may be that of another
 * computer; what counts is when its word came.
 */
export function phd2Guider({ connect, address, history = guideHistory() }: Phd2Options): Guider {
  let link: Link | undefined;
  let name = address;
  let course = IDLE;
  let arcsecPerPixel: number | undefined;
  let exposureMs = 0;

  const alive = (): Link => {
    if (!link) throw new DeviceError('PHD2 is not connected', 'Disconnected');
    return link;
  };
  /** What it is set to; null where it does not know the focal length. */
  async function learn(own: Link, waiting: Waiting): Promise<void> {
    const scale = await own.ask('get_pixel_scale', waiting);
    arcsecPerPixel = typeof scale === 'number' && scale > 0 && Number.isFinite(scale) ? scale : undefined;
    const exposure = await own.ask('get_exposure', waiting);
    exposureMs = typeof exposure === 'number' && exposure > 0 && exposure < 1e6 ? exposure : 0;
  }
  function open(stream: ByteStream, { clock, signal }: Waiting): Link {
    const asked = new Map<number, PromiseWithResolvers<unknown>>();
    const greeting = Promise.withResolvers<string>();
    greeting.promise.catch(() => {}); // somebody waits for it, or nobody does any more
    let questions = 0;
    const own: Link = {
      stream,
      greeted: greeting.promise,
      async ask(method, waiting) {
        const id = ++questions;
        const answer = Promise.withResolvers<unknown>();
        asked.set(id, answer);
        answer.promise.catch(() => {});
        try {
          await stream.write(new TextEncoder().encode(`${JSON.stringify({ method, id })}\r\n`));
          return await soon(answer.promise, waiting);
        } finally {
          asked.delete(id);
        }
      },
    };
    const over = (why: TransportError) => {
      greeting.reject(why);
      for (const { reject } of asked.values()) reject(why);
      if (link !== own) return;
      link = undefined;
      course = IDLE;
    };
    const hear = (message: Phd2Message) => {
      if (message.kind === 'answer') {
        const waits = asked.get(message.id);
        if (message.error === undefined) waits?.resolve(message.result);
        else waits?.reject(new DeviceError(`PHD2 says: ${message.error}`, 'refused'));
        return;
      }
      if (message.kind === 'Version') greeting.resolve(message.version);
      const next = follow(course, message, clock.now(), exposureMs);
      course = next.course;
      if (next.sample) history.add(next.sample);
      // A loss is told by the end of the stream, and a question that is refused leaves things as they were.
      if (link === own && message.kind === 'event' && ASK_AGAIN.includes(message.name))
        learn(own, { clock, signal: new AbortController().signal }).catch(() => {});
    };
    const read = lineReader((line) => hear(phd2Message(line)));
    stream.listen({
      data(bytes) {
        try {
          read(bytes);
        } catch (error) {
          if (!(error instanceof InvalidInput)) throw error;
          stream.close();
          over(new TransportError(`${address} does not speak as PHD2 does: ${sentenceOf(error)}`, { cause: error }));
        }
      },
      end: (error) => over(new TransportError('PHD2 has gone away', { cause: error })),
    });
    signal.throwIfAborted();
    return own;
  }

  return {
    kind: 'guider',
    address,
    get name() {
      return name;
    },
    get connected() {
      return link !== undefined;
    },
    capabilities() {
      alive();
      return {};
    },
    async connect(waiting) {
      if (link) return;
      const stream = await connect(waiting);
      try {
        const own = open(stream, waiting);
        const version = await soon(own.greeted, waiting);
        await learn(own, waiting);
        const settling = (await own.ask('get_settling', waiting)) === true;
        course = { ...course, settling };
        name = `PHD2 ${version}`;
        link = own;
      } catch (error) {
        stream.close();
        throw error;
      }
    },
    async check(waiting) {
      await alive().ask('get_app_state', waiting);
    },
    async disconnect() {
      link?.stream.close();
      link = undefined;
      course = IDLE;
    },
    async read({ clock }) {
      alive();
      const now = clock.now();
      const { state, settling, ditheredUntil } = course;
      const settles = state === 'guiding' && (settling || now < ditheredUntil);
      return { state: settles ? 'settling' : state, guided: guidedFrom(now - RECENT_MS, now) };
    },
    during: guidedFrom,
  };

  function guidedFrom(from: number, to: number) {
    const guided = history.during(from, to);
    return guided && { ...guided, arcsecPerPixel };
  }
}

/** @throws TimeoutError, AbortedError, and what `word` rejects with */
async function soon<T>(word: Promise<T>, { clock, signal }: Waiting): Promise<T> {
  const here = new AbortController();
  const late = clock.sleep(ANSWER_MS, AbortSignal.any([signal, here.signal])).then(() => {
    throw new TimeoutError(`PHD2 has not answered within ${ANSWER_MS / 1000} s`);
  });
  late.catch(() => {});
  try {
    return await Promise.race([word, late]);
  } finally {
    here.abort();
  }
}
