/** Reads the stars out of an astrometry.net index file of Tycho-2 (Debian's astrometry-data-tycho2, little-endian). */
import { readFileSync } from 'node:fs';
import { degrees, normaliseDegrees } from '@uraniborg/core';

const BLOCK = 2880;

/** Degrees (J2000) and VT of each star. The k-d tree keeps unit vectors as 3 x uint32 between its range's corners. */
export function readTycho2Index(file: string): { ra: number; dec: number; vt: number }[] {
  const bytes = readFileSync(file);
  const tables = tablesOf(bytes);
  const table = (name: string) => {
    const found = tables.get(name);
    if (!found) throw new Error(`${file} has no table ${name}`);
    return found;
  };
  const range = table('kdtree_range_stars');
  const stars = table('kdtree_data_stars');
  const magnitudes = table('MAG_VT');
  const inverse = bytes.readDoubleLE(range.start + 48);
  const corner = [0, 1, 2].map((axis) => bytes.readDoubleLE(range.start + 8 * axis));
  return Array.from({ length: stars.rows }, (_, row) => {
    const [x = 0, y = 0, z = 0] = corner.map(
      (low, axis) => low + bytes.readUInt32LE(stars.start + 12 * row + 4 * axis) / inverse,
    );
    return {
      ra: normaliseDegrees(degrees(Math.atan2(y, x))),
      dec: degrees(Math.atan2(z, Math.hypot(x, y))),
      vt: bytes.readFloatBE(magnitudes.start + 4 * row), // a FITS table proper: big-endian, unlike the tree
    };
  });
}

/** Where the data of each binary table begin, by the name of its first column. */
function tablesOf(bytes: Buffer): Map<string, { start: number; rows: number }> {
  const tables = new Map<string, { start: number; rows: number }>();
  for (let at = 0; at < bytes.length; ) {
    const cards = new Map<string, string>();
    for (let ended = false; !ended; at += BLOCK)
      for (let card = at; card < at + BLOCK; card += 80) {
        const text = bytes.toString('latin1', card, card + 80);
        if (text.startsWith('END     ')) ended = true;
        else if (text[8] === '=') cards.set(text.slice(0, 8).trim(), (text.slice(10).split('/')[0] ?? '').trim());
      }
    const rows = Number(cards.get('NAXIS2') ?? 0);
    const name = cards.get('TTYPE1')?.replaceAll("'", '').trim();
    if (name) tables.set(name, { start: at, rows });
    const size = cards.get('NAXIS') === '2' ? Number(cards.get('NAXIS1')) * rows : 0;
    at += Math.ceil(size / BLOCK) * BLOCK;
  }
  return tables;
}
