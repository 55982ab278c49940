import type { SkyObject } from '@uraniborg/api';
import type { SkyObject as ListedObject, SkyObjects } from '@uraniborg/astrometry';
import { InvalidInput } from '@uraniborg/core';
import type { Direction } from '@uraniborg/devices';
import { splitCoordinates } from './splitCoordinates.ts';

/** What can be asked of the sky by name. */
export interface Sky {
  /** The best match first. */
  find(text: string, limit: number): SkyObject[];
  /** What a person means by a text: an object's name or coordinates. @throws InvalidInput it is neither */
  target(text: string): Direction & { name: string | null };
}

/** The sky of a list of named objects. Nothing is guessed: a telescope is sent to what was named, or not at all. */
export function sky(objects: SkyObjects): Sky {
  return {
    find: (text, limit) => objects.search(text, { count: limit }).map(shown),
    target(text) {
      const object = objects.named(text);
      if (object) return { ra: object.ra, dec: object.dec, name: object.name };
      if (/^\s*([-+−]?\d|ra\b|α)/i.test(text)) return { ...splitCoordinates(text), name: null };
      const [near] = objects.search(text, { count: 1 });
      const hint = near
        ? `did you mean ${near.name}?`
        : 'write a name such as M42, or coordinates such as 5 35 17 -5 23 28';
      throw new InvalidInput(`No object is called "${text}"; ${hint}`, 'text');
    },
  };
}

function shown({ name, otherNames, type, ra, dec, magnitude, majorAxis }: ListedObject): SkyObject {
  return {
    name,
    otherNames: [...otherNames],
    type,
    ra,
    dec,
    magnitude: magnitude ?? null,
    sizeArcmin: majorAxis ?? null,
  };
}
