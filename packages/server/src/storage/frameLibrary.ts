import { type FrameSummary, frameSummary } from '@uraniborg/api';
import type { Database } from './database.ts';

/** Every frame that was written to disk, where it lies and what is worth listing of it. */
export interface FrameLibrary {
  add(summary: FrameSummary, path: string): void;
  has(id: string): boolean;
  path(id: string): string | undefined;
  /** Newest first. */
  latest(count: number): FrameSummary[];
}

export function frameLibrary(database: Database): FrameLibrary {
  const row = (id: string) => database.read('SELECT path FROM frames WHERE id = ?', id)[0];
  return {
    add(summary, path) {
      database.write(
        'INSERT INTO frames (id, started_at, path, summary) VALUES (?, ?, ?, ?)',
        summary.id,
        summary.startedAt,
        path,
        JSON.stringify(summary),
      );
    },
    has: (id) => row(id) !== undefined,
    path(id) {
      const path = row(id)?.path;
      return typeof path === 'string' ? path : undefined;
    },
    latest: (count) =>
      database
        .read('SELECT summary FROM frames ORDER BY started_at DESC LIMIT ?', count)
        // What an older version wrote differently is left out of the list, not out of the library.
        .map(({ summary }) => frameSummary.safeParse(JSON.parse(String(summary))).data)
        .filter((summary) => summary !== undefined),
  };
}
