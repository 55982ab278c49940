/** The built-in star catalogue: bytes in, cones of stars out. Nothing is decoded before it is asked for. */
import { InvalidInput, normaliseDegrees, radians } from '@uraniborg/core';
import { skyCells } from './skyCells.ts';
import { magnitudeCode, RECORD_BYTES, readMagnitudeCode, readStar, type StarValues, writeStar } from './starRecord.ts';

const MAGIC = 0x52415453_41525531n; // "1URASTAR" when read as a little-endian 64-bit number
const HEADER_BYTES = 20;

export interface CatalogueStar extends StarValues {
  /** Its place in this edition of the catalogue: the same star has the same number as long as the file is the same. */
  readonly id: number;
}

export interface Cone {
  /** Centre, ICRS degrees. */
  readonly ra: number;
  readonly dec: number;
  /** Degrees, 0 to 180. */
  readonly radius: number;
  /** Stars fainter than this are left out; default none are. */
  readonly limitMagnitude?: number;
  /** At most so many, the brightest; default all. */
  readonly count?: number;
}

export interface StarCatalogue {
  /** How many stars it holds. */
  readonly size: number;
  /**
   * The stars of a cone, brightest first.
   *
   * @throws InvalidInput when the cone is none (a number that is not finite, a declination beyond a pole, a negative radius)
   */
  cone(cone: Cone): CatalogueStar[];
}

/**
 * A catalogue over the bytes of a star file (format: docs/reference/star-catalogue.md). The bytes are not copied.
 *
 * @throws InvalidInput when they are not a whole star file
 */
export function openStarCatalogue(bytes: Uint8Array): StarCatalogue {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < HEADER_BYTES || view.getBigUint64(0, true) !== MAGIC)
    throw new InvalidInput('This is not a star catalogue: it does not begin with its signature', 'byte 0');
  const size = view.getUint32(8, true);
  const bands = view.getUint32(12, true);
  const count = view.getUint32(16, true);
  if (bands < 1 || bands > 1800 || skyCells(bands).count !== count)
    throw new InvalidInput(`The star catalogue has ${bands} bands with ${count} cells, which do not fit`, 'byte 12');
  const cells = skyCells(bands);
  const records = HEADER_BYTES + 4 * (count + 1);
  if (bytes.byteLength !== records + size * RECORD_BYTES)
    throw new InvalidInput(
      `The star catalogue is damaged: ${size} stars need ${records + size * RECORD_BYTES} bytes, it has ${bytes.byteLength}`,
      `byte ${bytes.byteLength}`,
    );
  const firstOf = (cell: number) => view.getUint32(HEADER_BYTES + 4 * cell, true);
  for (let cell = 0, last = 0; cell <= count; cell++) {
    const next = firstOf(cell);
    if (next < last || next > size || (cell === 0 && next !== 0) || (cell === count && next !== size))
      throw new InvalidInput('The star catalogue is damaged: its index runs backwards', `cell ${cell}`);
    last = next;
  }
  return {
    size,
    cone(cone) {
      const { ra, dec, radius, limitMagnitude = Number.POSITIVE_INFINITY, count: most } = checked(cone);
      const faintest = limitMagnitude === Number.POSITIVE_INFINITY ? 1023 : magnitudeCode(limitMagnitude);
      const [cx, cy, cz] = vector(ra, dec);
      const chord = 2 * Math.sin(radians(radius) / 2);
      const reach = chord * chord;
      const found: CatalogueStar[] = [];
      for (const cell of cells.near(ra, dec, radius)) {
        const end = firstOf(cell.number + 1);
        for (let id = firstOf(cell.number); id < end; id++) {
          const at = records + id * RECORD_BYTES;
          if (readMagnitudeCode(view, at) > faintest) break; // a cell is sorted, brightest first
          const star = readStar(view, at, cell);
          const [x, y, z] = vector(star.ra, star.dec);
          if ((x - cx) ** 2 + (y - cy) ** 2 + (z - cz) ** 2 <= reach && star.magnitude <= limitMagnitude)
            found.push({ id, ...star });
        }
      }
      found.sort((a, b) => a.magnitude - b.magnitude || a.id - b.id);
      return most === undefined ? found : found.slice(0, most);
    },
  };
}

/** The bytes of a star file with these stars; the order they are given in does not matter. */
export function packStarCatalogue(stars: readonly StarValues[], bands = 120): Uint8Array {
  const cells = skyCells(bands);
  const placed = stars.map((star) => {
    const at = { ...star, ra: normaliseDegrees(star.ra) };
    return { star: at, cell: cells.at(at.ra, at.dec), code: magnitudeCode(star.magnitude) };
  });
  placed.sort(
    (a, b) => a.cell.number - b.cell.number || a.code - b.code || a.star.ra - b.star.ra || a.star.dec - b.star.dec,
  );
  const records = HEADER_BYTES + 4 * (cells.count + 1);
  const bytes = new Uint8Array(records + placed.length * RECORD_BYTES);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, MAGIC, true);
  view.setUint32(8, placed.length, true);
  view.setUint32(12, bands, true);
  view.setUint32(16, cells.count, true);
  const counts = new Uint32Array(cells.count + 1);
  placed.forEach(({ star, cell }, id) => {
    counts[cell.number + 1] = (counts[cell.number + 1] ?? 0) + 1;
    writeStar(view, records + id * RECORD_BYTES, cell, star);
  });
  for (let cell = 0, first = 0; cell <= cells.count; cell++) {
    first += counts[cell] ?? 0;
    view.setUint32(HEADER_BYTES + 4 * cell, first, true);
  }
  return bytes;
}

function checked(cone: Cone): Cone {
  const { ra, dec, radius } = cone;
  if (!Number.isFinite(ra) || !(Math.abs(dec) <= 90))
    throw new InvalidInput(`RA ${ra}, Dec ${dec} is not a direction in degrees`);
  if (!(radius >= 0 && radius <= 180)) throw new InvalidInput(`A cone's radius is 0 to 180 degrees, not ${radius}`);
  return { ...cone, ra: normaliseDegrees(ra) };
}

function vector(ra: number, dec: number): [number, number, number] {
  const [a, d] = [radians(ra), radians(dec)];
  return [Math.cos(d) * Math.cos(a), Math.cos(d) * Math.sin(a), Math.sin(d)];
}
