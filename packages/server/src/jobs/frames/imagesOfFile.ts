import { type FileFormat, type FileImage, fitsImages, imagesOf } from '@uraniborg/formats';
import { fitsParts } from './fitsParts.ts';
import { xisfFileParts } from './xisfFile.ts';

/**
 * The images of a file that can have several, one after the other, cubes plane by plane; none of any other kind of file.
 *
 * @throws InvalidInput, StorageError as fitsParts
 */
export async function imagesOfFile(path: string, format: FileFormat): Promise<FileImage[]> {
  if (format === 'fits') return fitsImages(await fitsParts(path));
  return format === 'xisf' ? imagesOf(await xisfFileParts(path)) : [];
}
