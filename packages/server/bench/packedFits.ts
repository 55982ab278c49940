import { spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, seededRandom } from '@uraniborg/core';
import { encodeFits } from '@uraniborg/formats';
import { packWorkers } from '../src/jobs/frames/packByRows.ts';
import { packFile, unpackFile } from '../src/jobs/frames/packFile.ts';

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
 * Rice compression of a sky of 16 Mpx, file to file, by us and by cfitsio's programs, in turns. Each file is on the disk
 * when its time is taken: ours is synced as it always is, theirs at once after the program has ended. Our threads are
 * there already, as they are for the second file of a command; their program's start is a few milliseconds.
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
  const workers = packWorkers();
  try {
    writeFileSync(at('theirs.fits'), plain);
    await packFile(at('theirs.fits'), at('first.fz'), workers);
    await unpackFile(at('first.fz'), at('first.back'), workers);
    for (let round = 0; round < rounds; round++) {
      for (const name of ['theirs.fits.fz', 'theirs.back', 'ours.fits.fz', 'ours.back'])
        rmSync(at(name), { force: true });
      await timed(times.copy, () => room.set(plain));
      await timed(times.fpack, () => {
        spawnSync('fpack', [at('theirs.fits')]);
        sync(at('theirs.fits.fz'));
      });
      await timed(times.pack, () => packFile(at('theirs.fits'), at('ours.fits.fz'), workers));
      await timed(times.funpack, () => {
        spawnSync('funpack', ['-O', at('theirs.back'), at('theirs.fits.fz')]);
        sync(at('theirs.back'));
      });
      await timed(times.unpack, () => unpackFile(at('theirs.fits.fz'), at('ours.back'), workers));
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
    await workers.close();
    rmSync(folder, { recursive: true });
  }
}

type Turns = Record<'pack' | 'fpack' | 'unpack' | 'funpack' | 'copy', number[]>;

function sync(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

if (import.meta.main) console.log(await benchPackedFits());
