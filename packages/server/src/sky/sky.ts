import type { SkyObject } from '@uraniborg/api';
import type { SkyObject as ListedObject, SkyObjects, StarCatalogue } from '@uraniborg/astrometry';
import { InvalidInput } from '@uraniborg/core';
import type { Direction } from '@uraniborg/devices';
import { splitCoordinates } from './splitCoordinates.ts';

/** What can be asked of the sky by name. */
export interface Sky {
  /** Right ascension, declination (J2000 degrees) and magnitude of the stars down to a magnitude, brightest first. */
  stars(limitMagnitude: number): [ra: number, dec: number, magnitude: number][];
  /** The best match first. */
  find(text: string, limit: number): SkyObject[];
  /** What a person means by a text: an object's name or coordinates. @throws InvalidInput it is neither */
  target(text: string): Direction & { name: string | null };
}

/** The sky of a star catalogue and a list of named objects. Nothing is guessed: a telescope is sent to what was named, or not at all. */
export function sky(catalogue: StarCatalogue, objects: SkyObjects): Sky {
  const round = (value: number) => Math.round(value * 1e4) / 1e4;
  return {
    stars: (limitMagnitude) =>
      catalogue
        .cone({ ra: 0, dec: 90, radius: 180, limitMagnitude })
        .map(({ ra, dec, magnitude }) => [round(ra), round(dec), magnitude]),
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
