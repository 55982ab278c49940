import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type FrameQuality, type FrameSummary, libraryQuantity } from '@uraniborg/api';
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
  guiding: null,
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
  expect(again.latest(10)).toEqual([{ ...summary, quality, verdict: 'rejected', judgedBy: 'person' }]);
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
  const old = new DatabaseSync(file);
  const { quality: _, verdict: __, ...was } = summary;
  // As the first version made it.
  old.exec(
    'CREATE TABLE frames (id TEXT PRIMARY KEY, started_at REAL NOT NULL, path TEXT NOT NULL, summary TEXT NOT NULL) STRICT; PRAGMA user_version = 1',
  );
  old.prepare('INSERT INTO frames VALUES (?, ?, ?, ?)').run('a-1', 1000, '/frames/M42.fits', JSON.stringify(was));
  old.close();
  const database = openDatabase(file);
  expect(frameLibrary(database).latest(10)).toEqual([summary]);
  expect(frameLibrary(database).overview({}).nights).toEqual([{ night: '1969-12-31', frames: 1, rejected: 0 }]);
  database.close();
});

/** Three nights of one camera, one frame a minute, from a site at 150 degrees east. */
function threeNights() {
  const database = openDatabase(join(temporaryFolder(), 'library.sqlite'));
  const library = frameLibrary(database);
  for (let night = 0; night < 3; night++)
    for (let i = 0; i < 100; i++) {
      const id = `n${night}-${String(i).padStart(3, '0')}`;
      const own = { id, startedAt: Date.UTC(2026, 10, 18 + night, 9) + i * 60_000, filter: i % 2 ? 'Ha' : 'OIII' };
      library.add(
        { ...summary, ...own, quality: { ...quality, hfd: i, flags: i === 7 ? ['elongated'] : [] } },
        id,
        150,
      );
    }
  return { database, library };
}

test('all nights are gone through page by page, newest first, with their counts', () => {
  const { database, library } = threeNights();
  library.setVerdict('n1-010', 'rejected');
  const { nights, objects, filters, types } = library.overview({});
  expect(nights).toEqual([
    { night: '2026-11-20', frames: 100, rejected: 0 },
    { night: '2026-11-19', frames: 100, rejected: 1 },
    { night: '2026-11-18', frames: 100, rejected: 0 },
  ]);
  expect([objects, filters, types]).toEqual([['M42'], ['Ha', 'OIII'], ['light']]);
  expect(library.setOf('n1-000')).toMatchObject({ night: '2026-11-19', filter: 'OIII', frames: 50, rejected: 1 });
  expect(library.setOf('gone')).toBeNull();
  const all = [0, 1, 2, 3].flatMap((page) => library.page({}, page * 90, 90));
  expect(all.map(({ id }) => id)).toEqual(
    [2, 1, 0].flatMap((night) => Array.from({ length: 100 }, (_, i) => `n${night}-${String(99 - i).padStart(3, '0')}`)),
  );
  expect(library.find({}, 'n1-010')).toMatchObject({ offset: 189, frame: { id: 'n1-010', verdict: 'rejected' } });
  expect(library.find({}, 'gone')).toEqual({ offset: null, frame: null });
  database.close();
});

test('a filter holds for pages, counts, places and points alike', () => {
  const { database, library } = threeNights();
  library.setVerdict('n2-011', 'rejected');
  expect(library.page({ filter: 'Ha', verdict: 'good' }, 43, 3).map(({ id }) => id)).toEqual([
    'n2-013',
    'n2-009',
    'n2-007',
  ]);
  expect(library.find({ filter: 'Ha', verdict: 'good' }, 'n2-009').offset).toBe(44);
  expect(library.find({ filter: 'OIII' }, 'n2-009').offset).toBeNull();
  expect(library.overview({ verdict: 'remarkable' }).nights.map(({ frames }) => frames)).toEqual([1, 1, 1]);
  expect(library.overview({ type: 'dark' }).nights).toEqual([]);
  expect(library.overview({ flag: 'elongated' }).nights.map(({ frames }) => frames)).toEqual([1, 1, 1]);
  expect(library.overview({ flag: 'trail' }).nights).toEqual([]);
  expect(library.overview({ night: '2026-11-19' })).toMatchObject({
    nights: [{ night: '2026-11-19', frames: 100 }],
    everyNight: ['2026-11-20', '2026-11-19', '2026-11-18'],
  });
  const sharp = { range: { quantity: 'hfd', least: 97, most: 98 } } as const;
  expect(library.page(sharp, 0, 50).map(({ id }) => id)).toEqual(
    [2, 1, 0].flatMap((one) => [`n${one}-098`, `n${one}-097`]),
  );
  expect(library.overview({ range: { quantity: 'temperature', least: -5 } }).nights).toEqual([]);
  // What is not known is in no range.
  expect(library.overview({ range: { quantity: 'fwhmArcsec' } }).nights).toEqual([]);
  const points = library.points({ filter: 'Ha' }, 'hfd');
  expect(points).toHaveLength(150);
  expect(points[44]).toMatchObject({ id: 'n2-011', value: 11, verdict: 'rejected' });
  expect(library.points({}, 'temperature')[0]?.value).toBe(-10);
  expect(library.points({}, 'fwhmArcsec')).toEqual([]);
  database.close();
});

test('whatever is asked for is answered from one index, made anew when it does not know all quantities', () => {
  const { database, library } = threeNights();
  const asked: { sql: string; values: unknown[] }[] = [];
  const watched = frameLibrary({
    ...database,
    read(sql, ...values) {
      asked.push({ sql, values });
      return database.read(sql, ...values);
    },
  });
  asked.length = 0;
  for (const quantity of libraryQuantity.options) {
    const wanted = { filter: 'Ha', verdict: 'good', flag: 'trail', range: { quantity, least: 0 } } as const;
    watched.overview(wanted);
    watched.points(wanted, quantity);
    watched.page(wanted, 10, 10);
  }
  watched.find({ range: { quantity: 'hfd', least: 0 } }, 'n1-001');
  const throughAll = asked.filter(({ sql }) => sql.includes('frames_in_order'));
  expect(throughAll).toHaveLength(3 * libraryQuantity.options.length + 1);
  for (const { sql, values } of throughAll) {
    const plan = database.read(`EXPLAIN QUERY PLAN ${sql}`, ...(values as string[])).map(({ detail }) => detail);
    expect(plan.join()).toContain('USING COVERING INDEX frames_in_order');
  }
  const sql = "SELECT sql FROM sqlite_master WHERE name = 'frames_in_order'";
  const [made] = database.read(sql);
  database.write('DROP INDEX frames_in_order');
  database.write('CREATE INDEX frames_in_order ON frames (night)');
  expect(frameLibrary(database).page({}, 0, 1)).toEqual(library.page({}, 0, 1));
  expect(database.read(sql)[0]).toEqual(made);
  database.close();
});

test('a night begins at noon of the site', () => {
  const file = join(temporaryFolder(), 'library.sqlite');
  const database = openDatabase(file);
  const library = frameLibrary(database);
  // 02:00 UTC is 12:00 of the day at 150 degrees east: the next night begins.
  library.add({ ...summary, id: 'before', startedAt: Date.UTC(2026, 10, 20, 1, 59) }, 'a', 150);
  library.add({ ...summary, id: 'after', startedAt: Date.UTC(2026, 10, 20, 2, 1) }, 'b', 150);
  expect(library.overview({}).nights.map(({ night }) => night)).toEqual(['2026-11-20', '2026-11-19']);
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
