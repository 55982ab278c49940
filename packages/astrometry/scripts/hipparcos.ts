/** Reads the Hipparcos stars and their names out of the npm package d3-celestial. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normaliseDegrees } from '@uraniborg/core';

export interface HipparcosStar {
  readonly hip: number;
  /** Degrees, J2000, to 0.0001. */
  readonly ra: number;
  readonly dec: number;
  readonly v: number;
  readonly bv: number | undefined;
}

interface StarFeature {
  id: number;
  properties: { mag: number; bv: string };
  geometry: { coordinates: [number, number] };
}

/** @param folder the unpacked package */
export function readHipparcos(folder: string): HipparcosStar[] {
  const { features } = JSON.parse(readFileSync(join(folder, 'data/stars.14.json'), 'utf8')) as {
    features: StarFeature[];
  };
  return features.map(({ id, properties, geometry }) => ({
    hip: id,
    ra: normaliseDegrees(geometry.coordinates[0]),
    dec: geometry.coordinates[1],
    v: Number(properties.mag),
    bv: properties.bv && Number.isFinite(Number(properties.bv)) ? Number(properties.bv) : undefined,
  }));
}
