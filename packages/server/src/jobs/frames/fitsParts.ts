import { type FitsHdu, fitsHdus, fitsHdusOf } from '@uraniborg/formats';
import { fileSource } from '../../storage/fileSource.ts';
import { readFileWhole } from '../../storage/readFileWhole.ts';
import { ofFile } from './ofFile.ts';

/**
 * The parts of a FITS file, of which only the headers are read however large its images are; one that gzip packed has to
 * be unpacked.
 *
 * @throws InvalidInput it is no FITS file, or damaged; the sentence names the file
 * @throws StorageError
 */
export async function fitsParts(path: string): Promise<FitsHdu[]> {
  return await ofFile(path, async () => {
    const parts: FitsHdu[] = [];
    const source = await fileSource(path);
    try {
      const packed = (await source.read(0, 1))[0] === 0x1f;
      for await (const part of packed ? fitsHdus(await readFileWhole(path)) : fitsHdusOf(source)) parts.push(part);
    } finally {
      await source.close();
    }
    return parts;
  });
}
