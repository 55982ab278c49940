/**
 * The sky cut into cells of about 1.5 degrees: bands of equal height in declination, each cut into a whole number of
 * cells in right ascension, about as wide as high. Cells are numbered from the south pole up, and eastwards from RA 0.
 */
import { degrees, normaliseDegrees, radians } from '@uraniborg/core';

export interface Cell {
  readonly number: number;
  /** Its western and southern edge, degrees. */
  readonly ra: number;
  readonly dec: number;
  /** Degrees of right ascension (not on the sky). */
  readonly width: number;
  readonly height: number;
}

export interface SkyCells {
  readonly count: number;
  /** The cell that holds the direction (degrees). */
  at(ra: number, dec: number): Cell;
  /** Every cell that a cone touches (degrees); some of them may lie a little outside. */
  near(ra: number, dec: number, radius: number): Cell[];
}

/** @param bands how many bands from pole to pole; 120 gives cells of 1.5 degrees */
export function skyCells(bands: number): SkyCells {
  const height = 180 / bands;
  const cellsOf = new Int32Array(bands);
  const firstOf = new Int32Array(bands + 1);
  for (let band = 0; band < bands; band++) {
    const edge = Math.min(Math.abs(band * height - 90), Math.abs((band + 1) * height - 90));
    cellsOf[band] = Math.max(3, Math.round((360 * Math.cos(radians(edge))) / height));
    firstOf[band + 1] = (firstOf[band] ?? 0) + (cellsOf[band] ?? 0);
  }
  const bandAt = (dec: number) => Math.min(bands - 1, Math.max(0, Math.floor((dec + 90) / height)));
  const cell = (band: number, column: number): Cell => {
    const width = 360 / (cellsOf[band] ?? 1);
    return { number: (firstOf[band] ?? 0) + column, ra: column * width, dec: band * height - 90, width, height };
  };
  return {
    count: firstOf[bands] ?? 0,
    at(ra, dec) {
      const band = bandAt(dec);
      const columns = cellsOf[band] ?? 1;
      return cell(band, Math.min(columns - 1, Math.floor((normaliseDegrees(ra) / 360) * columns)));
    },
    near(ra, dec, radius) {
      const found: Cell[] = [];
      // Half the span of right ascension a cone covers: sin(span) = sin(radius) / cos(dec), all of it across a pole.
      const span =
        Math.abs(dec) + radius >= 90 ? 180 : degrees(Math.asin(Math.sin(radians(radius)) / Math.cos(radians(dec))));
      for (let band = bandAt(dec - radius); band <= bandAt(dec + radius); band++) {
        const columns = cellsOf[band] ?? 1;
        const width = 360 / columns;
        const first = Math.floor((ra - span) / width);
        const last = Math.min(first + columns - 1, Math.floor((ra + span) / width));
        for (let column = first; column <= last; column++)
          found.push(cell(band, ((column % columns) + columns) % columns));
      }
      return found;
    },
  };
}
