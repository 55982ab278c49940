import { InvalidInput } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { encodeFits } from './encodeFits.ts';
import { encodePackedFits } from './encodePackedFits.ts';
import { card, cardNumber, cardText, cardValue } from './header.ts';
import { readFits } from './readFits.ts';

/** A FITS file of these records and data, padded as the standard asks unless `ragged`. */
function fits(records: string[], data: number[] = [], ragged = false): Uint8Array {
  const text = records.map((record) => record.padEnd(80)).join('');
  const header = ragged ? text : text.padEnd(Math.ceil(text.length / 2880) * 2880);
  const bytes = [...new TextEncoder().encode(header), ...data];
  while (!ragged && bytes.length % 2880 !== 0) bytes.push(0);
  return Uint8Array.from(bytes);
}
const image = (bitpix: number, axes: number[], extra: string[] = []) => [
  'SIMPLE  =                    T',
  `BITPIX  = ${bitpix}`,
  `NAXIS   = ${axes.length}`,
  ...axes.map((axis, index) => `NAXIS${index + 1}  = ${axis}`),
  ...extra,
  'END',
];

test('rows of a BOTTOM-UP file are turned over, and what the header says of them with them', () => {
  const { pixels, header } = readFits(
    fits(
      image(
        8,
        [2, 2],
        ["ROWORDER= 'BOTTOM-UP'", 'CRPIX2 = 1', 'CD1_1 = 1', 'CD1_2 = 0.5', 'CD2_2 = 2', "BAYERPAT= 'RGGB'"],
      ),
      [1, 2, 3, 4],
    ),
  );
  expect([...pixels.data]).toEqual([3, 4, 1, 2]);
  expect(cardText(header, 'ROWORDER')).toBe('TOP-DOWN');
  expect(cardNumber(header, 'CRPIX2')).toBe(2);
  expect(cardNumber(header, 'CD1_2')).toBe(-0.5);
  expect(cardNumber(header, 'CD2_2')).toBe(-2);
  expect(cardNumber(header, 'YBAYROFF')).toBe(1);
});

test('rows of an odd number of bytes are turned over too', () => {
  const bytes = fits(image(16, [3, 2], ["ROWORDER= 'BOTTOM-UP'"]), [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6]);
  expect(readFits(bytes).pixels.data).toEqual(Int16Array.of(4, 5, 6, 1, 2, 3));
});

test('a file that does not say is taken as it stands, unless the caller knows better', () => {
  const bytes = fits(image(8, [1, 3, 3]), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect([...readFits(bytes).pixels.data]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect([...readFits(bytes, { rowOrder: 'bottom-up' }).pixels.data]).toEqual([3, 2, 1, 6, 5, 4, 9, 8, 7]);
});

test('scaled integers become the values they stand for; blanks are no values', () => {
  const scaled = readFits(
    fits(image(16, [3, 1], ['BSCALE = 0.5', 'BZERO = 10', 'BLANK = -1']), [0, 2, 255, 255, 0, 4]),
  );
  expect(scaled.pixels.data).toEqual(Float32Array.of(11, Number.NaN, 12));
  const unsigned = readFits(fits(image(16, [2, 1], ['BZERO = 32768', 'BLANK = 5']), [128, 0, 127, 255]));
  expect(unsigned.pixels.data).toEqual(Uint16Array.of(0, 65535));
  const wide = readFits(fits(image(64, [2, 1]), [0, 0, 0, 0, 0, 0, 1, 0, 255, 255, 255, 255, 255, 255, 255, 255]));
  expect(wide.pixels.data).toEqual(Float64Array.of(256, -1));
});

test('one plane of a cube, and an image in an extension that inherits', () => {
  const cube = fits(image(8, [1, 1, 4]), [5, 6, 7, 8]);
  expect(() => readFits(cube)).toThrow(/4 planes/);
  expect([...readFits(cube, { plane: 2 }).pixels.data]).toEqual([7]);
  expect(() => readFits(cube, { plane: 4 })).toThrow(InvalidInput);
  const extension = ["XTENSION= 'IMAGE   '", 'BITPIX = 8', 'NAXIS = 2', 'NAXIS1 = 1', 'NAXIS2 = 1', 'PCOUNT = 0'];
  const both = Uint8Array.from([
    ...fits(image(8, [], ["OBJECT = 'M 1'", 'GAIN = 1'])),
    ...fits([...extension, 'GCOUNT = 1', 'INHERIT = T', 'GAIN = 2', 'END'], [42]),
  ]);
  const { pixels, header } = readFits(both);
  expect([...pixels.data]).toEqual([42]);
  expect(cardText(header, 'OBJECT')).toBe('M 1');
  expect(cardValue(header, 'GAIN')).toBe(2);
  expect(() => readFits(both, { hdu: 0 })).toThrow(/holds no image/);
  expect(() => readFits(both, { hdu: 7 })).toThrow(/no part 7/);
});

test('headers of the real world: lower case, no blanks, no padding, letters beyond ASCII', () => {
  const records = [
    'simple=T',
    'bitpix=8',
    'naxis=2',
    'naxis1=2',
    'naxis2=1',
    "observer='Tycho Bråhe'",
    'EXPTIME=1.5D1/s',
    'end',
  ];
  const text = new TextEncoder();
  const bytes = records.flatMap((record) => {
    const encoded = [...text.encode(record)];
    return [...encoded, ...Array(80 - encoded.length).fill(32)];
  });
  while (bytes.length % 2880 !== 0) bytes.push(0);
  const { pixels, header } = readFits(Uint8Array.from([...bytes, 8, 9]));
  expect([...pixels.data]).toEqual([8, 9]);
  expect(cardText(header, 'observer')).toBe('Tycho Bråhe');
  expect(cardValue(header, 'EXPTIME')).toBe(15);
});

test('a file that starts anywhere in memory is read the same', () => {
  const file = encodeFits({
    pixels: { width: 3, height: 1, planes: 1, data: Uint16Array.of(1, 256, 65535) },
    header: [],
  });
  for (let shift = 0; shift < 9; shift++) {
    const memory = new Uint8Array(file.length + shift);
    memory.set(file, shift);
    expect(readFits(memory.subarray(shift)).pixels.data).toEqual(Uint16Array.of(1, 256, 65535));
  }
});

test.each([
  ['nothing', new Uint8Array(), /not a FITS file/],
  ['another file', new TextEncoder().encode('<!doctype html>'.padEnd(2880)), /not a FITS file/],
  ['no END', fits(image(8, [1, 1]).slice(0, -1)), /no END card/],
  ['no END in a long file', fits(['SIMPLE  = T', ...Array(300_000).fill('COMMENT ha')]), /no END card/],
  ['a negative axis', fits(image(8, [-5, 1])), /NAXIS1 is -5/],
  ['a fractional axis', fits(image(8, [1.5, 1])), /NAXIS1 is 1.5/],
  [
    'an axis that is a word',
    fits(image(8, [], []).toSpliced(2, 1, 'NAXIS = 1', "NAXIS1 = 'wide'")),
    /no usable NAXIS1/,
  ],
  ['NAXIS of 10^9', fits(image(8, []).toSpliced(2, 1, 'NAXIS = 1000000000')), /NAXIS is 1000000000/],
  ['999 axes that are not there', fits(image(8, []).toSpliced(2, 1, 'NAXIS = 999')), /no usable NAXIS1/],
  ['a trillion pixels', fits(image(8, [1e6, 1e6])), /truncated: part 0 needs 1000000000000 bytes/],
  ['30000 by 30000 pixels that are not there', fits(image(16, [30_000, 30_000])), /truncated: part 0 needs 1800000000/],
  ['more pixels than numbers', fits(image(-64, [9e15, 9e15, 9e15])), /larger than any file/],
  ['an unknown BITPIX', fits(image(12, [1, 1])), /BITPIX is 12/],
  ['too few bytes', fits(image(16, [2, 2]), [1, 2, 3], true), /truncated|no END/],
  ['no pixels at all', fits(image(8, [0, 5])), /holds no image/],
])('%s gets a clear refusal', (_, bytes, message) => {
  expect(() => readFits(bytes)).toThrow(InvalidInput);
  expect(() => readFits(bytes)).toThrow(message);
});

test('a chain of ten thousand parts and more ends, and those of it that count are found', () => {
  const part = fits(["XTENSION= 'IMAGE   '", 'BITPIX = 8', 'NAXIS = 0', 'PCOUNT = 0', 'GCOUNT = 1', 'END']);
  const first = fits(image(8, []));
  const chain = new Uint8Array(first.length + 10_100 * part.length);
  chain.set(first);
  for (let at = first.length; at < chain.length; at += part.length) chain.set(part, at);
  expect(() => readFits(chain)).toThrow(/holds no image/);
  expect(() => readFits(chain, { hdu: 10_050 })).toThrow(/no part 10050/);
  expect(() => readFits(chain, { hdu: 17 })).toThrow(/part 17 of the FITS file holds no image/);
});

test('a plane of nothing but NaN, and one pixel, are images like others', () => {
  const empty = { width: 3, height: 2, planes: 1, data: new Float32Array(6).fill(Number.NaN) } as const;
  expect(readFits(encodeFits({ pixels: empty, header: [] })).pixels).toEqual(empty);
  const one = { width: 1, height: 1, planes: 1, data: Uint16Array.of(7) } as const;
  expect(readFits(encodeFits({ pixels: one, header: [] })).pixels).toEqual(one);
});

test('a part is chosen by its name, in any letter case', () => {
  const records = ["XTENSION= 'IMAGE   '", ...image(8, [2, 1]).slice(1, -1), 'PCOUNT = 0', 'GCOUNT = 1'];
  const named = (name: string) => fits([...records, `EXTNAME = '${name}'`, 'END'], [name.length, 1]);
  const file = Uint8Array.from([...fits(image(8, [])), ...named('SCI'), ...named('mask')]);
  expect([...readFits(file, { hdu: 'Mask' }).pixels.data]).toEqual([4, 1]);
  expect([...readFits(file, { hdu: 'SCI' }).pixels.data]).toEqual([3, 1]);
  expect(() => readFits(file, { hdu: 'flat' })).toThrow(/no part flat/);
});

test('a pattern that is none is not one', () => {
  const pixels = { width: 2, height: 2, planes: 1, data: Uint8Array.of(1, 2, 3, 4) } as const;
  const patternOf = (text: string) =>
    cardText(readFits(encodeFits({ pixels, header: [card('BAYERPAT', text)] })).header, 'BAYERPAT');
  expect(['', 'NONE', 'mono', 'RGGB', 'gbrg'].map(patternOf)).toEqual([
    undefined,
    undefined,
    undefined,
    'RGGB',
    'gbrg',
  ]);
});

test('an image that was packed inherits like others, and its remarks stay beside those of the file', () => {
  const pixels = { width: 2, height: 2, planes: 1, data: Uint16Array.of(1, 2, 3, 4) } as const;
  const packed = Buffer.from(
    encodePackedFits({ pixels, header: [card('EXPTIME', 3), card('HISTORY', undefined, 'packed')] }),
  );
  const said = ["OBJECT  = 'M 31'", 'EXPTIME = 99', 'HISTORY taken', 'END'].map((each) => each.padEnd(80)).join('');
  const at = packed.indexOf('END'.padEnd(80));
  packed.write(said, at, 'latin1');
  const end = packed.indexOf('END'.padEnd(80), 2880);
  packed.write('INHERIT = T'.padEnd(80) + 'END'.padEnd(80), end, 'latin1');
  const { header } = readFits(packed);
  expect(cardNumber(header, 'EXPTIME')).toBe(3);
  expect(cardText(header, 'OBJECT')).toBe('M 31');
  expect(header.filter(({ keyword }) => keyword === 'HISTORY').map(({ comment }) => comment)).toEqual([
    'packed',
    'taken',
  ]);
});
