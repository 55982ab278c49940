import { type LibraryQuantity, libraryQuantity } from '@uraniborg/api';
import type { Database } from './database.ts';

/**
 * The table of frames, in the order in which the library lists them, gone through by an index that holds all that can be
 * asked for. A row of the table itself is some kilobytes of JSON and stars: to look through 100 000 of those takes the
 * better part of a second, through the index 15 ms.
 */
export const LISTED_FRAMES = 'frames INDEXED BY frames_in_order';
export const LISTED_ORDER = 'night DESC, started_at DESC, id';

/** Where a quantity is not a number of the quality by its own name. */
const PATHS: Partial<Record<LibraryQuantity, string>> = {
  tilt: 'tilt.percent',
  guideRms: 'guiding.arcsec.total',
  guideRmsRa: 'guiding.arcsec.ra',
  guideRmsDec: 'guiding.arcsec.dec',
  guideRmsPixels: 'guiding.pixels.total',
  guideLost: 'guiding.lost',
};

/** A quantity of a frame, in SQL: its name is one of a closed list. */
export function quantitySql(quantity: LibraryQuantity): string {
  return `json_extract(${quantity === 'temperature' ? 'summary' : 'quality'}, '$.${PATHS[quantity] ?? quantity}')`;
}

/** The names of the flags of a frame, as JSON. */
export const FLAGS_SQL = "json_extract(quality, '$.flags')";

/**
 * Makes that index, and makes it anew where an older version knew other quantities: SQLite takes it for a query only when
 * the expressions are the same letter by letter. That takes a second for 100 000 frames.
 */
export function keepFrameIndex(database: Database): void {
  const quantities = libraryQuantity.options.map(quantitySql).join(', ');
  const sql = `CREATE INDEX frames_in_order ON frames (${LISTED_ORDER}, type, object, filter, seconds, verdict, flags, ${FLAGS_SQL}, ${quantities})`;
  const [known] = database.read("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = 'frames_in_order'");
  if (known?.sql === sql) return;
  if (known) database.write('DROP INDEX frames_in_order');
  database.write(sql);
}
