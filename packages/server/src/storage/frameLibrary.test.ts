import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { FrameQuality, FrameSummary } from '@uraniborg/api';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { openDatabase } from './database.ts';
import { frameLibrary } from './frameLibrary.ts';
import { sqlLedger } from './sqlLedger.ts';

const summary: FrameSummary = {
  id: 'a-1',
  fileName: 'M42.fits',
  saveError: null,
  startedAt: 1000,
  frameType: 'light',
  seconds: 60,
  object: 'M42',
  filter: 'Ha',
  bin: 1,
  gain: 100,
  temperature: -10,
  width: 4000,
  height: 3000,
  planes: 1,
  ra: 83.8,
  dec: -5.4,
  statistics: { min: 0, max: 65535, median: 800, mad: 8, mean: 810 },
  quality: null,
  verdict: null,
};
const quality: FrameQuality = {
  stars: 400,
  saturatedStars: 3,
  hfd: 3,
  fwhm: 2.8,
  fwhmArcsec: null,
  eccentricity: 0.4,
  background: 800,
  noise: 12,
  altitude: 50,
  airmass: 1.3,
  saturatedPart: 0,
  tilt: null,
  alignment: null,
  transparency: 1,
  trail: null,
  ambientTemperature: 4,
  focuserTemperature: null,
  flags: ['elongated'],
};

test('what was measured and said of a frame is still there when the library is opened again', () => {
  const file = join(temporaryFolder(), 'library.sqlite');
  const before = openDatabase(file);
  const library = frameLibrary(before);
  library.add(summary, '/frames/M42.fits');
  expect(library.latest(10)).toEqual([summary]);
  library.setQuality('a-1', quality);
  library.setVerdict('a-1', 'rejected');
  before.close();
  const database = openDatabase(file);
  const again = frameLibrary(database);
  expect(again.latest(10)).toEqual([{ ...summary, quality, verdict: 'rejected' }]);
  expect(again.stars('a-1')).toBeUndefined();
  again.setStars('a-1', Float32Array.of(1, 2, 3.5));
  expect(again.stars('a-1')).toEqual(Float32Array.of(1, 2, 3.5));
  again.setVerdict('a-1', null);
  expect(again.latest(10)[0]?.verdict).toBeNull();
  database.close();
});

test('a rejected frame does not count for its series until it is accepted again', async () => {
  const database = openDatabase(join(temporaryFolder(), 'library.sqlite'));
  const [library, ledger] = [frameLibrary(database), sqlLedger(database)];
  for (const id of ['a-1', 'a-2']) {
    library.add({ ...summary, id }, `/frames/${id}.fits`);
    const { fileName, startedAt, frameType, seconds, object } = summary;
    await ledger.append({
      key: 'M42/Ha',
      frameId: id,
      fileName: fileName ?? '',
      startedAt,
      frameType,
      seconds,
      object,
      filter: 'Ha',
    });
  }
  const counted = async () => (await ledger.entries({ key: 'M42/Ha' })).map(({ frameId }) => frameId);
  library.setVerdict('a-1', 'rejected');
  expect(await counted()).toEqual(['a-2']);
  expect(await ledger.entries()).toHaveLength(1);
  library.setVerdict('a-1', null);
  expect(await counted()).toEqual(['a-1', 'a-2']);
  database.close();
});

test('a library of the version before keeps its frames', () => {
  const file = join(temporaryFolder(), 'library.sqlite');
  openDatabase(file).close();
  const old = new DatabaseSync(file);
  const { quality: _, verdict: __, ...was } = summary;
  old.exec(
    'ALTER TABLE frames DROP COLUMN quality; ALTER TABLE frames DROP COLUMN verdict; ALTER TABLE frames DROP COLUMN stars; PRAGMA user_version = 1',
  );
  old.prepare('INSERT INTO frames VALUES (?, ?, ?, ?)').run('a-1', 1000, '/frames/M42.fits', JSON.stringify(was));
  old.close();
  const database = openDatabase(file);
  expect(frameLibrary(database).latest(10)).toEqual([summary]);
  database.close();
});

test('what an older version measured less of is measured again, and its frame stays in the list', () => {
  const database = openDatabase(join(temporaryFolder(), 'library.sqlite'));
  const library = frameLibrary(database);
  library.add(summary, '/frames/M42.fits');
  const { trail: _, tilt: __, ...less } = quality;
  library.setQuality('a-1', less as FrameQuality);
  expect(library.latest(10)).toEqual([summary]);
  database.close();
});
