import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatDeclination,
  formatRightAscension,
  parseDeclination,
  parseRightAscension,
  parseSexagesimal,
  separation,
} from './angle.ts';

describe('coordinates as people write them', () => {
  test.each([
    ['5 35 17.3', 5.588139],
    ['5:35:17.3', 5.588139],
    ['05h35m17.3s', 5.588139],
    ['5h 35m 17.3s', 5.588139],
    ['05h35.3m', 5.588333],
    ['-5°23′28″', -5.391111],
    ['−05d23m28s', -5.391111],
    ['-0 30 0', -0.5],
    ['+41_16_9', 41.269167],
    ['41°16\'09"', 41.269167],
    ['41,16,9', 41.269167],
    ['41;16;9', 41.269167],
    ['41/16/9', 41.269167],
    ['41,27', 41.27],
    ['83.82', 83.82],
  ])('%s', (text, value) => expect(parseSexagesimal(text)).toBeCloseTo(value, 6));

  test.each(['', 'M42', '5 61 0', '5 0 60', '1 2 3 4', '5.5 30', '--5', '5 -3 0'])('"%s" is refused', (text) => {
    expect(() => parseSexagesimal(text)).toThrow();
  });

  test('a right ascension is hours unless it says degrees', () => {
    expect(parseRightAscension('5 30 0')).toBeCloseTo(82.5);
    expect(parseRightAscension('5.5')).toBeCloseTo(82.5);
    expect(parseRightAscension('82.5 deg')).toBeCloseTo(82.5);
    expect(parseRightAscension('82.5°')).toBeCloseTo(82.5);
    expect(() => parseRightAscension('24 0 0')).toThrow('outside 0 to 24 hours');
    expect(() => parseDeclination('-90 0 1')).toThrow('outside -90 to 90');
  });

  test('what is written is read back', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 359.9999, noNaN: true }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        (ra, dec) => {
          const there = {
            ra: parseRightAscension(formatRightAscension(ra, { digits: 3 })),
            dec: parseDeclination(formatDeclination(dec, { digits: 2 })),
          };
          expect(separation({ ra, dec }, there) * 3600).toBeLessThan(0.02);
        },
      ),
    );
  });

  test('seconds never round up to 60', () => {
    expect(formatRightAscension(359.99999999)).toBe('00:00:00.0');
    expect(formatDeclination(-0.99999999)).toBe('-01:00:00');
    expect(formatRightAscension(83.82208, { separators: 'hms' })).toBe('05h35m17.3s');
  });
});
