import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { profileOptions } from '@uraniborg/api';
import { systemClock, systemInstant } from '@uraniborg/core';
import type { Exposed } from '@uraniborg/devices';
import { cardValue, readFits } from '@uraniborg/formats';
import type { FrameContext } from '@uraniborg/operations';
import { expect, onTestFinished, test } from 'vitest';
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

function keeper(keepNative: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-keeper-'));
  const workers = pixelWorkers(1);
  onTestFinished(async () => {
    await workers.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const options = profileOptions.parse({ camera: { keepNative } });
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
  const { folder, sink } = keeper(true);
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
  const { folder, sink } = keeper(false);
  const { fileName = '' } = await sink(exposed, context, waiting);
  expect(readdirSync(folder)).toEqual([fileName]);
  const { header } = readFits(readFileSync(join(folder, fileName)));
  expect(['ISOSPEED', 'F_STOP', 'GAIN'].map((keyword) => cardValue(header, keyword))).toEqual([800, 2.8, undefined]);
});
