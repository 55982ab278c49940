import type { SQLInputValue } from 'node:sqlite';
import {
  type CommandOutput,
  type FrameQuality,
  type FrameSet,
  type FrameSummary,
  frameQuality,
  frameSet,
  frameSummary,
  type LibraryFilter,
  type LibraryQuantity,
  libraryNight,
  type Verdict,
} from '@uraniborg/api';
import { utcText } from '@uraniborg/core';
import type { Database } from './database.ts';
import { FLAGS_SQL, keepFrameIndex, LISTED_FRAMES, LISTED_ORDER, quantitySql } from './frameIndex.ts';

/** Every frame that was written to disk: where it lies, what is worth listing, what was measured and what was said of it. */
export interface FrameLibrary {
  /** @param longitude of the site, degrees: by its sun a night begins at noon. Default 0. */
  add(summary: FrameSummary, path: string, longitude?: number): void;
  has(id: string): boolean;
  path(id: string): string | undefined;
  /** Newest first. */
  latest(count: number): FrameSummary[];
  setQuality(id: string, quality: FrameQuality): void;
  /** The star table of a frame, to compare others with: see frames/starTable. */
  setStars(id: string, table: Float32Array): void;
  stars(id: string): Float32Array | undefined;
  /** null takes it back. @param by whose word it is. Default: a person's */
  setVerdict(id: string, verdict: Verdict | null, by?: FrameSummary['judgedBy'] | null): void;
  overview(wanted: LibraryFilter): CommandOutput<'library.overview'>;
  /** The frames that count together with one, whatever is listed; null when it is not known. */
  setOf(id: string): FrameSet | null;
  /** Newest first. */
  page(wanted: LibraryFilter, offset: number, limit: number): FrameSummary[];
  points(wanted: LibraryFilter, quantity: LibraryQuantity): CommandOutput<'library.points'>['points'];
  find(wanted: LibraryFilter, id: string): CommandOutput<'library.find'>;
}

const MOST_POINTS = 20_000;
const MOST_NIGHTS = 2000;
const LISTED = 'summary, quality, verdict, judged_by';
const COUNTS = "count(*) AS frames, count(*) FILTER (WHERE verdict = 'rejected') AS rejected";
const DAY_MS = 86_400_000;

export function frameLibrary(database: Database): FrameLibrary {
  keepFrameIndex(database);
  const row = (id: string) => database.read('SELECT path FROM frames WHERE id = ?', id)[0];
  /** The values of a column, from one to the next by its index: as quick for a thousand nights as for one. */
  const texts = (column: 'object' | 'filter' | 'type' | 'night') =>
    database
      .read(
        `WITH RECURSIVE found(value) AS (
           SELECT min(${column}) FROM frames WHERE ${column} <> ''
           UNION ALL SELECT (SELECT min(${column}) FROM frames WHERE ${column} > value) FROM found WHERE value IS NOT NULL)
         SELECT value FROM found WHERE value IS NOT NULL`,
      )
      .map(({ value }) => String(value));
  return {
    add({ quality, verdict, judgedBy = null, ...summary }, path, longitude = 0) {
      database.write(
        `INSERT INTO frames (id, started_at, path, summary, quality, verdict, judged_by, night, type, object, filter, seconds, flags)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        summary.id,
        summary.startedAt,
        path,
        JSON.stringify(summary),
        quality && JSON.stringify(quality),
        verdict,
        judgedBy,
        nightOf(summary.startedAt, longitude),
        summary.frameType,
        summary.object,
        summary.filter,
        summary.seconds,
        quality?.flags.length ?? 0,
      );
    },
    has: (id) => row(id) !== undefined,
    path(id) {
      const path = row(id)?.path;
      return typeof path === 'string' ? path : undefined;
    },
    latest: (count) => listed(database.read(`SELECT ${LISTED} FROM frames ORDER BY started_at DESC LIMIT ?`, count)),
    setQuality: (id, quality) =>
      database.write(
        'UPDATE frames SET quality = ?, flags = ? WHERE id = ?',
        JSON.stringify(quality),
        quality.flags.length,
        id,
      ),
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
    setVerdict: (id, verdict, by = 'person') =>
      database.write('UPDATE frames SET verdict = ?, judged_by = ? WHERE id = ?', verdict, by, id),

    overview(wanted) {
      const { where, values } = condition(wanted);
      const nights = database.read(
        `SELECT night, ${COUNTS} FROM ${LISTED_FRAMES} WHERE ${where} GROUP BY night ORDER BY night DESC`,
        ...values,
      );
      return {
        nights: nights.flatMap((night) => libraryNight.safeParse(night).data ?? []),
        everyNight: texts('night').reverse().slice(0, MOST_NIGHTS),
        types: texts('type').flatMap((type) => frameSet.shape.type.safeParse(type).data ?? []),
        objects: texts('object'),
        filters: texts('filter'),
      };
    },
    setOf(id) {
      const [set] = database.read(
        `SELECT night, type, object, filter, seconds, ${COUNTS} FROM frames
         WHERE (night, type, object, seconds) = (SELECT night, type, object, seconds FROM frames WHERE id = ?)
           AND filter IS (SELECT filter FROM frames WHERE id = ?)
         GROUP BY night, type, object, filter, seconds`,
        id,
        id,
      );
      return frameSet.safeParse(set).data ?? null;
    },
    page(wanted, offset, limit) {
      const { where, values } = condition(wanted);
      const those = `SELECT rowid FROM ${LISTED_FRAMES} WHERE ${where} ORDER BY ${LISTED_ORDER} LIMIT ? OFFSET ?`;
      const sql = `SELECT ${LISTED} FROM frames WHERE rowid IN (${those}) ORDER BY ${LISTED_ORDER}`;
      return listed(database.read(sql, ...values, limit, offset));
    },
    points(wanted, quantity) {
      const { where, values } = condition(wanted);
      const value = quantitySql(quantity);
      return database
        .read(
          `SELECT id, started_at AS startedAt, ${value} AS value, verdict FROM ${LISTED_FRAMES}
           WHERE ${where} AND ${value} IS NOT NULL ORDER BY ${LISTED_ORDER} LIMIT ${MOST_POINTS}`,
          ...values,
        )
        .map((point) => ({
          id: String(point.id),
          startedAt: Number(point.startedAt),
          value: Number(point.value),
          verdict: point.verdict === 'accepted' || point.verdict === 'rejected' ? point.verdict : null,
        }));
    },
    find(wanted, id) {
      const { where, values } = condition(wanted);
      const nothing = { offset: null, frame: null };
      const [found] = database.read(
        `SELECT night, started_at, ${LISTED} FROM frames WHERE id = ? AND ${where}`,
        id,
        ...values,
      );
      const [frame] = found ? listed([found]) : [];
      if (!found || !frame) return nothing;
      const [night, at] = [String(found.night), Number(found.started_at)];
      const [before] = database.read(
        `SELECT count(*) AS offset FROM ${LISTED_FRAMES} WHERE ${where}
         AND (night, started_at) >= (?, ?) AND NOT (night = ? AND started_at = ? AND id >= ?)`,
        ...values,
        night,
        at,
        night,
        at,
        id,
      );
      return { offset: Number(before?.offset ?? 0), frame };
    },
  };
}

/** The date on which the night of a moment began, by the sun of the site. */
function nightOf(ms: number, longitude: number): string {
  return utcText(ms + (longitude / 360) * DAY_MS - DAY_MS / 2, 0).slice(0, 10);
}

function condition({ type, object, filter, verdict, night, flag, range }: LibraryFilter): {
  where: string;
  values: SQLInputValue[];
} {
  const parts: string[] = [];
  const values: SQLInputValue[] = [];
  for (const [column, value] of Object.entries({ type, object, filter, night })) {
    if (value === undefined) continue;
    parts.push(`${column} = ?`);
    values.push(value);
  }
  if (verdict === 'good') parts.push("verdict IS NOT 'rejected'");
  if (verdict === 'rejected') parts.push("verdict = 'rejected'");
  if (verdict === 'remarkable') parts.push('flags > 0');
  if (flag !== undefined) {
    parts.push(`instr(${FLAGS_SQL}, ?) > 0`);
    values.push(`"${flag}"`);
  }
  if (range) {
    parts.push(`${quantitySql(range.quantity)} BETWEEN ? AND ?`);
    values.push(range.least ?? -Number.MAX_VALUE, range.most ?? Number.MAX_VALUE);
  }
  return { where: parts.length === 0 ? '1' : parts.join(' AND '), values };
}

/** What an older version wrote differently is left out of the list, not out of the library. */
function listed(rows: readonly Record<string, unknown>[]): FrameSummary[] {
  return rows.flatMap(({ summary, quality, verdict, judged_by: judgedBy }) => {
    // What an older version measured less of is measured again.
    const measured = quality === null ? null : (frameQuality.safeParse(JSON.parse(String(quality))).data ?? null);
    const said = { verdict, ...(judgedBy !== null && { judgedBy }) };
    return frameSummary.safeParse({ ...JSON.parse(String(summary)), quality: measured, ...said }).data ?? [];
  });
}
