/**
 * The camera example of Alpyca's documentation, word for word but for the address, at the simulated observatory: where
 * URANIBORG_ALPYCA names a folder with a copy, which has the documentation.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { alpacaClient, createAlpacaHandler, serveAlpaca } from '@uraniborg/alpaca';
import { openStarCatalogue } from '@uraniborg/astrometry';
import { parseUtc, scaledClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { createSimulatedObservatory } from '../src/index.ts';
import { type AnsweredRequest, kept } from './sameAsAlpyca.ts';

const alpyca = process.env.URANIBORG_ALPYCA;
if (!alpyca) console.info("Alpyca's documented example is not run: set URANIBORG_ALPYCA to a folder with a copy.");
const run = promisify(execFile);

test.skipIf(!alpyca)("Alpyca's documented example makes a FITS file of the simulated sky", async () => {
  const stars = openStarCatalogue(readFileSync(new URL('../../astrometry/data/stars.bin', import.meta.url)));
  const clock = scaledClock(10, parseUtc('2026-11-20T23:00:00Z'));
  const { devices } = createSimulatedObservatory({ clock, seed: 1, stars });
  const server = { name: 'Simulator', manufacturer: 'Uraniborg', version: '1', location: 'Hven' };
  const answered = new Map<number, AnsweredRequest>();
  const listening = await serveAlpaca(kept(createAlpacaHandler({ server, devices, clock }), answered));
  const folder = mkdtempSync(join(tmpdir(), 'alpyca-example-'));
  try {
    const address = `127.0.0.1:${listening.port}`;
    const script = join(folder, 'example.py');
    writeFileSync(script, documentedExample(alpyca ?? '').replace('localhost:32323', address));
    mkdirSync(join(folder, 'Desktop'));
    const { stdout } = await run('/usr/bin/python3', [script], {
      env: { ...process.env, USERPROFILE: folder, PYTHONPATH: alpyca, PYTHONDONTWRITEBYTECODE: '1' },
    });
    expect(stdout).toContain('finished');
    expect(stdout.trim()).toMatch(/ready\.$/);

    const file = join(folder, 'Desktop', 'test.fts');
    const pixels = 'import sys; from astropy.io import fits; d = fits.getdata(sys.argv[1]); ';
    const written = await run(
      '/usr/bin/python3',
      ['-c', `${pixels}sys.stdout.buffer.write(d.astype("<u2").tobytes())`, file],
      { encoding: 'buffer', maxBuffer: 1 << 28 },
    );
    expect((await run('fitsverify', ['-q', file])).stdout).toContain('verification OK');

    // What our own client makes of the very answer that Alpyca was given.
    const sent = [...answered.values()].find(({ contentType }) => contentType.includes('imagebytes'));
    if (!sent) throw new Error('no image was sent');
    const image = await alpacaClient('camera', 0, { transport: async () => sent }).imageArray();
    expect(Buffer.from(Uint16Array.from(image.data).buffer).equals(written.stdout)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
    await listening.close();
  }
});

/** The literal block of the documentation that ends with the good news. */
function documentedExample(copy: string): string {
  const page = readFileSync(join(copy, 'docs/source/alpaca.camera.rst'), 'utf8').replaceAll('\r', '');
  const block = page.match(/make a local FITS file::\n\n((?: {4}.*\n|\s*\n)+)/)?.[1];
  if (!block) throw new Error('the documentation has no such example');
  return block.replaceAll(/^ {4}/gm, '');
}
