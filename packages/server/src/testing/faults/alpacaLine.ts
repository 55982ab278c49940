import type { AlpacaRequest, AlpacaResponse, Transport } from '@uraniborg/alpaca';
import { AbortedError, type Clock, seededRandom, TimeoutError, TransportError } from '@uraniborg/core';
import { DRIP, type Line, type LineFault } from './line.ts';

/** Every answer on a dripping line takes this much more. */
const DRIP_MS = 6000;

/** The way to an Alpaca server, which can be spoilt. `at` is the server as it is now. */
export function alpacaLine(clock: Clock, at: () => Transport): Line & { readonly transport: Transport } {
  const random = seededRandom(1576);
  let fault: LineFault | undefined;
  let download: (() => void) | undefined;
  /** Aborts when the line changes: what is under way learns of it. */
  let change = new AbortController();
  const changeTo = (next: LineFault | undefined) => {
    fault = next;
    const old = change;
    change = new AbortController();
    old.abort();
  };
  const now = (): LineFault | undefined => fault;
  const deadline = (request: AlpacaRequest) =>
    new TimeoutError(`${request.method} ${request.path} was not answered in ${request.timeoutMs / 1000} s`);
  const broken = (why: string) => new TransportError(`http://simulator: ${why}`);

  /** Lets time pass until the line changes; rejects at the deadline of the request or when it is given up. */
  async function held(request: AlpacaRequest, until: number): Promise<void> {
    const { signal } = change;
    const both = request.signal ? AbortSignal.any([signal, request.signal]) : signal;
    await clock.sleep(until - clock.now(), both).then(
      () => {
        throw deadline(request);
      },
      () => undefined,
    );
    if (request.signal?.aborted) throw new AbortedError(`${request.method} ${request.path} was given up`);
  }

  async function carried(request: AlpacaRequest, until: number): Promise<AlpacaResponse> {
    const line = change.signal;
    const answer = at()(request);
    const lost = new Promise<never>((_, reject) => {
      line.addEventListener('abort', () => fault === 'reset' && reject(broken('the connection broke off')), {
        once: true,
      });
    });
    lost.catch(() => undefined);
    const response = await Promise.race([answer, lost]);
    if (fault === 'drip') {
      const more = DRIP_MS + (response.body.length / DRIP) * 1000;
      if (clock.now() + more > until) {
        await clock.sleep(until - clock.now(), request.signal);
        throw deadline(request);
      }
      await clock.sleep(more, request.signal);
    }
    if (fault === 'garbage') return { ...response, body: response.body.map(() => Math.floor(random.uniform() * 256)) };
    return response;
  }

  return {
    async transport(request) {
      const until = clock.now() + request.timeoutMs;
      if (request.path.endsWith('/imagearray')) {
        const act = download;
        download = undefined;
        act?.();
      }
      // An answer that was on its way into a silent line is held up as well.
      for (;;) {
        if (fault === 'gone') throw broken('nobody listens there');
        if (fault === 'reset') throw broken('the connection broke off');
        if (fault === 'hang') {
          await held(request, until);
          continue;
        }
        const response = await carried(request, until);
        if (now() !== 'hang') return response;
        await held(request, until);
        if (now() === undefined) return response;
      }
    },
    spoil: changeTo,
    heal: () => changeTo(undefined),
    onDownload(act) {
      download = act;
    },
  };
}
