/** A DSLR behind a real indiserver: FITS, its own raw files and JPEGs, and what it cannot do. */
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { instantMs, scaledClock, systemClock, type Waiting } from '@uraniborg/core';
import { frameOfFile, librawUrl, readRaw, recogniseFormat } from '@uraniborg/formats';
import { IndiClient, tcp } from '@uraniborg/indi';
import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Camera } from '../camera.ts';
import { NIGHT } from '../testing/simulatedNight.ts';
import { indiCamera } from './indiCamera.ts';

const reason = whyNoIndiServer();
if (reason) console.log(`A DSLR is not tried under indiserver: ${reason}`);

/** Little: the limits of the adapter run by this clock too, and the machine may be busy. */
const FACTOR = 2;
const driver = fileURLToPath(new URL('../testing/nightDriver.ts', import.meta.url));
const NAME = 'Simulated DSLR';

describe.skipIf(reason)('a DSLR of a real indiserver', () => {
  const clock = scaledClock(FACTOR, NIGHT);
  const waiting: Waiting = { clock, signal: new AbortController().signal };
  let server: RunningIndiServer;
  let client: IndiClient;
  let camera: Camera;

  beforeAll(async () => {
    server = await startIndiServer({
      drivers: [driver],
      path: dirname(process.execPath),
      environment: { NIGHT_FACTOR: String(FACTOR), NIGHT_BEGUN: String(systemClock.now()), NIGHT_DEVICE: NAME },
    });
    // A program takes a while to start, longer by a clock that runs ahead.
    const starting = new IndiClient({ connect: tcp(server), clock: systemClock });
    const patient = { clock: systemClock, signal: waiting.signal };
    await starting.open(patient);
    await starting.defined(NAME, 'CONNECTION', { ...patient, timeoutMs: 100_000 });
    starting.close();
    client = new IndiClient({ connect: tcp(server), clock });
    const libraw = await readFile(fileURLToPath(librawUrl()));
    const decode = (file: Uint8Array) => frameOfFile(file, { raw: (bytes) => readRaw(bytes, libraw) });
    camera = indiCamera(client, NAME, 'indi://here/dslr', { decode });
    await camera.connect(waiting);
  });
  afterAll(async () => {
    client?.close();
    await server?.stop();
  });

  const transfer = (format: 'FORMAT_FITS' | 'FORMAT_NATIVE') =>
    client.change(NAME, 'CCD_TRANSFER_FORMAT', { [format]: true }, { ...waiting, timeoutMs: 400_000 });

  test('says what it can do and what it cannot', () => {
    expect(camera.capabilities()).toMatchObject({
      canSetTemperature: false,
      canSubframe: false,
      canPulseGuide: false,
      maxBin: { x: 1, y: 1 },
      gain: { names: ['ISO 100', 'ISO 200', 'ISO 400', 'ISO 800', 'ISO 1600', 'ISO 3200'] },
      offset: undefined,
      readoutModes: ['RAW', 'JPEG'],
      bayer: { pattern: 'RGGB', x: 0, y: 0 },
    });
  });

  test('its raw file is the same mosaic that its driver would make a FITS of, with what the camera says', async () => {
    await transfer('FORMAT_FITS');
    const fits = await camera.expose({ seconds: 2, light: true, gain: 2, readoutMode: 0 }, waiting);
    expect(fits).toMatchObject({ iso: 400, gain: 2, native: undefined, bayer: { pattern: 'RGGB' } });
    await transfer('FORMAT_NATIVE');
    const before = clock.now();
    const raw = await camera.expose({ seconds: 2, light: true, gain: 4 }, waiting);
    expect(raw).toMatchObject({ iso: 1600, gain: 4, seconds: 2, bayer: { pattern: 'RGGB', x: 0, y: 0 } });
    expect(raw.pixels).toMatchObject({ width: fits.pixels.width, height: fits.pixels.height, planes: 1 });
    expect(raw.pixels.data).toBeInstanceOf(Uint16Array);
    expect(raw.native?.extension).toBe('.dng');
    expect(recogniseFormat(raw.native?.bytes ?? new Uint8Array())).toBe('raw');
    // The computer's clock, not the camera's watch, which knows whole seconds only.
    expect(instantMs(raw.start)).toBeGreaterThanOrEqual(before);
    // Four times the ISO: the same sky stands about four times as high above the black level.
    const level = (data: ArrayLike<number>) =>
      Array.from({ length: 999 }, (_, i) => data[i * 997] ?? 0).sort((a, b) => a - b)[500] ?? 0;
    expect((level(raw.pixels.data) - 512) / (level(fits.pixels.data) - 512)).toBeCloseTo(4, -0.5);
  });

  test('its JPEG is colour of 8 bits', async () => {
    await transfer('FORMAT_NATIVE');
    const picture = await camera.expose({ seconds: 1, light: true, readoutMode: 1 }, waiting);
    expect(picture).toMatchObject({ bayer: undefined, native: { extension: '.jpg' }, pixels: { planes: 3 } });
    expect(picture.pixels.data).toBeInstanceOf(Uint8Array);
  });

  test('refuses a part of the sensor and binning, and takes the next exposure', async () => {
    const rectangle = { x: 0, y: 0, width: 100, height: 100 };
    await expect(camera.expose({ seconds: 1, light: true, rectangle }, waiting)).rejects.toThrow(/whole sensor only/);
    await expect(camera.expose({ seconds: 1, light: true, bin: { x: 2, y: 2 } }, waiting)).rejects.toThrow(/Binning 2/);
    const whole = await camera.expose({ seconds: 1, light: true, readoutMode: 0 }, waiting);
    expect(whole.pixels.width).toBe(camera.capabilities().width);
  });

  test('a raw file that cannot be read is an error of the device, not a frame', async () => {
    const plain = indiCamera(client, NAME, 'indi://here/dslr');
    await plain.connect(waiting);
    await transfer('FORMAT_NATIVE');
    await expect(plain.expose({ seconds: 1, light: true, readoutMode: 0 }, waiting)).rejects.toThrow(
      /"\.dng", which cannot be read; set its transfer format to FITS/,
    );
  });
});
