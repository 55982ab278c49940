import { InvalidInput } from '@uraniborg/core';
import { writeNewFile } from '../../storage/writeNewFile.ts';

/** @throws InvalidInput the name is taken; StorageError */
export async function writeWhole(path: string, content: Parameters<typeof writeNewFile>[1]): Promise<void> {
  if (!(await writeNewFile(path, content)))
    throw new InvalidInput(`${path} is there already and is not overwritten; choose another name`, 'out');
}
