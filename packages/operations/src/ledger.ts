import type { Waiting } from '@uraniborg/core';
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
  /** How many there are under each key. */
  counts(): Promise<ReadonlyMap<string, number>>;
  /** Settles when what judges frames has seen all of a key, so that those it rejects are not counted. Default: nothing does. */
  judged?(key: string, waiting: Waiting): Promise<void>;
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
    async counts() {
      const counts = new Map<string, number>();
      for (const { key } of all) counts.set(key, (counts.get(key) ?? 0) + 1);
      return counts;
    },
  };
}
