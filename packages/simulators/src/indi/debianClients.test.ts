import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseUtc, scaledClock } from '@uraniborg/core';
import { PropertyServer, serveTcp } from '@uraniborg/indi';
import { expect, test } from 'vitest';
import { createSimulatedObservatory } from '../simulatedObservatory.ts';
import { catalogue } from '../testing/observatory.ts';
import { offerOverIndi } from './offerOverIndi.ts';

const run = promisify(execFile);
const TOOLS = ['/usr/bin/indi_setprop', '/usr/bin/indi_getprop', '/usr/bin/fitsverify'];
const missing = TOOLS.filter((tool) => !existsSync(tool));
if (missing.length > 0)
  console.log(`Debian's INDI clients do not drive the simulators: ${missing.join(', ')} not here`);

test.skipIf(missing.length > 0 && !process.env.CI)(
  "Debian's INDI clients take a frame that fitsverify accepts",
  async () => {
    const clock = scaledClock(20, parseUtc('2026-11-20T23:00:00Z'));
    const observatory = createSimulatedObservatory({ clock, seed: 1, stars: catalogue });
    const properties = new PropertyServer({ clock });
    offerOverIndi(properties, observatory);
    const service = await serveTcp(properties, { port: 0 });
    const folder = mkdtempSync(join(tmpdir(), 'indi-'));
    try {
      const tool = (name: string, ...parameters: string[]) =>
        run(`/usr/bin/${name}`, ['-h', '127.0.0.1', '-p', String(service.port), ...parameters], { cwd: folder });
      for (const device of ['Simulated camera', 'Simulated mount', 'Simulated filter wheel'])
        await tool('indi_setprop', '-s', `${device}.CONNECTION.CONNECT=On`);
      // Slews by itself and says when it is there.
      const { stdout: before } = await tool('indi_getprop', '-t', '3', 'Simulated mount.TIME_LST.LST');
      const sidereal = Number(before.split('=')[1]);
      await tool('indi_setprop', '-n', `Simulated mount.EQUATORIAL_EOD_COORD.RA;DEC=${(sidereal + 1) % 24};40`);
      // State 1 is Ok.
      await tool(
        'indi_eval',
        '-w',
        '-t',
        '30',
        '"Simulated mount.EQUATORIAL_EOD_COORD._STATE"==1 && "Simulated mount.EQUATORIAL_EOD_COORD.DEC"<40.1',
      );
      const { stdout: there } = await tool('indi_getprop', '-t', '3', 'Simulated mount.EQUATORIAL_EOD_COORD.DEC');
      expect(Number(there.split('=')[1])).toBeCloseTo(40, 2);

      await tool('indi_setprop', '-n', 'Simulated camera.CCD_BINNING.HOR_BIN;VER_BIN=2;2');
      const waiting = spawn(
        '/usr/bin/indi_getprop',
        ['-h', '127.0.0.1', '-p', String(service.port), '-t', '20', 'Simulated camera.CCD1.CCD1'],
        { cwd: folder },
      );
      const received = new Promise((resolve) => waiting.once('close', resolve));
      await tool('indi_setprop', '-n', 'Simulated camera.CCD_EXPOSURE.CCD_EXPOSURE_VALUE=20');
      expect(await received).toBe(0);
      const file = join(folder, 'Simulated camera.CCD1.CCD1.fits');
      expect((await run('/usr/bin/fitsverify', ['-q', file])).stdout).toMatch(/^verification OK/);
      const header = readFileSync(file).toString('latin1', 0, 2880);
      expect(header).toMatch(/NAXIS1 {2}= +968/);
      expect(header).toMatch(/EXPTIME = +20/);
    } finally {
      await service.close();
      rmSync(folder, { recursive: true });
    }
  },
);
