import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, seededRandom } from '@uraniborg/core';
import { encodeFits } from '../src/encodeFits.ts';
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
}

/** Rice compression of a sky of 16 Mpx, file to file in one thread, by us and by cfitsio's programs. */
export function benchPackedFits({ rounds = 5 } = {}): PackedFitsBench | { missing: string } {
  if (spawnSync('fpack', ['-V']).error) return { missing: 'fpack is not installed (Debian: libcfitsio-bin)' };
  const random = seededRandom(16);
  const data = new Uint16Array(4656 * 3520);
  for (let i = 0; i < data.length; i++) data[i] = 1000 + 20 * random.normal();
  const plain = encodeFits({ pixels: { width: 4656, height: 3520, planes: 1, data }, header: [] });
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-bench-'));
  const at = (name: string) => join(folder, name);
  const times = { pack: [] as number[], fpack: [] as number[], unpack: [] as number[], funpack: [] as number[] };
  const timed = (to: number[], work: () => void) => {
    const begin = performance.now();
    work();
    to.push(performance.now() - begin);
  };
  try {
    writeFileSync(at('theirs.fits'), plain);
    for (let round = 0; round < rounds; round++) {
      for (const name of ['theirs.fits.fz', 'theirs.back', 'ours.fits.fz', 'ours.back'])
        rmSync(at(name), { force: true });
      timed(times.fpack, () => spawnSync('fpack', [at('theirs.fits')]));
      timed(times.pack, () =>
        writeFileSync(at('ours.fits.fz'), encodePackedFits(readFits(readFileSync(at('theirs.fits'))))),
      );
      timed(times.funpack, () => spawnSync('funpack', ['-O', at('theirs.back'), at('theirs.fits.fz')]));
      timed(times.unpack, () =>
        writeFileSync(at('ours.back'), encodeFits(readFits(readFileSync(at('theirs.fits.fz'))))),
      );
    }
    return {
      packMs: median(times.pack),
      fpackMs: median(times.fpack),
      unpackMs: median(times.unpack),
      funpackMs: median(times.funpack),
      ratio: plain.length / readFileSync(at('ours.fits.fz')).length,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) console.log(benchPackedFits());
