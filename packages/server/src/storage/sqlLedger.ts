import type { Ledger, LedgerEntry } from '@uraniborg/operations';
import type { Database } from './database.ts';

/** A frame that a person rejected is to be taken again. */
const COUNTS = "NOT EXISTS (SELECT 1 FROM frames WHERE id = json_extract(entry, '$.frameId') AND verdict = 'rejected')";

/**
 * The ledger of completed exposures, on disk: what resuming a night reads. It keeps all of them; those whose frames are
 * rejected are not counted as long as they are.
 */
export function sqlLedger(database: Database): Ledger {
  return {
    async append(entry) {
      database.write(
        'INSERT INTO exposures (key, started_at, entry) VALUES (?, ?, ?)',
        entry.key,
        entry.startedAt,
        JSON.stringify(entry),
      );
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
