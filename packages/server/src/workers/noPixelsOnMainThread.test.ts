import { readJpeg } from '@uraniborg/formats';
import { expect, test, vi } from 'vitest';
import { runningServer } from '../testing/runningServer.ts';

/** Kernels that were called on this thread. Workers load the real ones: they know nothing of the test. */
const { called, watched } = vi.hoisted(() => {
  const called: string[] = [];
  const watched = (names: readonly string[]) => async (original: () => Promise<Record<string, unknown>>) => {
    const real = await original();
    const spies = names.map((name) => {
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
vi.mock('@uraniborg/imaging', (original) =>
  watched(['applyStretch', 'backgroundMesh', 'binPixels', 'debayer', 'detectStars', 'histogramOf', 'statisticsOf'])(
    original as never,
  ),
);
vi.mock('@uraniborg/formats', (original) =>
  watched(['encodeFits', 'readFits', 'writeJpeg', 'writePng'])(original as never),
);

test('frames are taken, filed, measured and shown without a kernel on the thread that answers', async () => {
  const { statisticsOf } = await import('@uraniborg/imaging');
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
  await server.over((await server.command('capture.series', { ...settings, count: 2 })).activity);
  await server.over((await server.command('capture.single', { ...settings, keep: false })).activity);
  const { frames } = await server.until(
    (state) => state.frames.length === 3 && state.frames.every(({ quality }) => quality),
  );
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
  expect((await fetch(`${server.url}api/v1/frames/${frames[0]?.id}/preview?size=huge`)).status).toBe(400);
  expect(called).toEqual([]);
});
