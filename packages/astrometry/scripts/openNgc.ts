/** Reads OpenNGC from the SQLite file that KStars makes of it. */
import { DatabaseSync } from 'node:sqlite';
import type { ListedObject } from './listedObject.ts';

/** KStars' numbers of object types; 255 is what OpenNGC calls a duplicate, not found, or not classified. */
const TYPES: Record<number, ListedObject['type']> = {
  0: 'star',
  3: 'open cluster',
  4: 'globular cluster',
  5: 'nebula',
  6: 'planetary nebula',
  7: 'supernova remnant',
  8: 'galaxy',
  13: 'asterism',
  14: 'galaxy group',
  17: 'double star',
};

export function readOpenNgc(file: string): ListedObject[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database
    .prepare('select type, ra, dec, magnitude, name, long_name, major_axis, minor_axis, position_angle from cat')
    .all();
  database.close();
  const number = (value: unknown) => (typeof value === 'number' ? value : undefined);
  const objects = rows.map((row): ListedObject => {
    const others = String(row.long_name ?? '')
      .split(',')
      .map((name) => name.trim().replace(/^the /, ''))
      .filter((name) => name !== '');
    return {
      name: String(row.name),
      type: TYPES[Number(row.type)] ?? 'unconfirmed',
      ra: Number(row.ra),
      dec: Number(row.dec),
      magnitude: number(row.magnitude),
      major: number(row.major_axis),
      minor: number(row.minor_axis),
      angle: number(row.position_angle),
      others,
    };
  });
  return mergeDuplicates(objects).sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

/** A duplicate entry stands exactly where the object it repeats stands: its name becomes another name of that one. */
function mergeDuplicates(objects: ListedObject[]): ListedObject[] {
  const place = ({ ra, dec }: ListedObject) => `${ra.toFixed(4)} ${dec.toFixed(4)}`;
  const confirmed = new Map(
    objects.filter(({ type }) => type !== 'unconfirmed').map((object) => [place(object), object]),
  );
  return objects.filter((object) => {
    const same = object.type === 'unconfirmed' ? confirmed.get(place(object)) : undefined;
    same?.others.push(object.name, ...object.others);
    return !same;
  });
}
