import { type Instant, InvalidInput, parseUtc, systemInstant } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type FileRules,
  type FolderPart,
  frameFileName,
  frameFolder,
  type NameFacts,
  type NameRules,
} from './frameName.ts';

const at = (text: string): Instant => systemInstant(parseUtc(text), 'start');
const light: NameFacts = {
  frameType: 'light',
  object: 'M 42',
  filter: 'Ha',
  seconds: 300,
  bin: { x: 2, y: 2 },
  temperature: -10.04,
  start: at('2026-11-20T22:14:05.123Z'),
  gain: 100,
  offset: 50,
  focusPosition: 12345,
  pierSide: 'west',
  rotatorAngle: 90,
  sequence: 'Orion',
  step: 'Narrow band',
};
const never = () => false;

test.each<[string, Partial<NameFacts>, FileRules]>([
  ['M 42_Ha_20261120_221405.fits', {}, {}],
  ['M42_Ha_20261120_221405.fits', {}, { blank: '' }],
  ['M-42_Ha_20261120_221405.fits', {}, { blank: '-' }],
  ['M 42-Ha-20261120-221405.fits', {}, { separator: '-' }],
  ['Light_Ha_20261120_221405.fits', { object: '' }, {}],
  ['Flat_Ha_20261120_221405.fits', { frameType: 'flat' }, {}],
  ['Dark_20261120_221405.fits', { frameType: 'dark' }, {}],
  ['Bias_20261120_221405.fits', { frameType: 'bias' }, {}],
  ['DarkFlat_20261120_221405.fits', { frameType: 'darkFlat' }, {}],
  ['Arc lamp_Ha_20261120_221405.fits', { frameType: 'arc lamp' }, {}],
  ['M 42_Ha_20261120_221405123.fits', { seconds: 0.5 }, {}],
  ['M 42_20261120_221405.fits', { filter: undefined }, {}],
  ['M 42_Ha_1.fits', {}, { parts: ['object', 'filter'] }],
  ['M 42_Ha_001.fits', {}, { parts: ['object', 'filter'], numberWidth: 3 }],
  ['M 42_Ha-1.fits', {}, { parts: ['object', 'filter'], numberSeparator: '-' }],
  ['M 42_300s_2x2_-10C_1.fits', {}, { parts: ['object', 'exposure', 'binning', 'temperature'] }],
  ['M 42_0_5s_1.fits', { seconds: 0.5 }, { parts: ['object', 'exposure'] }],
  ['M 42_0C_1.fits', { temperature: -0.2 }, { parts: ['object', 'temperature'] }],
  ['M 42_1.fits', { temperature: Number.NaN, gain: undefined }, { parts: ['object', 'temperature', 'gain'] }],
  ['100_50_12345_West_90.0_1.fits', {}, { parts: ['gain', 'offset', 'focusPosition', 'pierSide', 'rotator'] }],
  ['Light_Narrow band_1.fits', {}, { parts: ['frameType', 'step'] }],
  ['Light_Narrow band-3_1.fits', { stepRepeat: 3 }, { parts: ['frameType', 'step'] }],
  ['20261120_221405_M 42.fits', {}, { parts: ['date', 'object'] }],
  ['interrupted_M 42_Ha_20261120_221405.fits', { interrupted: true }, {}],
  ['M 42_Ha_20261120_221405.fits.fz', {}, { extension: 'fits.fz' }],
  ['M 42_Ha_20261120_221405.tif', {}, { extension: 'tif' }],
  ['Sh2-155_Ha_1.fits', { object: 'Sh2_155' }, { parts: ['object', 'filter'] }],
  ['Sh2_155-Ha-1.fits', { object: 'Sh2-155' }, { parts: ['object', 'filter'], separator: '-' }],
  ['NGC224M31_1.fits', { object: 'NGC224/M31' }, { parts: ['object'] }],
  ['etcpasswd_1.fits', { object: '../../etc/passwd' }, { parts: ['object'] }],
  ['Light_1.fits', { object: '' }, { parts: [] }],
])('a file is called %s', (expected, facts, rules) => {
  expect(frameFileName({ ...light, ...facts }, rules, never)).toBe(expected);
});

test('the running number is the first that is free, and a date that is taken gets one too', () => {
  const taken = new Set(['M 42_1.fits', 'M 42_2.fits', 'M 42_Ha_20261120_221405.fits']);
  const exists = (name: string) => taken.has(name);
  expect(frameFileName(light, { parts: ['object'] }, exists)).toBe('M 42_3.fits');
  expect(frameFileName(light, {}, exists)).toBe('M 42_Ha_20261120_221405_1.fits');
  expect(() => frameFileName(light, {}, () => true)).toThrow(InvalidInput);
});

test.each<[string[], Partial<NameFacts>, FolderPart[], NameRules?]>([
  [['Orion', 'Light', 'M 42'], {}, ['sequence', 'frameType', 'object']],
  [['M42', 'Light'], {}, ['object', 'frameType'], { blank: '' }],
  [['Narrow band', '300s', '2x2'], {}, ['step', 'exposure', 'binning']],
  [['Narrow band_2'], { stepRepeat: 2 }, ['step']],
  [['Narrow band'], { stepRepeat: 1 }, ['step']],
  [['0_5s'], { seconds: 0.5 }, ['exposure']],
  [['auto'], { frameType: 'flat', autoExposure: true }, ['exposure']],
  [['20261120', '20261120'], {}, ['utcDate', 'night']],
  [['20261121', '20261120'], { start: at('2026-11-21T05:00:00Z') }, ['utcDate', 'night']],
  [['20261121', '20261121'], { start: at('2026-11-21T05:00:00Z'), utcOffsetMinutes: 600 }, ['utcDate', 'night']],
  [['20261120'], { start: at('2026-11-21T11:59:59Z') }, ['night']],
  [['20261121'], { start: at('2026-11-21T12:00:00Z') }, ['night']],
  [['Light'], { object: undefined, sequence: '' }, ['sequence', 'object', 'frameType']],
  [['Light'], { object: ' .. ' }, ['object', 'frameType']],
  [['con-'], { object: 'con' }, ['object']],
  [[], {}, []],
])('folders are %j', (expected, facts, parts, rules = {}) => {
  expect(frameFolder({ ...light, ...facts }, parts, rules)).toEqual(expected);
});

test('whatever an object is called, its name stays inside its folder and is short enough for every system', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.stringMatching(/^[./\\ :*]{0,9}$/));
  fc.assert(
    fc.property(text, text, text, text, (object, filter, blank, separator) => {
      const facts = { ...light, object, filter, step: object };
      const name = frameFileName(facts, { blank, parts: ['object', 'step', 'filter', 'date'] }, never);
      const folders = frameFolder(facts, ['object', 'step'], { blank, separator });
      for (const each of [name, ...folders]) {
        expect(each).not.toMatch(/[/\\\0\n:*?"<>|]|^\.|[. ]$/);
        expect(new TextEncoder().encode(each).length).toBeLessThanOrEqual(255);
        expect(each).not.toBe('');
      }
    }),
    { numRuns: 1000 },
  );
});
