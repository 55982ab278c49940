import { InvalidInput } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { formatCard, parseCard } from './fitsCard.ts';

const read = (record: string) => {
  const { keyword, value, comment } = parseCard(record.padEnd(80));
  return [keyword, value, comment];
};

test.each([
  ['EXPTIME =                 12.5 / [s] exposure', ['EXPTIME', 12.5, '[s] exposure']],
  ['BITPIX  =                   16', ['BITPIX', 16, '']],
  ['BSCALE  =               1.5D-3 / FORTRAN double', ['BSCALE', 0.0015, 'FORTRAN double']],
  ['SIMPLE  =                    T / yes', ['SIMPLE', true, 'yes']],
  ["OBJECT  = 'M 42    '           / the nebula", ['OBJECT', 'M 42', 'the nebula']],
  ["OBSERVER= 'O''Hara / Brahe'", ['OBSERVER', "O'Hara / Brahe", '']],
  ["EMPTY   = ''", ['EMPTY', '', '']],
  ["LEADING = '  two'", ['LEADING', '  two', '']],
  ['NOVALUE =                      / nothing yet', ['NOVALUE', undefined, 'nothing yet']],
  ['BIG     = 12345678901234567890', ['BIG', 12345678901234567890n, '']],
  ['COMMENT   = is not a value here', ['COMMENT', undefined, '  = is not a value here']],
  ['HISTORY dark = 12', ['HISTORY', undefined, 'dark = 12']],
  ['HIERARCH ESO DET CHIP1 ID = 7 / chip', ['ESO DET CHIP1 ID', 7, 'chip']],
  // as the world writes them
  ['exptime = 3', ['EXPTIME', 3, '']],
  ['EXPTIME=10', ['EXPTIME', 10, '']],
  ['GAIN    =5/units', ['GAIN', 5, 'units']],
  ["FILTER  ='Ha'", ['FILTER', 'Ha', '']],
  ["OPEN    = 'no closing quote", ['OPEN', 'no closing quote', '']],
  ['CCD-TEMP= -10,5 / decimal comma', ['CCD-TEMP', '-10,5', 'decimal comma']],
  ['DATE-OBS= 2026-11-20T22:14:05', ['DATE-OBS', '2026-11-20T22:14:05', '']],
  ['VALUE   = +.5', ['VALUE', 0.5, '']],
  ['VALUE   = 1E999', ['VALUE', '1E999', '']],
  ['ODD CARD WITHOUT A VALUE', ['ODD CARD', undefined, 'WITHOUT A VALUE']],
])('reads %s', (record, expected) => {
  expect(read(record)).toEqual(expected);
});

test.each([
  [['EXPTIME', 12.5, '[s] exposure'], 'EXPTIME =                 12.5 / [s] exposure'],
  [['GAIN', 100, ''], 'GAIN    =                  100'],
  [['TINY', 1e-7, ''], 'TINY    =               1.0E-7'],
  [['HUGE', 1.5e300, ''], 'HUGE    =              1.5E300'],
  [['FLAG', false, ''], 'FLAG    =                    F'],
  [['OBJECT', 'M 42', 'target'], "OBJECT  = 'M 42    ' / target"],
  [['QUOTED', "it's", ''], "QUOTED  = 'it''s   '"],
  [['NAN', Number.NaN, 'not measured'], 'NAN     =                      / not measured'],
  [['ESO X', 1, ''], 'HIERARCH ESO X = 1'],
  [['COMMENT', undefined, 'a remark'], 'COMMENT a remark'],
  [['OBSERVER', 'Søren Kjær', 'µm, −3°'], "OBSERVER= 'Soren Kj?r' / um, -3deg"],
  [['LINES', 'one\ntwo', ''], "LINES   = 'one two '"],
] as const)('writes %j', ([keyword, value, comment], expected) => {
  expect(formatCard({ keyword, value, comment })).toEqual([expected.padEnd(80)]);
});

test('a long string goes on in CONTINUE cards, each of 80 characters', () => {
  const records = formatCard({ keyword: 'STORY', value: "it's long ".repeat(20).trim(), comment: 'the end' });
  expect(records.length).toBeGreaterThan(3);
  for (const [index, record] of records.entries()) {
    expect(record).toHaveLength(80);
    expect(record.startsWith(index === 0 ? "STORY   = '" : "CONTINUE  '")).toBe(true);
  }
  expect(records.at(-1)).toMatch(/\/ the end *$/);
});

test('a long remark goes on in a further card', () => {
  expect(
    formatCard({ keyword: 'HISTORY', value: undefined, comment: 'x'.repeat(100) }).map((each) => each.trim()),
  ).toEqual([`HISTORY ${'x'.repeat(72)}`, `HISTORY ${'x'.repeat(28)}`]);
});

test('what cannot be a keyword is refused', () => {
  expect(() => formatCard({ keyword: 'A=B', value: 1, comment: '' })).toThrow(InvalidInput);
  expect(() => formatCard({ keyword: 'K'.repeat(61), value: 1, comment: '' })).toThrow(InvalidInput);
  expect(() => formatCard({ keyword: 'K'.repeat(60), value: 1.2345678901234567, comment: '' })).toThrow(/too long/);
});
