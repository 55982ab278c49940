import { InvalidInput } from '@uraniborg/core';
import type { Frame } from './frame.ts';
import { readBmp } from './picture/bmp.ts';
import { readJpeg } from './picture/jpeg.ts';
import { readGif } from './picture/readGif.ts';
import { readPng } from './picture/readPng.ts';
import { readTga } from './picture/readTga.ts';
import { readTiff } from './picture/readTiff.ts';
import { readFits } from './readFits.ts';
import { READABLE_FORMATS, recogniseFormat } from './recognise.ts';
import type { Digest } from './xisf/checksum.ts';
import { readXisf } from './xisf/readXisf.ts';

export interface FrameOfFileOptions {
  /** Which part of a FITS or XISF file, by its number (from 0) or its name. Default: the first with an image. */
  readonly hdu?: number | string | undefined;
  /** Which plane of it, from 0. Default: all, if there are 1 or 3. */
  readonly plane?: number | undefined;
  /** Whether the pixels of a FITS file had best be in memory that threads can share: see readFits. */
  readonly shared?: boolean | undefined;
  /**
   * Whether a JPEG or TIFF is turned as it is meant to be seen. Default: yes. No for frames of one camera, which must not
   * change their sides when that notices at what angle it hangs.
   */
  readonly upright?: boolean | undefined;
  /** Who compares an XISF file with its checksums: see readXisf. */
  readonly digest?: Digest | undefined;
  /** Who reads the raw files of cameras: readRaw in a worker, which can be ended. Default: they are refused. */
  readonly raw?: ((file: Uint8Array) => Promise<Frame>) | undefined;
}

/**
 * The frame of a file, whatever kind of file it is, recognised by its content. The rows stand top-down. The raw file of
 * a camera gives the mosaic of its sensor (see readRaw).
 *
 * @throws InvalidInput nothing that can be read, damaged, or a recording, whose frames readSer gives
 */
export async function frameOfFile(
  file: Uint8Array,
  { hdu, plane, shared = false, raw, digest, upright }: FrameOfFileOptions = {},
): Promise<Frame> {
  const format = recogniseFormat(file);
  if ((hdu ?? plane) !== undefined && format !== 'fits' && format !== 'xisf')
    throw new InvalidInput('only FITS and XISF files have several parts', 'hdu');
  switch (format) {
    case 'fits':
      return readFits(file, { shared, ...(hdu !== undefined && { hdu }), ...(plane !== undefined && { plane }) });
    case 'xisf':
      return readXisf(file, { digest, image: hdu, plane });
    case 'tiff':
      return readTiff(file, { upright });
    case 'jpeg':
      return readJpeg(file, { upright });
    case 'png':
      return { pixels: readPng(file), header: [] };
    case 'gif':
      return { pixels: readGif(file), header: [] };
    case 'bmp':
      return { pixels: readBmp(file), header: [] };
    case 'tga':
      return { pixels: readTga(file), header: [] };
    case 'raw':
      if (!raw) throw new InvalidInput('it is the raw file of a camera, which cannot be read here; convert it to FITS');
      return await raw(file);
    case 'ser':
      throw new InvalidInput('it is a recording of frames, not one frame');
    case undefined:
      throw new InvalidInput(`it is no ${READABLE_FORMATS} file`);
  }
}
