import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { conformSimulators } from './conformSimulators.ts';
import { ds9 } from './ds9.ts';
import { root, runProgram, runTests, type Suite } from './suite.ts';
import { xisf } from './xisf.ts';

const alpyca = process.env.URANIBORG_ALPYCA;
const alpycaDevice = process.env.URANIBORG_ALPYCA_DEVICE;

export const suites: Readonly<Record<string, Suite>> = {
  alpaca: {
    work: 'a million mutated Alpaca requests and answers',
    run: (seed) => runProgram(['packages/alpaca/scripts/fuzz.ts', '1000000', String(seed)]),
  },
  formats: {
    work: '1000000 damaged files at every kind of reader',
    run: (seed) =>
      runTests(['packages/formats/src/fuzz.test.ts', 'packages/formats/src/raw/readRaw.test.ts'], {
        FUZZ: '1000000',
        FUZZ_SEED: String(seed),
      }),
  },
  ds9: { work: 'SAOImage DS9 opens our FITS files, packed and cubes too', run: ds9 },
  xisf: { work: "Python's xisf reads our XISF files, and we read its own", run: xisf },
  load: {
    work: '200 clients that poll ten devices for 60 s',
    run: () => runProgram(['packages/alpaca/scripts/load.ts', '200', '60']),
  },
  conform: { work: 'the simulators conform, over HTTP', run: conformSimulators },
  trails: {
    work: 'no trail is found in 1000 frames without one, and no cloud in 200; few of those that are there are missed',
    run: () =>
      runTests(
        ['packages/imaging/src/measuring/findTrail.test.ts', 'packages/server/src/frames/transparency.test.ts'],
        {
          URANIBORG_CLEAN_FRAMES: '1000',
          URANIBORG_CLOUD_FRAMES: '200',
        },
      ),
  },
  properties: {
    work: 'every property, with a fresh seed',
    run: async (seed) => runTests(await propertyTests(), { URANIBORG_SEED: String(seed) }),
  },
  alpyca: {
    work: 'Alpyca drives the simulators, and its documented example makes a picture',
    run: async () =>
      alpyca === undefined
        ? { passed: undefined, told: 'set URANIBORG_ALPYCA to a folder with a copy' }
        : runTests(['packages/simulators/test/alpyca.test.ts', 'packages/simulators/test/alpycaExample.test.ts'], {}),
  },
  alpycaDevice: {
    work: 'our client drives AlpycaDevice',
    run: async () =>
      alpycaDevice === undefined
        ? { passed: undefined, told: "set URANIBORG_ALPYCA_DEVICE to a copy of its folder 'device'" }
        : runTests(['packages/alpaca/test/alpycaDevice.test.ts'], {}),
  },
};

/** The test files that draw their examples. */
async function propertyTests(): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob('packages/*/{src,test}/**/*.test.{ts,tsx}', { cwd: root }))
    if (/from 'fast-check'/.test(readFileSync(join(root, file), 'utf8'))) files.push(file);
  return files.sort();
}
