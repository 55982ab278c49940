import { expect, test } from 'vitest';
import { instantMs, instantText, shift, systemInstant } from './instant.ts';
import { parseUtc, utcText } from './utc.ts';

test('an instant keeps its nanoseconds and says what it is', () => {
  const instant = shift(systemInstant(parseUtc('2026-11-20T22:14:05.123'), 'start', 2e6), 1e-9);
  expect(instant).toMatchObject({ scale: 'UTC', marks: 'start', source: 'system', uncertaintyNs: 2e6 });
  expect(instantText(instant)).toBe('2026-11-20T22:14:05.123000001');
  expect(instantText(instant, 3)).toBe('2026-11-20T22:14:05.123');
  expect(instantMs(instant)).toBeCloseTo(parseUtc('2026-11-20T22:14:05.123Z'), 3);
});

test('rounding carries into the next day', () => {
  expect(instantText(systemInstant(parseUtc('2026-12-31T23:59:59.9996'), 'end'), 3)).toBe('2026-12-31T23:59:59.999');
  expect(instantText({ ns: -1n }, 3)).toBe('1970-01-01T00:00:00.000');
  expect(utcText(parseUtc('2026-12-31T23:59:59.999Z'), 0)).toBe('2027-01-01T00:00:00Z');
});

test('a text that is no time is refused', () => {
  expect(() => parseUtc('yesterday')).toThrow('is not a UTC time');
  expect(() => parseUtc('2026-13-40T00:00:00')).toThrow('is not a UTC time');
  expect(parseUtc('2026-11-20T23:14:05+01:00')).toBe(parseUtc('2026-11-20T22:14:05'));
});
