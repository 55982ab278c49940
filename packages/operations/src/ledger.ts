import type { FrameType } from './frameSink.ts';

/** One completed exposure: its pixels are safe. */
export interface LedgerEntry {
  /** What it counts for, for example "M42/light/Ha": the plan chooses it and finds it again after an interruption. */
  readonly key: string;
  /** Milliseconds since the Unix epoch, start of the exposure. */
  readonly startedAt: number;
  readonly frameId: string;
  readonly fileName: string | undefined;
  readonly frameType: FrameType;
  readonly seconds: number;
  readonly object: string;
  readonly filter: string | undefined;
}

/**
 * The record of completed exposures, the only thing that is read to resume: steps are never replayed, because the state
 * of hardware cannot be. Append-only.
 */
export interface Ledger {
  /** Settles when the entry will survive a power cut. */
  append(entry: LedgerEntry): Promise<void>;
  /** In the order in which they were appended; all keys when none is given. */
  entries(query?: { readonly key?: string; readonly since?: number }): Promise<readonly LedgerEntry[]>;
}

/** A ledger that forgets when the program ends: for tests, rehearsals and work that is never resumed. */
export function memoryLedger(start: readonly LedgerEntry[] = []): Ledger {
  const all = [...start];
  return {
    async append(entry) {
      all.push(entry);
    },
    async entries({ key, since = Number.NEGATIVE_INFINITY } = {}) {
      return all.filter((entry) => (key === undefined || entry.key === key) && entry.startedAt >= since);
    },
  };
}
