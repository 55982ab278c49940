/**
 * Objects with names: deep-sky objects and named stars, to be found by what they are called or by where they are.
 * They come from tab-separated texts (format: docs/reference/object-lists.md), so that lists of different licences
 * stay in files of their own.
 */
import { InvalidInput, separation } from '@uraniborg/core';
import { nameKey } from './objectName.ts';

export const OBJECT_TYPES = [
  'star',
  'double star',
  'open cluster',
  'globular cluster',
  'nebula',
  'dark nebula',
  'planetary nebula',
  'supernova remnant',
  'galaxy',
  'galaxy group',
  'asterism',
  'unconfirmed',
] as const;

export interface SkyObject {
  /** The name most people know it by. */
  readonly name: string;
  readonly type: (typeof OBJECT_TYPES)[number];
  /** ICRS degrees, J2000. */
  readonly ra: number;
  readonly dec: number;
  /** V, or B where no V is known. */
  readonly magnitude: number | undefined;
  /** Arcminutes, the long way and the short way. */
  readonly majorAxis: number | undefined;
  readonly minorAxis: number | undefined;
  /** Of the long axis, degrees from north through east. */
  readonly positionAngle: number | undefined;
  readonly otherNames: readonly string[];
}

export interface SkyObjects {
  readonly size: number;
  /** The one object with exactly this name, however it is spaced or written; undefined when there is none. */
  named(name: string): SkyObject | undefined;
  /**
   * Objects for a text as it is being typed: that very name first, then names that begin with it, then names with it
   * inside. In each group a number comes short names first ("M1", "M10"), a word best known first: Messier's objects,
   * then the brightest. With asterisks it is a pattern for whole names instead: "NGC100" is one object, "NGC100*"
   * every NGC number that begins so.
   *
   * @param options.count at most so many; default 20
   */
  search(text: string, options?: { readonly count?: number }): SkyObject[];
  /** What has its centre within `radius` degrees, largest first. */
  near(cone: { readonly ra: number; readonly dec: number; readonly radius: number }): SkyObject[];
}

/** @throws InvalidInput naming the line that is no object */
export function openSkyObjects(...texts: string[]): SkyObjects {
  const objects = texts.flatMap((text) =>
    text.split('\n').flatMap((line, n) => (line === '' || line.startsWith('#') ? [] : [readObject(line, n + 1)])),
  );
  // Sorting fifty thousand names takes longer than showing the first screen may: the first who asks waits.
  let index: { exact: Map<string, SkyObject>; keys: string[] } | undefined;
  const names = () => {
    if (!index) {
      const exact = new Map<string, SkyObject>();
      const add = (name: string, object: SkyObject) => {
        const key = nameKey(name);
        if (!exact.has(key)) exact.set(key, object);
      };
      for (const object of objects) add(object.name, object);
      for (const object of objects) for (const name of object.otherNames) add(name, object);
      index = { exact, keys: [...exact.keys()].sort((a, b) => a.length - b.length || (a < b ? -1 : 1)) };
    }
    return index;
  };
  return {
    size: objects.length,
    named: (name) => names().exact.get(nameKey(name)),
    search(text, { count = 20 } = {}) {
      const { exact, keys } = names();
      const key = nameKey(text);
      if (key.replaceAll('*', '') === '') return [];
      const inOrder = (some: string[]) => (/\d/.test(key) ? some : bestKnownFirst(some, exact));
      const ordered = key.includes('*')
        ? keys.filter(pattern(key))
        : [
            ...(exact.has(key) ? [key] : []),
            ...inOrder(keys.filter((name) => name.startsWith(key))),
            ...inOrder(keys.filter((name) => name.includes(key))),
          ];
      const found = new Set<SkyObject>();
      for (const name of ordered) {
        const object = exact.get(name);
        if (object) found.add(object);
        if (found.size === count) break;
      }
      return [...found];
    },
    near({ ra, dec, radius }) {
      return objects
        .filter((object) => Math.abs(object.dec - dec) <= radius && separation(object, { ra, dec }) <= radius)
        .sort((a, b) => (b.majorAxis ?? 0) - (a.majorAxis ?? 0));
    },
  };
}

/** Keys in the order of how well known their objects are; those alike stay in theirs. */
function bestKnownFirst(keys: readonly string[], objects: ReadonlyMap<string, SkyObject>): string[] {
  const rank = (key: string) => {
    const object = objects.get(key);
    return (object?.magnitude ?? 99) - (object && /^M \d/.test(object.name) ? 1000 : 0);
  };
  const ranked = keys.map((key) => ({ key, rank: rank(key) }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ key }) => key);
}

/** Whether a key fits, every asterisk any run of characters; by hand, because a pattern is somebody's input. */
function pattern(key: string): (name: string) => boolean {
  const [first = '', ...rest] = key.split('*');
  const last = rest.pop() ?? '';
  return (name) => {
    if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
    let at = first.length;
    for (const part of rest) {
      const found = name.indexOf(part, at);
      if (found < 0 || found + part.length > name.length - last.length) return false;
      at = found + part.length;
    }
    return true;
  };
}

function readObject(line: string, number: number): SkyObject {
  const [name = '', type, ra, dec, magnitude, majorAxis, minorAxis, positionAngle, others = ''] = line.split('\t');
  const known = OBJECT_TYPES.find((known) => known === type);
  const value = (text: string | undefined) => {
    const read = text ? Number(text) : undefined;
    if (Number.isNaN(read)) throw new InvalidInput(`"${text}" in the object list is not a number`, `line ${number}`);
    return read;
  };
  const [right, declination] = [value(ra), value(dec)];
  if (name === '' || !known || right === undefined || declination === undefined || Math.abs(declination) > 90)
    throw new InvalidInput(
      `This line of the object list has no name, known type and position: ${line.slice(0, 80)}`,
      `line ${number}`,
    );
  return {
    name,
    type: known,
    ra: right,
    dec: declination,
    magnitude: value(magnitude),
    majorAxis: value(majorAxis),
    minorAxis: value(minorAxis),
    positionAngle: value(positionAngle),
    otherNames: others === '' ? [] : others.split('|'),
  };
}
