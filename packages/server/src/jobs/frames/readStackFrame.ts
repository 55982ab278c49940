import { type Frame, readFits } from '@uraniborg/formats/fits';
import { readFileWhole } from '../../storage/readFileWhole.ts';
import { ofFile } from './ofFile.ts';

/**
 * A frame of any kind of file, in shared memory where that costs nothing. The readers of other kinds than FITS are loaded
 * when there is such a file.
 *
 * @param room memory for the bytes of the file, used only while it is read
 * @throws InvalidInput, StorageError as readFrame
 */
export async function readStackFrame(path: string, room: (size: number) => Uint8Array): Promise<Frame> {
  const bytes = await readFileWhole(path, room);
  if (/^SIMPLE *=/i.test(String.fromCharCode(...bytes.subarray(0, 9))))
    return await ofFile(path, async () => readFits(bytes, { shared: true }));
  const { readFrame } = await import('./readFrame.ts');
  return await readFrame(path, { shared: true, upright: false });
}
