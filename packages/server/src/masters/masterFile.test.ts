import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { card, encodeFits, encodePackedFits, type Frame, writeXisf } from '@uraniborg/formats';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
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
});

test('what is no master is told by its name', async () => {
  const path = join(temporaryFolder(), 'a.fits.gz');
  writeFileSync(path, gzipSync(encodeFits({ ...dark, header: [card('IMAGETYP', 'Light')] })));
  await expect(masterFile(path)).rejects.toThrow(/a\.fits\.gz: it is no dark.*its IMAGETYP is Light/);
});
