import { InvalidInput } from '@uraniborg/core';
import type { Sky } from './sky.ts';
import { splitCoordinates } from './splitCoordinates.ts';

/** The sky of the built-in catalogues. */
export function catalogueSky(): Sky {
  const find: Sky['find'] = () => [];
  return {
    find,
    target(text) {
      const [object] = find(text, 1);
      if (object) return { ra: object.ra, dec: object.dec, name: object.name };
      if (!/\d/.test(text)) throw new InvalidInput(`No object is called "${text}"`, 'text');
      return { ...splitCoordinates(text), name: null };
    },
  };
}
