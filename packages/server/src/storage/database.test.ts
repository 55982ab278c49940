import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { openDatabase } from './database.ts';

test('keeps what was written, in WAL mode, and opens again', () => {
  const file = join(temporaryFolder(), 'library.sqlite');
  const first = openDatabase(file);
  expect(first.read('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  first.write('INSERT INTO log (at, level, text) VALUES (?, ?, ?)', 1, 'info', 'it began');
  first.close();
  const second = openDatabase(file);
  expect(second.read('SELECT text FROM log')).toEqual([{ text: 'it began' }]);
  second.close();
});

test('a file that is not a database, and one from a newer version, are refused and left as they are', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'odd.sqlite'), 'this is a letter to my aunt, and quite a long one at that'.repeat(40));
  expect(() => openDatabase(join(folder, 'odd.sqlite'))).toThrow(/odd.sqlite cannot be opened: .*not a database/);
  const newer = openDatabase(join(folder, 'new.sqlite'));
  newer.write('PRAGMA user_version = 99');
  newer.close();
  expect(() => openDatabase(join(folder, 'new.sqlite'))).toThrow(/newer Uraniborg; update this one/);
});
