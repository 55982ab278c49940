import { type Clock, TransportError } from '@uraniborg/core';
import type { ByteListener, ByteStream, Connect } from './byteStream.ts';
import { bytesOf, parseLine, type RecordedLine } from './recording.ts';

/**
 * Connections that answer as the recorded ones did: each answer comes when everything that had been sent before it has
 * been sent again, and no sooner after that than it did then. Connections are opened in the recorded order.
 *
 * @param lines the recording
 * @throws InvalidInput a line that is not of a recording. The connections fail with TransportError when something else
 * is sent than was recorded, naming both, and when more are opened.
 */
export function replay(lines: Iterable<string>, clock: Clock): Connect {
  const links: RecordedLine[][] = [];
  for (const line of lines) {
    if (line.trim() === '') continue;
    const recorded = parseLine(line);
    const entries = links[recorded.link] ?? [];
    links[recorded.link] = entries;
    entries.push(recorded);
  }
  let opened = 0;
  return async () => {
    const entries = links[opened++];
    if (!entries) throw new TransportError(`The recording has ${links.length} connections, and one more was opened`);
    return new ReplayedStream(entries, clock);
  };
}

class ReplayedStream implements ByteStream {
  readonly #entries: readonly RecordedLine[];
  readonly #clock: Clock;
  readonly #closed = new AbortController();
  #listener: ByteListener | undefined;
  /** What was sent and has not met its record yet. */
  #sent: Uint8Array = new Uint8Array(0);
  #at = 0;
  #time: number;
  #running = false;

  constructor(entries: readonly RecordedLine[], clock: Clock) {
    this.#entries = entries;
    this.#clock = clock;
    this.#time = entries[0]?.t ?? 0;
  }

  listen(listener: ByteListener): void {
    this.#listener = listener;
    void this.#run();
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#sent = Buffer.concat([this.#sent, bytes]);
    void this.#run();
  }

  close(): void {
    this.#closed.abort();
  }

  async #run(): Promise<void> {
    const listener = this.#listener;
    if (this.#running || !listener) return;
    this.#running = true;
    // Whether a record is met is decided without a pause, so that nothing can be sent unseen in between.
    while (!this.#closed.signal.aborted) {
      const entry = this.#entries[this.#at];
      if (!entry || (entry.way === '>' && !this.#met(entry, listener))) break;
      this.#at++;
      if (entry.way === '<') await this.#answer(entry, listener);
      this.#time = entry.t;
    }
    this.#running = false;
  }

  /** Whether all of what was recorded has been sent again. */
  #met(entry: RecordedLine, listener: ByteListener): boolean {
    const bytes = bytesOf(entry);
    const common = Math.min(bytes.length, this.#sent.length);
    if (Buffer.compare(bytes.subarray(0, common), this.#sent.subarray(0, common)) !== 0) {
      this.close();
      const [now, then] = [this.#sent, bytes].map((b) => Buffer.from(b).toString('utf8').trim().slice(0, 200));
      listener.end(new TransportError(`"${now}" was sent where the recording has "${then}"`));
      return false;
    }
    if (common < bytes.length) return false;
    this.#sent = this.#sent.subarray(common);
    return true;
  }

  async #answer(entry: RecordedLine, listener: ByteListener): Promise<void> {
    try {
      await this.#clock.sleep(Math.max(0, entry.t - this.#time), this.#closed.signal);
    } catch {
      return; // closed meanwhile
    }
    if (entry.text === undefined && entry.base64 === undefined) {
      this.close();
      listener.end();
    } else listener.data(bytesOf(entry));
  }
}
