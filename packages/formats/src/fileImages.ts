import type { FitsHdu } from './fitsHdu.ts';
import { cardNumber } from './header.ts';

/** One image of a file of several, as somebody would leaf through them. */
export interface FileImage {
  /** The part of the file that holds it. */
  readonly hdu: number;
  /** Which plane of a cube, from 0; undefined where the part is one image, in colour perhaps. */
  readonly plane: number | undefined;
  /** "2 ERR, 120 x 96, plane 3 of 5": part, name, columns and rows, and the plane from 1. */
  readonly name: string;
}

/** So many are enough to leaf through, and a bound on what a hostile file can make us build. */
const MOST_IMAGES = 10_000;

/** The images in the parts of a FITS file, those of cubes plane by plane. */
export function fitsImages(hdus: Iterable<FitsHdu>): FileImage[] {
  const parts = Array.from(hdus, (hdu) => ({ index: hdu.index, name: hdu.name?.trim(), axes: imageAxes(hdu) }));
  return imagesOf(parts);
}

/** The images in numbered parts, of those that have any. @param parts axes: columns, rows, and planes along any others */
export function imagesOf(
  parts: Iterable<{ readonly index: number; readonly name: string | undefined; readonly axes: readonly number[] }>,
): FileImage[] {
  const images: FileImage[] = [];
  for (const { index, name: own, axes } of parts) {
    const [width = 0, height = 1, ...rest] = axes;
    const planes = rest.reduce((product, axis) => product * axis, 1);
    if (!(width > 0 && height > 0 && planes > 0)) continue;
    const name = `${[index, own].filter(Boolean).join(' ') || '0'}, ${width} x ${height}`;
    if (planes === 1 || planes === 3) images.push({ hdu: index, plane: undefined, name });
    else
      for (let plane = 0; plane < planes && images.length < MOST_IMAGES; plane++)
        images.push({ hdu: index, plane, name: `${name}, plane ${plane + 1} of ${planes}` });
    if (images.length >= MOST_IMAGES) break;
  }
  return images;
}

/** NAXIS1, NAXIS2 ... of the image in a part, of the one that was compressed where it was; none where it has none. */
function imageAxes({ kind, axes, header }: FitsHdu): readonly number[] {
  if (kind === 'image') return axes;
  if (kind !== 'compressed image') return [];
  const count = Math.min(16, cardNumber(header, 'ZNAXIS') ?? 0);
  return Array.from({ length: count }, (_, i) => cardNumber(header, `ZNAXIS${i + 1}`) ?? 0);
}
