import { type FitsHdu, fitsHdus, fitsHdusOf, isPackedWhole, RECOGNISED_BY } from '@uraniborg/formats';
import { fileSource } from '../../storage/fileSource.ts';
import { readFileWhole } from '../../storage/readFileWhole.ts';
import { ofFile } from './ofFile.ts';

/**
 * The parts of a FITS file, of which only the headers are read however large its images are; one that was packed whole
 * (.gz, .Z, .bz2) has to be unpacked.
 *
 * @throws InvalidInput it is no FITS file, or damaged; the sentence names the file
 * @throws StorageError
 */
export async function fitsParts(path: string): Promise<FitsHdu[]> {
  return await ofFile(path, async () => {
    const parts: FitsHdu[] = [];
    const source = await fileSource(path);
    try {
      const packed = isPackedWhole(await source.read(0, Math.min(RECOGNISED_BY, source.size)));
      for await (const part of packed ? fitsHdus(await readFileWhole(path)) : fitsHdusOf(source)) parts.push(part);
    } finally {
      await source.close();
    }
    return parts;
  });
}
