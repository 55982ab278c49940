import { type Recording, readSer } from '@uraniborg/formats';
import { fileSource } from '../../storage/fileSource.ts';

/** A recording whose frames are read from its file when they are asked for. */
export interface OpenRecording extends Recording {
  close(): Promise<void>;
}

/** @throws InvalidInput it is no SER file; StorageError it cannot be read */
export async function openRecording(path: string): Promise<OpenRecording> {
  const source = await fileSource(path);
  try {
    const recording = await readSer(source);
    return { ...recording, close: () => source.close() };
  } catch (error) {
    await source.close();
    throw error;
  }
}
