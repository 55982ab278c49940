import { access } from 'node:fs/promises';
import { InvalidInput } from '@uraniborg/core';

/** Long work is not begun for a file that could not be written at its end. @throws InvalidInput the name is taken */
export async function demandFree(path: string): Promise<void> {
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (there) throw new InvalidInput(`${path} is there already and is not overwritten; choose another name`, 'out');
}
