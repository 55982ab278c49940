import { type FrameQuality, type FrameSummary, frameQuality, frameSummary, type Verdict } from '@uraniborg/api';
import type { Database } from './database.ts';

/** Every frame that was written to disk: where it lies, what is worth listing, what was measured and what was said of it. */
export interface FrameLibrary {
  add(summary: FrameSummary, path: string): void;
  has(id: string): boolean;
  path(id: string): string | undefined;
  /** Newest first. */
  latest(count: number): FrameSummary[];
  setQuality(id: string, quality: FrameQuality): void;
  /** The star table of a frame, to compare others with: see frames/starTable. */
  setStars(id: string, table: Float32Array): void;
  stars(id: string): Float32Array | undefined;
  /** null takes it back. */
  setVerdict(id: string, verdict: Verdict | null): void;
}

export function frameLibrary(database: Database): FrameLibrary {
  const row = (id: string) => database.read('SELECT path FROM frames WHERE id = ?', id)[0];
  return {
    add({ quality, verdict, ...summary }, path) {
      database.write(
        'INSERT INTO frames (id, started_at, path, summary, quality, verdict) VALUES (?, ?, ?, ?, ?, ?)',
        summary.id,
        summary.startedAt,
        path,
        JSON.stringify(summary),
        quality && JSON.stringify(quality),
        verdict,
      );
    },
    has: (id) => row(id) !== undefined,
    path(id) {
      const path = row(id)?.path;
      return typeof path === 'string' ? path : undefined;
    },
    latest: (count) =>
      database
        .read('SELECT summary, quality, verdict FROM frames ORDER BY started_at DESC LIMIT ?', count)
        // What an older version wrote differently is left out of the list, not out of the library.
        .map(({ summary, quality, verdict }) => {
          // What an older version measured is measured again.
          const measured = quality === null ? null : (frameQuality.safeParse(JSON.parse(String(quality))).data ?? null);
          return frameSummary.safeParse({ ...JSON.parse(String(summary)), quality: measured, verdict }).data;
        })
        .filter((summary) => summary !== undefined),
    setQuality: (id, quality) =>
      database.write('UPDATE frames SET quality = ? WHERE id = ?', JSON.stringify(quality), id),
    setStars: (id, table) =>
      database.write(
        'UPDATE frames SET stars = ? WHERE id = ?',
        new Uint8Array(table.buffer, table.byteOffset, table.byteLength),
        id,
      ),
    stars(id) {
      const blob = database.read('SELECT stars FROM frames WHERE id = ?', id)[0]?.stars;
      if (!(blob instanceof Uint8Array) || blob.byteLength % 4 !== 0) return undefined;
      return new Float32Array(blob.slice().buffer);
    },
    setVerdict: (id, verdict) => database.write('UPDATE frames SET verdict = ? WHERE id = ?', verdict, id),
  };
}
