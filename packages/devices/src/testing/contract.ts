import { AbortedError, type Clock, type Waiting } from '@uraniborg/core';
import type { Device } from '../device.ts';

/** A device to hold to its contract, and the world around it. */
export interface Bench<D extends Device> {
  /** Not connected yet. */
  readonly device: D;
  readonly clock: Clock;
  /** Lets the clock run until `work` settles: a virtual clock has to be driven, a real one runs by itself. */
  run<T>(work: Promise<T>): Promise<T>;
  /** Ends what the bench has started. */
  end(): Promise<void>;
}

/** Sets up a fresh bench; called once for every test. */
export type MakeBench<D extends Device> = () => Promise<Bench<D>>;

/** A Waiting that nobody aborts. */
export function patient(clock: Clock): Waiting {
  return { clock, signal: new AbortController().signal };
}

/** Runs a test on a bench, connected, and clears up after it. */
export async function onBench<D extends Device>(
  make: MakeBench<D>,
  act: (bench: Bench<D> & { readonly waiting: Waiting }) => Promise<void>,
): Promise<void> {
  const bench = await make();
  const waiting = patient(bench.clock);
  try {
    await bench.run(bench.device.connect(waiting));
    await act({ ...bench, waiting });
  } finally {
    await bench.run(bench.device.disconnect(waiting));
    await bench.end();
  }
}

/** A signal that aborts after `ms` of the bench's clock, and the reason it gives. */
export function abortAfter(clock: Clock, ms: number): { readonly signal: AbortSignal; readonly reason: Error } {
  const controller = new AbortController();
  const reason = new AbortedError(`the test aborts after ${ms} ms`);
  void clock.sleep(ms).then(() => controller.abort(reason));
  return { signal: controller.signal, reason };
}
