import { join } from 'node:path';
import type { LedgerEntry } from '@uraniborg/operations';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { openDatabase } from './database.ts';
import { sqlLedger } from './sqlLedger.ts';

const entry = (key: string, startedAt: number): LedgerEntry => ({
  key,
  startedAt,
  frameId: `f${startedAt}`,
  fileName: `${startedAt}.fits`,
  frameType: 'light',
  seconds: 120,
  object: 'M42',
  filter: 'Ha',
});

test('what was completed is found again by key and by time, after a restart too', async () => {
  const file = join(temporaryFolder(), 'library.sqlite');
  const before = openDatabase(file);
  for (const one of [entry('M42/Ha', 1), entry('M31/L', 2), entry('M42/Ha', 3)]) await sqlLedger(before).append(one);
  before.close();
  const database = openDatabase(file);
  const ledger = sqlLedger(database);
  expect(await ledger.entries()).toHaveLength(3);
  expect(await ledger.entries({ key: 'M42/Ha' })).toEqual([entry('M42/Ha', 1), entry('M42/Ha', 3)]);
  expect(await ledger.entries({ key: 'M42/Ha', since: 2 })).toEqual([entry('M42/Ha', 3)]);
  expect(await ledger.entries({ key: 'nothing' })).toEqual([]);
  database.close();
});
