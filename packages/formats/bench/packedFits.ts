import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, seededRandom } from '@uraniborg/core';
import { encodeFits, encodeFitsChunks } from '../src/encodeFits.ts';
import { encodePackedFits } from '../src/encodePackedFits.ts';
import { readFits } from '../src/readFits.ts';

export interface PackedFitsBench {
  /** Milliseconds from a FITS file to a compressed one and back, reading and writing included; medians. */
  readonly packMs: number;
  readonly fpackMs: number;
  readonly unpackMs: number;
  readonly funpackMs: number;
  /** Size of the plain file over that of the compressed one. */
  readonly ratio: number;
  /** The bytes of the plain file copied once in memory. */
  readonly copyMs: number;
}

/**
 * Rice compression of a sky of 16 Mpx, file to file, by us and by cfitsio's programs. One thread codes; a piece of a file
 * is written while the next is made. Nobody waits for the disk.
 */
export async function benchPackedFits({ rounds = 9 } = {}): Promise<PackedFitsBench | { missing: string }> {
  if (spawnSync('fpack', ['-V']).error) return { missing: 'fpack is not installed (Debian: libcfitsio-bin)' };
  const random = seededRandom(16);
  const data = new Uint16Array(4656 * 3520);
  for (let i = 0; i < data.length; i++) data[i] = 1000 + 20 * random.normal();
  const plain = encodeFits({ pixels: { width: 4656, height: 3520, planes: 1, data }, header: [] });
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-bench-'));
  const at = (name: string) => join(folder, name);
  const times = { pack: [], fpack: [], unpack: [], funpack: [], copy: [] } as Turns;
  const timed = async (to: number[], work: () => unknown) => {
    const begin = performance.now();
    await work();
    to.push(performance.now() - begin);
  };
  const room = plain.slice();
  try {
    writeFileSync(at('theirs.fits'), plain);
    for (let round = 0; round < rounds; round++) {
      for (const name of ['theirs.fits.fz', 'theirs.back', 'ours.fits.fz', 'ours.back'])
        rmSync(at(name), { force: true });
      await timed(times.copy, () => room.set(plain));
      await timed(times.fpack, () => spawnSync('fpack', [at('theirs.fits')]));
      await timed(times.pack, async () =>
        write(at('ours.fits.fz'), [encodePackedFits(readFits(await readFile(at('theirs.fits'))))]),
      );
      await timed(times.funpack, () => spawnSync('funpack', ['-O', at('theirs.back'), at('theirs.fits.fz')]));
      await timed(times.unpack, async () =>
        write(at('ours.back'), encodeFitsChunks(readFits(await readFile(at('theirs.fits.fz'))), { buffers: 2 })),
      );
    }
    return {
      packMs: median(times.pack),
      fpackMs: median(times.fpack),
      unpackMs: median(times.unpack),
      funpackMs: median(times.funpack),
      ratio: plain.length / readFileSync(at('ours.fits.fz')).length,
      copyMs: median(times.copy),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Turns = Record<'pack' | 'fpack' | 'unpack' | 'funpack' | 'copy', number[]>;

async function write(path: string, chunks: Iterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx');
  let written: Promise<unknown> = Promise.resolve();
  for (const chunk of chunks) {
    await written;
    written = file.write(chunk);
  }
  await written;
  await file.close();
}

if (import.meta.main) console.log(await benchPackedFits());
