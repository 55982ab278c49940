import type { ByteSource } from './byteSource.ts';

/** So many bytes of a file. */
export interface Part {
  readonly offset: number;
  readonly length: number;
}

/** Work on a file that says which part of it comes next, and does not care where that comes from. */
export type Wanting<T> = Generator<Part, T, Uint8Array>;

/** At once, from the file in memory. Parts beyond its end are cut. */
export function fromBytes<T>(work: Wanting<T>, file: Uint8Array): T {
  let step = work.next();
  while (!step.done) {
    const { offset, length } = step.value;
    step = work.next(file.subarray(offset, offset + length));
  }
  return step.value;
}

/** From a file of which nothing but the part that is wanted is held. @throws InvalidInput a part beyond its end */
export async function fromSource<T>(work: Wanting<T>, source: ByteSource): Promise<T> {
  let step = work.next();
  while (!step.done) step = work.next(await source.read(step.value.offset, step.value.length));
  return step.value;
}
