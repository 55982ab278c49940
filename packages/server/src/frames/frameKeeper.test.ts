import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProfileOptions, profileOptions } from '@uraniborg/api';
import { systemClock, systemInstant } from '@uraniborg/core';
import type { Exposed } from '@uraniborg/devices';
import { cardValue, readFits } from '@uraniborg/formats';
import type { FrameContext } from '@uraniborg/operations';
import { expect, onTestFinished, test } from 'vitest';
import { readFrame } from '../jobs/frames/readFrame.ts';
import { pixelWorkers } from '../workers/pixelWorkers.ts';
import { frameKeeper } from './frameKeeper.ts';

const waiting = { clock: systemClock, signal: new AbortController().signal };
const native = { bytes: Uint8Array.of(1, 2, 3), extension: '.cr2' };
const exposed: Exposed = {
  pixels: { width: 4, height: 2, planes: 1, data: Uint16Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
  start: systemInstant(1.8e12, 'start'),
  seconds: 30,
  bin: { x: 1, y: 1 },
  rectangle: { x: 0, y: 0, width: 4, height: 2 },
  temperature: undefined,
  gain: 3,
  iso: 800,
  fStop: 2.8,
  offset: undefined,
  bayer: { pattern: 'RGGB', x: 0, y: 0 },
  native,
};
const context: FrameContext = {
  frameType: 'light',
  object: 'M42',
  keep: true,
  ordinal: undefined,
  requestedSeconds: 30,
  camera: 'camera',
  cameraName: 'EOS 6D',
  filter: undefined,
  focuser: undefined,
  mount: undefined,
  site: undefined,
};

function keeper(camera: Partial<ProfileOptions['camera']>, format: ProfileOptions['files']['format'] = 'fits') {
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-keeper-'));
  const workers = pixelWorkers(1);
  onTestFinished(async () => {
    await workers.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const options = profileOptions.parse({ camera, files: { format } });
  const { sink } = frameKeeper({
    folder,
    rig: () => ({}),
    workers,
    options: () => options,
    software: 'test',
    onFrame() {},
  });
  return { folder, sink };
}

test('the file of a DSLR stays beside the FITS file of the same name where its owner wants it, and nothing is replaced', async () => {
  const { folder, sink } = keeper({ keepNative: true });
  const { fileName = '' } = await sink(exposed, context, waiting);
  const own = fileName.replace(/\.fits$/, '.cr2');
  expect(readdirSync(folder).sort()).toEqual([own, fileName].sort());
  expect(new Uint8Array(readFileSync(join(folder, own)))).toEqual(native.bytes);
  // The FITS file is gone, its name is free, but the camera's own file is still there.
  rmSync(join(folder, fileName));
  writeFileSync(join(folder, own), 'precious');
  const again = await sink(exposed, context, waiting);
  expect(again.fileName).not.toBe(fileName);
  expect(readFileSync(join(folder, own), 'utf8')).toBe('precious');
  expect(readdirSync(folder)).toHaveLength(3);
});

test('else there is the FITS file alone, which names the ISO and the aperture', async () => {
  const { folder, sink } = keeper({});
  const { fileName = '' } = await sink(exposed, context, waiting);
  expect(readdirSync(folder)).toEqual([fileName]);
  const { header } = readFits(readFileSync(join(folder, fileName)));
  expect(['ISOSPEED', 'F_STOP', 'GAIN'].map((keyword) => cardValue(header, keyword))).toEqual([800, 2.8, undefined]);
});

test('upside down, in the range of its sensor, by the clock of this computer: each only where it is wanted', async () => {
  const taken: Exposed = {
    ...exposed,
    pixels: { ...exposed.pixels, data: Uint16Array.of(16, 32, 48, 64, 80, 96, 112, 65_520) },
    commanded: systemInstant(1.8e12 - 2000, 'start'),
    native: undefined,
  };
  const filed = async (camera: Partial<ProfileOptions['camera']>) => {
    const { folder, sink } = keeper(camera);
    await sink({ ...taken, pixels: { ...taken.pixels, data: taken.pixels.data.slice() } }, context, waiting);
    const [name = ''] = readdirSync(folder);
    const { header, pixels } = readFits(readFileSync(join(folder, name)));
    return [[...pixels.data], cardValue(header, 'DATE-OBS'), cardValue(header, 'YBAYROFF')];
  };
  const [first, second] = [
    [16, 32, 48, 64],
    [80, 96, 112, 65_520],
  ] as const;
  expect(await filed({})).toEqual([[...first, ...second], '2027-01-15T08:00:00.000', 0]);
  expect(await filed({ flip: true })).toEqual([[...second, ...first], '2027-01-15T08:00:00.000', 1]);
  expect(await filed({ sensorBits: 12, startFrom: 'computer' })).toEqual([
    [1, 2, 3, 4, 5, 6, 7, 4095],
    '2027-01-15T07:59:58.000',
    0,
  ]);
});

test.each(['fits.fz', 'tif'] as const)('filed as %s: values and header are all there', async (format) => {
  const { folder, sink } = keeper({}, format);
  const taken: Exposed = { ...exposed, native: undefined };
  await sink(taken, context, waiting);
  await sink(taken, context, waiting);
  const names = readdirSync(folder);
  expect(names).toHaveLength(2);
  for (const name of names) {
    expect(name.slice(name.indexOf('.'))).toBe(`.${format}`);
    const { pixels, header } = await readFrame(join(folder, name));
    expect([...pixels.data]).toEqual([...taken.pixels.data]);
    expect(cardValue(header, 'OBJECT')).toBe('M42');
  }
});

test.each(['fits.fz', 'tif'] as const)('what %s cannot hold as it is goes into FITS', async (format) => {
  const { folder, sink } = keeper({}, format);
  const data = Float64Array.of(0.1, 2, 3, 4, 5, 6, 7, 1e300);
  await sink({ ...exposed, native: undefined, pixels: { ...exposed.pixels, data } }, context, waiting);
  const [name = ''] = readdirSync(folder);
  expect(name).toMatch(/\.fits$/);
  expect([...(await readFrame(join(folder, name))).pixels.data]).toEqual([...data]);
});
