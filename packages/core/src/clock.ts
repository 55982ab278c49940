/**
 * Where time comes from. Everything that waits takes a Clock; nothing else in the house may look at the real time, so
 * that a night can be rehearsed in seconds and no test ever waits.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch, UTC. */
  now(): number;
  /** Settles after `ms` of this clock's time; rejects at once with the signal's reason when it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Work that takes real time (a file, a worker, a socket): a virtual clock stands still until it has settled. */
  hold<T>(work: Promise<T>): Promise<T>;
}

/** What every function that waits or talks takes as its last argument. */
export interface Waiting {
  clock: Clock;
  signal: AbortSignal;
}
