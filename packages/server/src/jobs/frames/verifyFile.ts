import { type Verdict, verifyFits } from '@uraniborg/formats';
import { readFileWhole } from '../../storage/readFileWhole.ts';
import { ofFile } from './ofFile.ts';

/** What in a FITS file is not as the standard wants it. @throws InvalidInput it is no FITS file at all; StorageError */
export async function verifyFile(path: string): Promise<Verdict> {
  return await ofFile(path, async () => verifyFits(await readFileWhole(path)));
}
