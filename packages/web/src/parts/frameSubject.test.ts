import { expect, test } from 'vitest';
import { frameSubject } from './frameSubject.ts';

test('a light is of its object and in its filter, a dark is a dark', () => {
  const m45 = { object: 'M45', filter: 'L' };
  expect(frameSubject({ frameType: 'light', ...m45 })).toEqual({ name: 'M45', filter: 'L' });
  expect(frameSubject({ frameType: 'light', object: '', filter: null })).toEqual({ name: 'Light', filter: null });
  expect(frameSubject({ frameType: 'dark', ...m45 })).toEqual({ name: 'Dark', filter: null });
  expect(frameSubject({ frameType: 'flat', ...m45 })).toEqual({ name: 'Flat', filter: 'L' });
});
