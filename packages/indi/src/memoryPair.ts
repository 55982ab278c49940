import type { ByteListener, ByteStream } from './byteStream.ts';

/** Two ends of a link in memory: what is written to one arrives at the other, in order and later (never at once). */
export function memoryPair(): [ByteStream, ByteStream] {
  const first = new MemoryEnd();
  const second = new MemoryEnd();
  first.join(second);
  second.join(first);
  return [first, second];
}

class MemoryEnd implements ByteStream {
  #peer: MemoryEnd | undefined;
  #listener: ByteListener | undefined;
  /** What has arrived and not been handed over; undefined stands for the end. */
  #arrived: { bytes: Uint8Array | undefined; taken: () => void }[] = [];
  #closed = false;
  #scheduled = false;

  join(peer: MemoryEnd): void {
    this.#peer = peer;
  }

  listen(listener: ByteListener): void {
    this.#listener = listener;
    this.#schedule();
  }

  write(bytes: Uint8Array): Promise<void> {
    if (this.#closed || !this.#peer) return Promise.resolve();
    return this.#peer.#arrive(new Uint8Array(bytes));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const { taken } of this.#arrived) taken();
    this.#arrived = [];
    if (this.#peer) void this.#peer.#arrive(undefined);
  }

  #arrive(bytes: Uint8Array | undefined): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return new Promise((taken) => {
      this.#arrived.push({ bytes, taken });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || !this.#listener || this.#arrived.length === 0) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      const next = this.#arrived.shift();
      if (!next || this.#closed) return;
      next.taken();
      if (next.bytes) this.#listener?.data(next.bytes);
      else {
        this.#closed = true;
        this.#listener?.end();
      }
      this.#schedule();
    });
  }
}
