import type { Header } from '../header.ts';
import { withPattern } from './readXisf.ts';
import { xisfImages } from './xisfHeader.ts';

/** What an XISF file says of one of its images. */
export interface XisfPart {
  readonly index: number;
  /** Its identifier. */
  readonly name: string | undefined;
  /** Columns, rows, channels. */
  readonly axes: readonly number[];
  readonly header: Header;
}

/**
 * The images of an XISF file, of which only the header is needed.
 *
 * @param start the first xisfHeaderBytes of it at least
 * @throws InvalidInput the header is damaged, or has no image
 */
export function xisfParts(start: Uint8Array): XisfPart[] {
  return xisfImages(start).map((image, index) => {
    const axes = (image.attributes.geometry ?? '').split(':').map(Number);
    const usable = axes.length >= 2 && axes.every((axis) => Number.isInteger(axis) && axis > 0);
    return { index, name: image.attributes.id, axes: usable ? axes : [], header: withPattern(image) };
  });
}
