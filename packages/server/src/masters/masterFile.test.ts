import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { card, encodeFits, encodePackedFits, type Frame, writeXisf } from '@uraniborg/formats';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { listMasters } from './listMasters.ts';
import { masterFile } from './masterFile.ts';

const dark: Frame = {
  pixels: { width: 6, height: 4, planes: 1, data: new Uint16Array(24).fill(700) },
  header: [card('IMAGETYP', 'Master Dark'), card('EXPTIME', 60), card('STACKCNT', 20), card('DATE-OBS', '2026-11-20')],
};

test('a master is known by its header, however its file is packed', async () => {
  const folder = temporaryFolder();
  const plain = encodeFits(dark);
  const files = {
    'dark.fits': plain,
    'dark.fits.fz': encodePackedFits(dark),
    'dark.fits.gz': gzipSync(plain),
    'two.fits.gz': Buffer.concat([gzipSync(plain.subarray(0, 999)), gzipSync(plain.subarray(999))]),
    'dark.xisf': writeXisf(dark),
  };
  for (const [name, bytes] of Object.entries(files)) {
    writeFileSync(join(folder, name), bytes);
    expect(await masterFile(join(folder, name))).toMatchObject({
      file: name,
      kind: 'dark',
      seconds: 60,
      frames: 20,
      width: 6,
      height: 4,
      planes: 1,
    });
  }
  writeFileSync(join(folder, 'notes.txt'), 'no master');
  const { masters, strangers } = await listMasters(folder);
  expect([masters.map(({ file }) => file), strangers]).toEqual([Object.keys(files).sort(), []]);
});

test('a master that became another is read again', async () => {
  const path = join(temporaryFolder(), 'dark.fits');
  writeFileSync(path, encodeFits(dark));
  expect(await masterFile(path)).toBe(await masterFile(path));
  const longer = { ...dark, pixels: { ...dark.pixels, height: 700, data: new Uint16Array(4200) } };
  writeFileSync(path, encodeFits({ ...longer, header: [...dark.header, card('GAIN', 5)] }));
  expect(await masterFile(path)).toMatchObject({ height: 700, gain: 5 });
});

test('what is no master is told by its name', async () => {
  const path = join(temporaryFolder(), 'a.fits.gz');
  writeFileSync(path, gzipSync(encodeFits({ ...dark, header: [card('IMAGETYP', 'Light')] })));
  await expect(masterFile(path)).rejects.toThrow(/a\.fits\.gz: it is no dark.*its IMAGETYP is Light/);
});
