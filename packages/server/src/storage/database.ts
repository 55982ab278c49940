import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { storageError } from './storageError.ts';

type Row = Record<string, unknown>;

/** The one thin module over SQLite: what the program accumulates goes through here. */
export interface Database {
  /** Survives a power cut when it returns. @throws StorageError */
  write(sql: string, ...values: SQLInputValue[]): void;
  /** @throws StorageError */
  read(sql: string, ...values: SQLInputValue[]): Row[];
  close(): void;
}

/** Each entry brings a database from its index to the next version. Entries are added, never changed. */
const VERSIONS = [
  `CREATE TABLE frames (id TEXT PRIMARY KEY, started_at REAL NOT NULL, path TEXT NOT NULL, summary TEXT NOT NULL) STRICT;
   CREATE INDEX frames_by_time ON frames (started_at);
   CREATE TABLE exposures (number INTEGER PRIMARY KEY, key TEXT NOT NULL, started_at REAL NOT NULL, entry TEXT NOT NULL) STRICT;
   CREATE INDEX exposures_by_key ON exposures (key, number);
   CREATE TABLE log (at REAL NOT NULL, level TEXT NOT NULL, text TEXT NOT NULL) STRICT;
   CREATE INDEX log_by_time ON log (at);`,
  `ALTER TABLE frames ADD COLUMN quality TEXT;
   ALTER TABLE frames ADD COLUMN verdict TEXT;`,
  'ALTER TABLE frames ADD COLUMN stars BLOB;',
  // What came before the night was kept: by the clock of Greenwich.
  `ALTER TABLE frames ADD COLUMN night TEXT;
   ALTER TABLE frames ADD COLUMN type TEXT;
   ALTER TABLE frames ADD COLUMN object TEXT;
   ALTER TABLE frames ADD COLUMN filter TEXT;
   ALTER TABLE frames ADD COLUMN seconds REAL;
   ALTER TABLE frames ADD COLUMN flags INTEGER NOT NULL DEFAULT 0;
   UPDATE frames SET night = strftime('%Y-%m-%d', started_at / 1000 - 43200, 'unixepoch'),
     type = json_extract(summary, '$.frameType'), object = json_extract(summary, '$.object'),
     filter = json_extract(summary, '$.filter'), seconds = json_extract(summary, '$.seconds'),
     flags = coalesce(json_array_length(quality, '$.flags'), 0);
   CREATE INDEX frames_by_night ON frames (night, started_at);
   CREATE INDEX frames_by_set ON frames (night, type, object, filter, seconds, verdict);
   CREATE INDEX frames_by_object ON frames (object);
   CREATE INDEX frames_by_filter ON frames (filter);`,
  'CREATE TABLE calibrations (setup TEXT PRIMARY KEY, calibration TEXT NOT NULL) STRICT;',
  // Before there was any grading only people judged.
  `ALTER TABLE frames ADD COLUMN judged_by TEXT;
   UPDATE frames SET judged_by = 'person' WHERE verdict IS NOT NULL;`,
  // The library makes an index of its own that says more (see frameIndex.ts).
  `DROP INDEX frames_by_night;
   CREATE INDEX frames_by_type ON frames (type);`,
];

/**
 * Opens the database, makes it where it is missing and brings it to this version.
 *
 * @throws StorageError it cannot be opened, is damaged, or comes from a newer Uraniborg
 */
export function openDatabase(file: string): Database {
  const guarded = <T>(what: string, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw storageError(what, error);
    }
  };
  return guarded(`The library ${file} cannot be opened`, () => {
    const sqlite = new DatabaseSync(file, { timeout: 5000 });
    sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    upgrade(sqlite, file);
    return {
      write: (sql, ...values) =>
        guarded(`The library ${file} cannot be written`, () => {
          sqlite.prepare(sql).run(...values);
        }),
      read: (sql, ...values) =>
        guarded(`The library ${file} cannot be read`, () => sqlite.prepare(sql).all(...values) as Row[]),
      close: () => sqlite.close(),
    };
  });
}

function upgrade(sqlite: DatabaseSync, file: string): void {
  const version = Number(sqlite.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  if (version > VERSIONS.length) {
    throw new Error(`${file} was written by a newer Uraniborg; update this one, or choose another folder with --data`);
  }
  for (const [i, sql] of VERSIONS.entries()) {
    if (i >= version) sqlite.exec(`BEGIN; ${sql} PRAGMA user_version = ${i + 1}; COMMIT;`);
  }
}
