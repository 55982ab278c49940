import type { SkyObject } from '@uraniborg/api';
import type { Direction } from '@uraniborg/devices';

/** What can be asked of the sky by name. */
export interface Sky {
  /** The best match first. */
  find(text: string, limit: number): SkyObject[];
  /** What a person means by a text: an object's name or coordinates. @throws InvalidInput it is neither */
  target(text: string): Direction & { name: string | null };
}
