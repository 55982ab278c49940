import type { Ledger, LedgerEntry } from '@uraniborg/operations';
import type { Database } from './database.ts';

/** A frame that a person rejected is to be taken again. */
const COUNTS = "NOT EXISTS (SELECT 1 FROM frames WHERE id = json_extract(entry, '$.frameId') AND verdict = 'rejected')";

/**
 * The ledger of completed exposures, on disk: what resuming a night reads. It keeps all of them; those whose frames are
 * rejected are not counted as long as they are.
 */
export function sqlLedger(
  database: Database,
  /** Settles when a frame has been measured, or cannot be. Default: frames are not measured. */
  measured: (frameId: string) => Promise<void> = async () => {},
): Ledger {
  return {
    async judged(key, { clock, signal }) {
      const ids = database.read("SELECT json_extract(entry, '$.frameId') AS id FROM exposures WHERE key = ?", key);
      const all = clock.hold(Promise.all(ids.map(({ id }) => measured(String(id)))));
      signal.throwIfAborted();
      const over = new AbortController();
      const stopped = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { signal: over.signal });
      });
      await Promise.race([all, stopped]).finally(() => over.abort());
    },
    async append(entry) {
      database.write(
        'INSERT INTO exposures (key, started_at, entry) VALUES (?, ?, ?)',
        entry.key,
        entry.startedAt,
        JSON.stringify(entry),
      );
    },
    async counts() {
      const rows = database.read(`SELECT key, count(*) AS count FROM exposures WHERE ${COUNTS} GROUP BY key`);
      return new Map(rows.map(({ key, count }) => [String(key), Number(count)]));
    },
    async entries({ key, since = Number.MIN_SAFE_INTEGER } = {}) {
      const rows =
        key === undefined
          ? database.read(`SELECT entry FROM exposures WHERE started_at >= ? AND ${COUNTS} ORDER BY number`, since)
          : database.read(
              `SELECT entry FROM exposures WHERE key = ? AND started_at >= ? AND ${COUNTS} ORDER BY number`,
              key,
              since,
            );
      // Only `append` writes there.
      return rows.map(({ entry }) => JSON.parse(String(entry)) as LedgerEntry);
    },
  };
}
