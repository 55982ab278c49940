/** What a file of pixels can be. */
export type FileFormat = 'fits' | 'xisf' | 'ser' | 'png' | 'tiff';

/** How many bytes from the beginning of a file tell what it is. */
export const RECOGNISED_BY = 32;

/**
 * What a file is, by its first bytes and not by its name: people rename files, and programs disagree about .fit.
 *
 * @param start the first RECOGNISED_BY bytes, or all where there are fewer
 * @returns undefined for anything else
 */
export function recogniseFormat(start: Uint8Array): FileFormat | undefined {
  const text = String.fromCharCode(...start.subarray(0, RECOGNISED_BY));
  if (/^SIMPLE *=/i.test(text)) return 'fits';
  if (text.startsWith('XISF0100')) return 'xisf';
  if (/^(LUCAM|INDI)-RECORDER/.test(text)) return 'ser';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  return text.startsWith('II*\0') || text.startsWith('MM\0*') ? 'tiff' : undefined;
}
