import type { Card } from '../header.ts';
import { exifCards, exifCardsOfParts } from '../picture/exifCards.ts';

/**
 * What the camera wrote about the exposure: most raw files are TIFFs and have it like those; Canon's .cr3 is made of
 * boxes, two of which are the directories that a TIFF would have.
 */
export function rawExif(file: Uint8Array): Card[] {
  const [main, exif] = [box(file, 'CMT1'), box(file, 'CMT2')];
  return main && exif ? exifCardsOfParts(main, exif) : exifCards(file);
}

/** They stand in the first kilobytes of the file (ISO/IEC 14496-12: length, name, content). */
function box(file: Uint8Array, name: string): Uint8Array | undefined {
  if (String.fromCharCode(...file.subarray(4, 12)) !== 'ftypcrx ') return undefined;
  const start = new TextDecoder('latin1').decode(file.subarray(0, 65_536));
  const at = start.indexOf(name);
  if (at < 4) return undefined;
  const length = new DataView(file.buffer, file.byteOffset).getUint32(at - 4);
  return file.subarray(at + 4, at - 4 + length);
}
