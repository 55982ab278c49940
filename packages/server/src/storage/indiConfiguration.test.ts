import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidInput } from '@uraniborg/core';
import { afterAll, expect, test } from 'vitest';
import { indiConfiguration } from './indiConfiguration.ts';

const folder = mkdtempSync(join(tmpdir(), 'indi-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('settings come back as they were saved, and go when they are purged', async () => {
  const kept = indiConfiguration(join(folder, '.indi'));
  const settings = {
    CCD_GAIN: { GAIN: 120.5 },
    TELESCOPE_SLEW_RATE: { SLEW_FIND: true },
    FILTER_NAME: { FILTER_SLOT_NAME_1: 'Ha <7 nm> & "more"', FILTER_SLOT_NAME_2: '' },
  };
  expect(await kept.load('A wheel')).toBeUndefined();
  await kept.save('A wheel', settings);
  expect(await kept.load('A wheel')).toEqual(settings);
  expect(readFileSync(join(folder, '.indi', 'A wheel_config.xml'), 'utf8')).toMatch(/^<INDIDriver>\n<newNumberVector /);
  await kept.purge('A wheel');
  await kept.purge('A wheel');
  expect(await kept.load('A wheel')).toBeUndefined();
});

test('a file that is no configuration is named', async () => {
  const kept = indiConfiguration(folder);
  for (const text of ['', 'nonsense', '<INDIDriver><newNumberVector device="D"', '<INDIDriver></b></INDIDriver>']) {
    writeFileSync(join(folder, 'D_config.xml'), text);
    const loaded = await Promise.resolve(kept.load('D')).catch((error) => error);
    expect(loaded, text).toBeInstanceOf(InvalidInput);
    expect(String(loaded)).toContain('D_config.xml');
  }
});

test('a device cannot leave the folder by its name', async () => {
  const kept = indiConfiguration(join(folder, 'inside'));
  await kept.save('../outside', { X: { Y: 1 } });
  expect(readFileSync(join(folder, 'inside', '.._outside_config.xml'), 'utf8')).toContain('name="Y"');
});
