import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatNumber, parseNumber } from './number.ts';

describe('reading', () => {
  test.each([
    ['129.95960376948485759', 129.95960376948486],
    ['  -12.5\n', -12.5],
    ['1e-3', 0.001],
    ['+4', 4],
    ['5:36:36', 5.61],
    ['-5:22:00', -5 - 22 / 60],
    ['-0:30', -0.5],
    ['12 30 36', 12.51],
    ['12;30', 12.5],
    ['10:20.5', 10 + 20.5 / 60],
    ['inf', Number.POSITIVE_INFINITY],
    ['-INFINITY', Number.NEGATIVE_INFINITY],
    ['nan', Number.NaN],
    ['-nan(0x1)', Number.NaN],
  ])('%s', (text, value) => {
    const read = parseNumber(text);
    expect(Object.is(read, value) || Math.abs(read - value) < 1e-12).toBe(true);
  });
  test.each(['', 'On', '0x10', '1:2:3:4', '1:-2', '--1', '1,5', 'Infinityx'])('"%s" is none', (text) => {
    expect(() => parseNumber(text)).toThrow(/no INDI number/);
  });
  test('no text makes it hang or gives anything but a number', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+0-9:; .e]{0,30}$/)), (text) => {
        try {
          expect(typeof parseNumber(text)).toBe('number');
        } catch (error) {
          expect(error).toHaveProperty('tag', 'InvalidInput');
        }
      }),
    );
  });
});

describe('writing', () => {
  // The right-hand sides of the printf formats are what printf(1) of coreutils writes.
  test.each([
    [3.1428, '%4.2f', '3.14'],
    [3.1428, '%8.3f', '   3.143'],
    [-3.1428, '%08.3f', '-003.143'],
    [3.1428, '%-8.1f|', '3.1     |'],
    [5, '%+.0f', '+5'],
    [250, '%.f', '250'],
    [7.9, '%d', '7'],
    [0.0001, '%g', '0.0001'],
    [0.00001, '%g', '1e-05'],
    [1234567, '%g', '1.23457e+06'],
    [100000, '%g', '100000'],
    [0.5, '%.3g', '0.5'],
    [12345.678, '%.2E', '1.23E+04'],
    [25, '%4.0f °C', '  25 °C'],
    [0, '%g', '0'],
    [50, '%.0f%%', '50%'],
    [Number.NaN, '%5.1f', '  nan'],
    // The examples of the INDI white paper, and the formats of the drivers.
    [5.61, '%010.6m', '   5:36:36'],
    [-5.366667, '%010.6m', '  -5:22:00'],
    [-0.5, '%9.6m', ' -0:30:00'],
    [12.5, '%7.3m', '  12:30'],
    [12.51, '%8.5m', ' 12:30.6'],
    [12.51, '%.8m', '12:30:36.0'],
    [1.9999999, '%.9m', '2:00:00.00'],
    [59.99999, '%010.6m', '  60:00:00'],
    [1.5, '', '1.5'],
  ])('%f as "%s"', (value, format, text) => {
    expect(formatNumber(value, format)).toBe(text);
  });
  test('sexagesimal text reads back to within half of its last digit', () => {
    const shown = [
      ['%.3m', 60],
      ['%.5m', 600],
      ['%.6m', 3600],
      ['%.8m', 36_000],
      ['%.9m', 360_000],
    ] as const;
    fc.assert(
      fc.property(
        fc.double({ min: -360, max: 360, noNaN: true }),
        fc.constantFrom(...shown),
        (value, [format, perDegree]) => {
          expect(Math.abs(parseNumber(formatNumber(value, format)) - value)).toBeLessThanOrEqual(
            0.5 / perDegree + 1e-9,
          );
        },
      ),
    );
  });
});

test('texts and formats made to take for ever do not', () => {
  expect(() => parseNumber(`1${' '.repeat(1e6)}x`)).toThrow(/no INDI number/);
  expect(formatNumber(1.5, `%${'0'.repeat(1e6)}`)).toBe('1.5');
});
