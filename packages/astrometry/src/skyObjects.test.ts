import { readFileSync } from 'node:fs';
import { InvalidInput, separation } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { openSkyObjects } from './skyObjects.ts';

const read = (file: string) => readFileSync(new URL(`../data/${file}`, import.meta.url), 'utf8');
const objects = openSkyObjects(read('openNgc.tsv'), read('nebulae.tsv'), read('starNames.tsv'));

test('the built-in lists hold what they say', () => {
  expect(objects.size).toBe(22_784);
});

test.each([
  ['m42', 83.82, -5.39],
  ['M 42', 83.82, -5.39],
  ['messier 42', 83.82, -5.39],
  ['Orion Nebula', 83.82, -5.39],
  ['the great orion nebula', 83.82, -5.39],
  ['NGC1976', 83.82, -5.39],
  ['NGC7000', 314.82, 44.53],
  ['north america nebula', 314.82, 44.53],
  ['ngc 0224', 10.685, 41.269],
  ['Andromeda  Galaxy', 10.685, 41.269],
  ['PGC 2557', 10.685, 41.269],
  ['M 102', 226.62, 55.76],
  ['M45', 56.85, 24.12],
  ['Horsehead Nebula', 85.25, -2.46],
  ['Barnard 33', 85.25, -2.46],
  ['IC 2118', 76.23, -7.27],
  ['Large Magellanic Cloud', 80.9, -69.76],
  ['Vega', 279.2347, 38.7837],
  ['alpha Lyrae', 279.2347, 38.7837],
  ['α Lyr', 279.2347, 38.7837],
  ['alf lyr', 279.2347, 38.7837],
  ['hd172167', 279.2347, 38.7837],
  ['HIP 91262', 279.2347, 38.7837],
  ['polaris', 37.9545, 89.2641],
  ['Sirius', 101.2872, -16.7161],
  ['alpha Canis Majoris', 101.2872, -16.7161],
  ['61 Cyg', 316.72, 38.75],
  ['P Cygni', 304.447, 38.033],
  ['mu Cephei', 325.877, 58.78],
  ['beta Cygni', 292.68, 27.96],
  ['pi2 Orionis', 72.653, 8.9],
  ['Bootes', undefined, undefined],
  ['M 4 2 0', undefined, undefined],
])('%s is found where it is', (name, ra, dec) => {
  const found = objects.named(name);
  if (ra === undefined) return expect(found).toBeUndefined();
  expect(found).toBeDefined();
  if (found) expect(separation(found, { ra, dec })).toBeLessThan(0.05);
});

test('every Messier number is there', () => {
  const missing = Array.from({ length: 110 }, (_, n) => `M ${n + 1}`).filter((name) => !objects.named(name));
  expect(missing).toEqual([]);
});

test('a name shared by two stars is the one of the first, and each still has its own', () => {
  expect(objects.named('Castor')?.otherNames).toContain('alpha Gem');
});

test('of the names that begin with a word the best known comes first', () => {
  const [first, second] = objects.search('orion');
  expect(first?.name).toBe('M 42');
  expect(second?.magnitude).toBeLessThan(4);
  expect(objects.search('andromeda')[0]?.name).toBe('M 31');
});

test('a search shows that very name first, then what begins with it, then what holds it', () => {
  const names = (text: string, count?: number) =>
    objects.search(text, count === undefined ? {} : { count }).map(({ name }) => name);
  expect(names('NGC 70')[0]).toBe('NGC 70');
  expect(names('ngc70')).toContain('NGC 700');
  expect(names('dumbbell')).toEqual(expect.arrayContaining(['M 27', 'M 76']));
  expect(names('veg')[0]).toBe('Vega');
  expect(names('ngc', 5)).toHaveLength(5);
  expect(new Set(names('orion', 100)).size).toBe(names('orion', 100).length);
  expect(names('   ')).toEqual([]);
  expect(names('no such thing')).toEqual([]);
});

test('without an asterisk one object, with it every one that begins so', () => {
  expect(objects.search('NGC100', { count: 1 })[0]?.name).toBe('NGC 100');
  const all = objects.search('NGC100*', { count: 100 }).map(({ name }) => name);
  expect(all[0]).toBe('NGC 100');
  expect(all).toContain('NGC 1001');
  expect(all.length).toBe(11);
  expect(objects.search('*dumbbell*').map(({ name }) => name)).toEqual(expect.arrayContaining(['M 27', 'M 76']));
  expect(objects.search('NGC*7*00').map(({ name }) => name)).toContain('NGC 7000');
  expect(objects.search('***')).toEqual([]);
});

test('a pattern of a thousand asterisks does not hang', () => {
  expect(objects.search(`a${'*a'.repeat(1000)}`)).toEqual([]);
});

test('objects of a field, largest first', () => {
  const field = objects.near({ ra: 83.82, dec: -5.39, radius: 0.7 });
  const names = field.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['M 42', 'M 43', 'NGC 1977']));
  const sizes = field.map(({ majorAxis = 0 }) => majorAxis);
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
});

test('a line that is no object is named', () => {
  expect(() => openSkyObjects('# a comment\n\nM 1\tgalaxy\t83\n')).toThrow(InvalidInput);
  expect(() => openSkyObjects('# a comment\nM 1\tgalaxy\t83\tx\n')).toThrow(/"x".*not a number/);
  expect(() => openSkyObjects('M 1\tspaceship\t83\t22\n')).toThrow(/spaceship/);
  expect(openSkyObjects('My star\tstar\t83\t22').named('my star')).toMatchObject({ ra: 83, dec: 22, otherNames: [] });
});
