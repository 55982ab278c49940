import type * as Formats from '@uraniborg/formats';
import { IndiClient, PropertyServer, serveTcp, tcp } from '@uraniborg/indi';
import { createSimulatedObservatory, offerOverIndi, sensorOfDslr } from '@uraniborg/simulators';
import { expect, onTestFinished, test, vi } from 'vitest';
import { savedAs } from '../http/frameRoutes.ts';
import { builtInStars } from '../sky/skyData.ts';
import { runningServer } from '../testing/runningServer.ts';

/**
 * What was called on this thread of what works on pixels. Workers load the real ones: they know nothing of the test.
 * What is steered from here asks the workers itself, and histograms are not pixels.
 */
const { called, watched } = vi.hoisted(() => {
  const called: string[] = [];
  const steering = ['detectTogether', 'autoStretch', 'statisticsOfHistogram'];
  const watched = (names?: readonly string[]) => async (original: () => Promise<Record<string, unknown>>) => {
    const real = await original();
    const all = Object.keys(real).filter((name) => typeof real[name] === 'function' && !steering.includes(name));
    const spies = (names ?? all).map((name) => {
      const kernel = real[name] as (...input: unknown[]) => unknown;
      const spy = (...input: unknown[]) => {
        called.push(name);
        return kernel(...input);
      };
      return [name, spy];
    });
    return { ...real, ...Object.fromEntries(spies) };
  };
  return { called, watched };
});
vi.mock('@uraniborg/imaging', (original) => watched()(original as never));
vi.mock('@uraniborg/formats', (original) =>
  watched(
    'encodeFits encodePackedFits frameOfFile readFits readJpeg readPng readRaw readTiff readXisf riceEncode'
      .concat(' writeBmp writeJpeg writePng writeTiff writeXisf')
      .split(' '),
  )(original as never),
);

test('frames are taken, filed, stacked, measured, shown, exported and opened without a kernel on the thread that answers', async () => {
  const { statisticsOf } = await import('@uraniborg/imaging');
  // The test looks at the previews too.
  const { readJpeg } = await vi.importActual<typeof Formats>('@uraniborg/formats');
  const tiny = { width: 1, height: 1, planes: 1, data: Uint16Array.of(7) } as const;
  expect(statisticsOf(tiny).max).toBe(7);
  expect(called.splice(0)).toEqual(['statisticsOf']);

  const server = await runningServer();
  await server.command('equipment.connectAll', {});
  const settings = {
    frameType: 'light',
    seconds: 2,
    bin: 2,
    gain: 120,
    offset: null,
    filter: null,
    object: '',
  } as const;
  await server.command('liveStack.start', {});
  await server.over((await server.command('capture.series', { ...settings, count: 2 })).activity);
  await server.over((await server.command('capture.single', { ...settings, keep: false })).activity);
  const { frames } = await server.until(
    (state) =>
      state.frames.length === 3 &&
      state.frames.every(({ quality }) => quality) &&
      (state.liveStack.frame?.id ?? '') !== '',
  );
  await server.command('liveStack.stop', {});
  for (const { quality, statistics, width, height, id, fileName } of frames) {
    expect(statistics.max).toBeGreaterThan(0);
    expect(quality?.stars).toBeGreaterThan(10);
    expect(quality?.fwhmArcsec).toBeGreaterThan(0.5);
    expect(quality?.background).toBeGreaterThan(0);
    const url = `${server.url}api/v1/frames/${id}`;
    const small = readJpeg(new Uint8Array(await (await fetch(`${url}/preview`)).arrayBuffer())).pixels;
    expect(Math.max(small.width, small.height)).toBeLessThanOrEqual(320);
    const large = readJpeg(new Uint8Array(await (await fetch(`${url}/preview?size=large`)).arrayBuffer())).pixels;
    expect(large.width).toBeGreaterThan(small.width);
    expect((await (await fetch(`${url}/pixels`)).arrayBuffer()).byteLength).toBe(2 * width * height);
    const file = await (await fetch(`${url}/file`)).arrayBuffer();
    expect(file.byteLength, fileName ?? 'a preview').toBeGreaterThan(2 * width * height);
  }
  const { id: frame = '', width = 0, height = 0 } = frames[0] ?? {};
  const url = `${server.url}api/v1/frames/${frame}`;
  expect((await fetch(`${url}/preview?size=huge`)).status).toBe(400);
  for (const part of ['image', 'histogram', 'tiles/0/0/0', 'headers'])
    expect((await fetch(`${url}/${part}`)).status, part).toBe(200);
  for (const as of Object.keys(savedAs)) {
    const response = await fetch(`${url}/file?as=${as}`);
    const bytes = await response.arrayBuffer();
    expect([as, response.status, Number(response.headers.get('content-length'))]).toEqual([as, 200, bytes.byteLength]);
    const opened = await fetch(`${server.url}api/v1/files?name=frame${as}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
    });
    expect(await opened.json(), as).toMatchObject({ frame: { width } });
  }
  const [x, y] = [width / 2, height / 2];
  await server.command('frame.stars', { frame });
  await server.command('frame.star', { frame, x, y });
  await server.command('frame.trend', { frame, x, y });
  await server.command('frame.statistics', { frame });
  await server.command('frame.inspect', { frame });
  await server.command('frame.photometry', { frame, x, y });
  await server.command('frame.fieldPhotometry', { frame }).catch((error: Error) => error);
  await server.command('frame.spectrum', { frame, from: { x: 1, y: 1 }, to: { x, y }, width: 3, method: 'mean' });
  await server.over((await server.command('masters.take', { kind: 'dark', count: 2, seconds: 1 })).activity);
  await server.until(({ masters }) => masters.list.length === 1);
  expect(called).toEqual([]);
});

/** A driver that packs its frames although nobody has asked for it. */
class PackingServer extends PropertyServer {
  packed: string[] = [];
  override async sendBlob(...[device, name, element, blob]: Parameters<PropertyServer['sendBlob']>): Promise<void> {
    const { readFits, encodePackedFits } = await vi.importActual<typeof Formats>('@uraniborg/formats');
    const isFits = blob.format === '.fits';
    this.packed.push(isFits ? '.fits.fz' : blob.format);
    const packed = isFits ? { format: '.fits.fz', bytes: encodePackedFits(readFits(blob.bytes)) } : blob;
    await super.sendBlob(device, name, element, packed);
  }
}

test.each([
  ['a packed frame of an INDI camera', {}, 'Simulated camera', '.fits.fz'],
  ['the raw file of a DSLR', { sensor: sensorOfDslr }, 'Simulated DSLR', '.dng'],
])('%s is decoded by a worker', async (_, options, name, format) => {
  const server = await runningServer();
  const { clock } = server;
  const driver = new PackingServer({ clock });
  offerOverIndi(driver, createSimulatedObservatory({ clock, seed: 1, stars: builtInStars(), ...options }));
  const { port, close } = await serveTcp(driver, { port: 0 });
  onTestFinished(close);
  await server.command('equipment.assign', {
    role: 'camera',
    address: `indi://127.0.0.1:${port}/${encodeURIComponent(name)}`,
  });
  await server.command('equipment.connect', { role: 'camera' });
  if (driver.vector(name, 'CCD_ISO')) {
    const owner = new IndiClient({ connect: tcp({ host: '127.0.0.1', port }), clock });
    const waiting = { clock, signal: new AbortController().signal, timeoutMs: 60_000 };
    await owner.open(waiting);
    const known = () => owner.vector(name, 'CCD_TRANSFER_FORMAT');
    await owner.waitFor(known, { ...waiting, what: 'its transfer formats' });
    await owner.change(name, 'CCD_TRANSFER_FORMAT', { FORMAT_NATIVE: true }, waiting);
    owner.close();
  }
  called.length = 0;
  const settings = {
    frameType: 'dark',
    seconds: 1,
    bin: 1,
    gain: null,
    offset: null,
    filter: null,
    object: '',
  } as const;
  await server.over((await server.command('capture.series', { ...settings, count: 1 })).activity);
  await server.until(({ frames }) => frames.length === 1 && frames.every(({ quality }) => quality));
  expect(driver.packed).toEqual([format]);
  // The camera's own driver is in this process too.
  expect(called.filter((kernel) => kernel !== 'encodeFits')).toEqual([]);
});
