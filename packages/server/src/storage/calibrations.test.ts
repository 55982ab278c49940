import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { calibrations } from './calibrations.ts';
import { openDatabase } from './database.ts';

test('the last zero point of each set-up is kept', () => {
  const file = join(temporaryFolder(), 'library.sqlite');
  const database = openDatabase(file);
  const kept = calibrations(database);
  const first = { zeroPoint: 21.5, error: null, from: 'star', at: 1 } as const;
  const second = { zeroPoint: 21.6, error: 0.01, from: 'catalogue', at: 2 } as const;
  kept.keep('camera | Ha', first);
  kept.keep('camera | L', first);
  kept.keep('camera | Ha', second);
  database.close();
  const again = openDatabase(file);
  expect(calibrations(again).of('camera | Ha')).toEqual(second);
  expect(calibrations(again).of('camera | L')).toEqual(first);
  expect(calibrations(again).of('camera | R')).toBeUndefined();
  again.close();
});
