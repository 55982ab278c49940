import { packerOf, unpackedStart } from './packed/packedWhole.ts';
import { tgaHeader } from './picture/readTga.ts';
import { rawKind } from './raw/rawKind.ts';

/** What a file of pixels can be. */
export type FileFormat = 'fits' | 'xisf' | 'ser' | 'png' | 'tiff' | 'jpeg' | 'gif' | 'bmp' | 'tga' | 'raw';

/** How many bytes from the beginning of a file tell what it is: the first directory of a camera's raw file is there. */
export const RECOGNISED_BY = 4096;

/** What those who are told that a file is none of these should know. */
export const READABLE_FORMATS = 'FITS, XISF, SER, TIFF, PNG, JPEG, GIF, BMP, TGA or camera raw';

/**
 * What a file is, by its first bytes and not by its name: people rename files, and programs disagree about .fit.
 *
 * @param start the first RECOGNISED_BY bytes at least, or all where there are fewer; a raw file whose directory stands
 * behind them is taken for a TIFF
 * @returns undefined for anything else; 'fits' for one that was packed whole too (see unpackedFits)
 */
export function recogniseFormat(start: Uint8Array): FileFormat | undefined {
  const text = String.fromCharCode(...start.subarray(0, 32));
  // What bzip2 packed nobody packs but FITS files here; whether it is one is told when it has been unpacked.
  if (packerOf(start) === 'bzip2') return 'fits';
  if (/^SIMPLE *=/i.test(String.fromCharCode(...unpackedStart(start).subarray(0, 32)))) return 'fits';
  if (text.startsWith('XISF0100')) return 'xisf';
  if (/^(LUCAM|INDI)-RECORDER/.test(text)) return 'ser';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (/^GIF8[79]a/.test(text)) return 'gif';
  if (/^BM.{4}\0\0\0\0/s.test(text)) return 'bmp';
  if (rawKind(start)) return 'raw';
  if (/^(II[*+]\0|MM\0[*+])/.test(text)) return 'tiff';
  return tgaHeader(start) ? 'tga' : undefined;
}
