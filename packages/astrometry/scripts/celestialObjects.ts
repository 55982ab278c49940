/** Reads from the npm package d3-celestial what OpenNGC does not list: Sharpless, Barnard, Lynds, van den Bergh ... */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normaliseDegrees } from '@uraniborg/core';
import type { ListedObject } from './listedObject.ts';

const TYPES: Record<string, ListedObject['type']> = {
  gg: 'galaxy group',
  g: 'galaxy',
  s: 'galaxy',
  s0: 'galaxy',
  sd: 'galaxy',
  i: 'galaxy',
  e: 'galaxy',
  oc: 'open cluster',
  gc: 'globular cluster',
  dn: 'dark nebula',
  bn: 'nebula',
  sfr: 'nebula',
  rn: 'nebula',
  en: 'nebula',
  pn: 'planetary nebula',
  snr: 'supernova remnant',
};

interface Feature {
  id: string;
  properties: { desig: string; type: string; mag: string | number; dim: string };
  geometry: { coordinates: [number, number] };
}

/** @param known names that are listed already: objects with one of them are left out */
export function readCelestialObjects(folder: string, known: ReadonlySet<string>): ListedObject[] {
  const read = (file: string) => JSON.parse(readFileSync(join(folder, 'data', file), 'utf8')) as unknown;
  const { features } = read('dsos.14.json') as { features: Feature[] };
  const names = read('dsonames.json') as Record<string, { name?: string }>;
  const taken = new Set(known);
  const objects: ListedObject[] = [];
  for (const { id, properties, geometry } of features) {
    const type = TYPES[properties.type];
    const common = names[id]?.name;
    // Faint galaxies by the thousand belong to OpenNGC; here only those with a name of their own.
    if (!type || /^(NGC|IC|M) ?\d/.test(id) || taken.has(id) || (type === 'galaxy' && !common)) continue;
    // Three supernova remnants of the source are shifted by a column, their coordinates with it.
    if (id.startsWith('SNR') && type !== 'supernova remnant') continue;
    taken.add(id);
    const [major, minor] = properties.dim.split('x').map(Number);
    // Of a nebula "magnitude" is the class of its brightness or darkness in its own catalogue.
    const magnitude = /nebula|remnant/.test(type) && type !== 'planetary nebula' ? Number.NaN : Number(properties.mag);
    objects.push({
      name: id,
      type,
      ra: normaliseDegrees(geometry.coordinates[0]),
      dec: geometry.coordinates[1],
      magnitude: magnitude > 0 && magnitude < 30 ? magnitude : undefined,
      major: major || undefined,
      minor: minor || undefined,
      others: [...new Set([common, properties.desig === id ? undefined : properties.desig])].filter(
        (name) => name !== undefined,
      ),
    });
  }
  return objects.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}
