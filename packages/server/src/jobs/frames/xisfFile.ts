import { XISF_MARK_BYTES, type XisfPart, xisfHeaderBytes, xisfParts } from '@uraniborg/formats';
import { fileSource } from '../../storage/fileSource.ts';
import { ofFile } from './ofFile.ts';

/** The images of an XISF file, of which only the header is read. @throws InvalidInput, StorageError as fitsParts */
export async function xisfFileParts(path: string): Promise<XisfPart[]> {
  return await ofFile(path, async () => {
    const source = await fileSource(path);
    try {
      const mark = await source.read(0, Math.min(XISF_MARK_BYTES, source.size));
      return xisfParts(await source.read(0, xisfHeaderBytes(mark, source.size)));
    } finally {
      await source.close();
    }
  });
}
