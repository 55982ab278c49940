import type { SkyObject } from '../src/skyObjects.ts';

/** A line of an object list before it is written. */
export interface ListedObject {
  name: string;
  type: SkyObject['type'];
  ra: number;
  dec: number;
  magnitude?: number | undefined;
  /** Arcminutes. */
  major?: number | undefined;
  minor?: number | undefined;
  angle?: number | undefined;
  others: string[];
}
