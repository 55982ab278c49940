/** From the house's list of named objects to what they look like. */
import { separation } from '@uraniborg/core';
import { latticeHash } from '../smoothNoise.ts';
import type { DeepSky, DeepSkyKind } from './deepSkyObject.ts';

/** What the simulators ask of a list of objects; astrometry's `openSkyObjects` satisfies it. Degrees, arcminutes. */
export interface ObjectList {
  near(cone: { ra: number; dec: number; radius: number }): readonly ListedObject[];
}
export interface ListedObject {
  readonly name: string;
  readonly type: string;
  readonly ra: number;
  readonly dec: number;
  readonly magnitude: number | undefined;
  readonly majorAxis: number | undefined;
  readonly minorAxis: number | undefined;
  readonly positionAngle: number | undefined;
}

/** Half of the largest that is drawn, degrees: their centres may lie so far outside. */
const LARGEST = 2.5;

/** What glows within `radius` degrees of a direction. Clusters of single stars are in the star catalogue already. */
export function deepSkyNear(list: ObjectList, direction: { ra: number; dec: number }, radius: number): DeepSky[] {
  const found: DeepSky[] = [];
  for (const object of list.near({ ...direction, radius: Math.min(180, radius + LARGEST) })) {
    const kind = kindOf(object);
    const major = object.majorAxis ?? (object.magnitude === undefined ? undefined : 0.6);
    if (!kind || major === undefined || major / 60 > 2 * LARGEST) continue;
    if (separation(object, direction) > radius + major / 60) continue;
    found.push({
      name: object.name,
      kind,
      ra: object.ra,
      dec: object.dec,
      magnitude: object.magnitude,
      major,
      minor: object.minorAxis ?? major * (kind === 'spiral' ? 0.6 : 0.9),
      positionAngle: object.positionAngle ?? 0,
    });
  }
  return found;
}

/** The bright galaxies without arms; of the others the list does not say it, and one in five is taken for one. */
const ARMLESS = new Set([
  'M 32',
  'M 49',
  'M 59',
  'M 60',
  'M 84',
  'M 85',
  'M 86',
  'M 87',
  'M 89',
  'M 105',
  'M 110',
  'NGC 5195',
  'NGC 5128',
  'NGC 3115',
  'M 82',
]);

function kindOf({ name, type }: ListedObject): DeepSkyKind | undefined {
  switch (type) {
    case 'galaxy':
      return ARMLESS.has(name) || (!name.startsWith('M ') && armless(name)) ? 'elliptical' : 'spiral';
    case 'nebula':
      return 'nebula';
    case 'planetary nebula':
      return 'planetary';
    case 'supernova remnant':
      return 'remnant';
    case 'globular cluster':
      return 'globular';
    default:
      return undefined;
  }
}

function armless(name: string): boolean {
  let hash = 7;
  for (const letter of name) hash = latticeHash(hash, letter.charCodeAt(0));
  return hash % 5 === 0;
}
