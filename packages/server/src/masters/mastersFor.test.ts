import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@uraniborg/core';
import { card, encodeFits, type Frame, readFits } from '@uraniborg/formats';
import { expect, test } from 'vitest';
import { makeBadPixelFile } from '../jobs/frames/badPixelFile.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { mastersFor } from './mastersFor.ts';

function frame(level: number, cards: Record<string, string | number>, width = 30): Frame {
  const data = Float32Array.from({ length: width * 20 }, (_, i) => level + (i % 5));
  data[77] = 5000;
  return {
    pixels: { width, height: 20, planes: 1, data },
    header: Object.entries(cards).map(([keyword, value]) => card(keyword, value)),
  };
}

test('the dark of the exposure, gain and temperature and the flat of the filter are chosen, with the bad pixels', async () => {
  const folder = temporaryFolder();
  const put = (name: string, made: Frame) => writeFileSync(join(folder, name), encodeFits(made));
  const dark = { IMAGETYP: 'Master Dark', EXPTIME: 60, GAIN: 120, 'CCD-TEMP': -10, XBINNING: 1 };
  put('dark60.fits', frame(100, dark));
  put('dark30.fits', frame(200, { ...dark, EXPTIME: 30 }));
  put('dark60warm.fits', frame(300, { ...dark, 'CCD-TEMP': 0 }));
  put('dark60gain.fits', frame(400, { ...dark, GAIN: 0 }));
  put('dark60small.fits', frame(500, dark, 29));
  put('darkflat.fits', frame(600, { ...dark, IMAGETYP: 'DARKFLAT' }));
  put('flatL.fits', frame(20_000, { IMAGETYP: 'Master Flat', FILTER: 'L', XBINNING: 1 }));
  put('flatR.fits', frame(30_000, { IMAGETYP: 'Master Flat', FILTER: 'R', XBINNING: 1 }));
  writeFileSync(join(folder, 'broken.fits'), 'nothing');
  const light = { IMAGETYP: 'LIGHT', EXPTIME: 60, GAIN: 120, 'CCD-TEMP': -9.2, XBINNING: 1, FILTER: 'L' };
  const { recipe, names } = await mastersFor(frame(900, light), folder);
  expect(names).toEqual(['dark60.fits', 'flatL.fits', '1 bad pixels']);
  expect(recipe.dark?.data[0]).toBe(100);
  expect(recipe.badPixels?.indices).toEqual(Uint32Array.of(77));
  const map = join(folder, 'map.fits');
  expect(await makeBadPixelFile({ dark: join(folder, 'dark30.fits'), out: map }, systemClock)).toBe(1);
  expect(readFits(readFileSync(map)).pixels.data.indexOf(1)).toBe(77);
  const mapped = await mastersFor(frame(900, { ...light, EXPTIME: 5 }), folder);
  expect(mapped.names).toEqual(['flatL.fits', '1 bad pixels of map.fits']);
  expect(mapped.recipe.badPixels).toEqual(recipe.badPixels);
  rmSync(map);
  expect((await mastersFor(frame(900, { ...light, EXPTIME: 5, FILTER: 'Ha' }), folder)).names).toEqual([]);
  expect((await mastersFor(frame(900, light), join(folder, 'none'))).names).toEqual([]);
});
