import { type Clock, seededRandom, TransportError } from '@uraniborg/core';
import { type ByteListener, type ByteStream, type Connect, memoryPair, type PropertyServer } from '@uraniborg/indi';
import { DRIP, type Line, type LineFault } from './line.ts';

const DRIP_STEP_MS = 500;

/** The way to an INDI server, which can be spoilt. `at` is the server as it is now. */
export function indiLine(clock: Clock, at: () => PropertyServer): Line & { readonly connect: Connect } {
  const random = seededRandom(1576);
  const streams = new Set<SpoiltStream>();
  let fault: LineFault | undefined;
  let download: (() => void) | undefined;
  const arriving = (bytes: Uint8Array) => {
    if (!download || !beginsFrame(bytes)) return;
    const act = download;
    download = undefined;
    act();
  };
  const changeTo = (next: LineFault | undefined) => {
    fault = next;
    for (const stream of [...streams]) stream.changed();
  };

  class SpoiltStream implements ByteStream {
    readonly #inner: ByteStream;
    #listener: ByteListener | undefined;
    #held: Uint8Array[] = [];
    #unsent: Uint8Array[] = [];
    #dripping = false;
    #over = false;

    constructor(inner: ByteStream) {
      this.#inner = inner;
      streams.add(this);
    }

    listen(listener: ByteListener): void {
      this.#listener = listener;
      this.#inner.listen({ data: (bytes) => this.#arrived(bytes), end: (error) => this.#end(error) });
    }

    write(bytes: Uint8Array): Promise<void> {
      if (this.#over) return Promise.resolve();
      if (fault !== 'hang') return this.#inner.write(bytes);
      this.#unsent.push(new Uint8Array(bytes));
      return Promise.resolve();
    }

    close(): void {
      this.#over = true;
      streams.delete(this);
      this.#inner.close();
    }

    changed(): void {
      if (fault === 'reset' || fault === 'gone') {
        this.#end(new TransportError('The link to the INDI server broke'));
        this.#inner.close();
      } else if (fault === undefined) this.#release();
    }

    #arrived(bytes: Uint8Array): void {
      arriving(bytes);
      if (this.#over) return;
      if (fault === 'hang' || fault === 'drip' || this.#held.length > 0) {
        this.#held.push(new Uint8Array(bytes));
        if (fault === 'drip') this.#drip().catch(() => undefined);
      } else if (fault === 'garbage')
        this.#listener?.data(Uint8Array.from(bytes, () => Math.floor(random.uniform() * 256)));
      else this.#listener?.data(bytes);
    }

    async #drip(): Promise<void> {
      if (this.#dripping) return;
      this.#dripping = true;
      try {
        while (this.#held.length > 0 && fault === 'drip' && !this.#over) {
          await clock.sleep(DRIP_STEP_MS);
          if (fault !== 'drip' || this.#over) return;
          for (let room = (DRIP * DRIP_STEP_MS) / 1000; room > 0; ) {
            const [first] = this.#held;
            if (!first) break;
            const piece = first.subarray(0, room);
            if (piece.length === first.length) this.#held.shift();
            else this.#held[0] = first.subarray(piece.length);
            room -= piece.length;
            this.#listener?.data(piece);
          }
        }
      } finally {
        this.#dripping = false;
      }
    }

    #release(): void {
      for (const bytes of this.#held.splice(0)) if (!this.#over) this.#listener?.data(bytes);
      for (const bytes of this.#unsent.splice(0)) this.#inner.write(bytes).catch(() => undefined);
    }

    #end(error?: Error): void {
      if (this.#over) return;
      this.#over = true;
      streams.delete(this);
      this.#listener?.end(error);
    }
  }

  return {
    async connect() {
      if (fault === 'gone') throw new TransportError('No INDI server at simulator: nothing listens there');
      const [near, far] = memoryPair();
      void at().serve(far);
      return new SpoiltStream(near);
    },
    spoil: changeTo,
    heal: () => changeTo(undefined),
    onDownload(act) {
      download = act;
    },
  };
}

function beginsFrame(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 400)).includes('setBLOBVector');
}
