import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cardNumber, cardText, readFits } from '@uraniborg/formats';
import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCli, temporaryFolder } from './testing/runCli.ts';

const run = promisify(execFile);
const driver = fileURLToPath(new URL('./indiDriver.ts', import.meta.url));
const reason = whyNoIndiServer();
if (reason) console.log(`The simulator does not run as a driver of indiserver: ${reason}`);

/** Debian's command-line clients, on a server. */
function clients(server: () => { readonly port: number }, folder: string) {
  const tool = async (name: string, ...parameters: string[]) =>
    (await run(name, ['-p', String(server().port), ...parameters], { cwd: folder })).stdout.trim();
  return {
    get: (property: string) => tool('indi_getprop', '-1', '-t', '10', property),
    all: async (pattern: string) => (await tool('indi_getprop', '-t', '2', pattern)).split('\n'),
    set: (...assignments: string[]) => tool('indi_setprop', '-t', '10', ...assignments),
    /** Waits until an expression of states (1 is Ok, 2 is Busy) and values holds. */
    until: (expression: string) => tool('indi_eval', '-w', '-t', '60', expression),
    frame: (property: string) => tool('indi_getprop', '-t', '30', property),
  };
}

describe.skipIf(reason)("the simulator as a driver of Debian's indiserver", () => {
  let server: RunningIndiServer;
  beforeAll(async () => {
    server = await startIndiServer({ drivers: [driver], path: dirname(process.execPath) });
    // The last that it offers, when it has started.
    await run('indi_getprop', ['-p', String(server.port), '-t', '60', 'Simulated GPS.CONFIG_PROCESS.CONFIG_LOAD']);
  });
  afterAll(() => server?.stop());

  test('offers every device, says what each is, and connects', async () => {
    const { all, set, get } = clients(() => server, temporaryFolder());
    const bits = Object.fromEntries(
      (await all('*.DRIVER_INFO.DRIVER_INTERFACE')).map((line) => [line.split('.')[0], Number(line.split('=')[1])]),
    );
    expect(bits).toEqual({
      'Simulated camera': 6,
      'Simulated guide camera': 6,
      'Simulated mount': 5,
      'Simulated focuser': 8,
      'Simulated filter wheel': 16,
      'Simulated rotator': 4096,
      'Simulated dome': 32,
      'Simulated cover and flat panel': 33_280 + 1024,
      'Simulated weather station': 128,
      'Simulated safety monitor': 128,
      'Simulated power box': 32_768,
      'Simulated GPS': 64,
    });
    for (const device of Object.keys(bits)) await set(`${device}.CONNECTION.CONNECT=On`);
    expect(await get('Simulated safety monitor.SAFETY_STATUS.SAFETY')).toMatch(/^(Ok|Alert)$/);
    expect(Number(await get('Simulated weather station.WEATHER_PARAMETERS.WEATHER_HUMIDITY'))).toBeGreaterThan(0);
    expect(await get('Simulated filter wheel.FILTER_NAME.FILTER_SLOT_NAME_1')).toBe('L');
    expect(await get('Simulated mount.GEOGRAPHIC_COORD.LAT')).toMatch(/^28\.3/);
  });

  test('moves, exposes and hands over a frame with what the devices around it say', async () => {
    const folder = temporaryFolder();
    const { set, get, until, frame } = clients(() => server, folder);
    for (const device of ['guide camera', 'mount', 'focuser', 'filter wheel'])
      await set(`Simulated ${device}.CONNECTION.CONNECT=On`);
    await set('Simulated filter wheel.FILTER_SLOT.FILTER_SLOT_VALUE=3');
    await set('Simulated focuser.ABS_FOCUS_POSITION.FOCUS_ABSOLUTE_POSITION=25000');
    await set('Simulated mount.TELESCOPE_TRACK_STATE.TRACK_ON=On');
    await until(
      '"Simulated filter wheel.FILTER_SLOT._STATE"==1 && "Simulated filter wheel.FILTER_SLOT.FILTER_SLOT_VALUE"==3',
    );
    await until('"Simulated focuser.ABS_FOCUS_POSITION._STATE"==1');
    await set('Simulated guide camera.CCD_BINNING.HOR_BIN;VER_BIN=2;2');
    await set('Simulated guide camera.CCD_FRAME_TYPE.FRAME_DARK=On');
    const arrived = frame('Simulated guide camera.CCD1.CCD1');
    await set('Simulated guide camera.CCD_EXPOSURE.CCD_EXPOSURE_VALUE=1.5');
    await arrived;
    const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.fits'));
    const path = join(folder, file);
    const { pixels, header } = readFits(readFileSync(path));
    expect(pixels).toMatchObject({ width: 640, height: 480 });
    expect(cardNumber(header, 'EXPTIME')).toBe(1.5);
    expect(cardText(header, 'IMAGETYP')).toBe('Dark');
    expect(cardText(header, 'FILTER')).toBe('G');
    expect(cardNumber(header, 'FOCUSPOS')).toBe(25_000);
    expect(cardNumber(header, 'SITELAT')).toBeCloseTo(28.3);
    expect(cardNumber(header, 'DEC')).toBeCloseTo(90, 0);
    if (existsSync('/usr/bin/fitsverify'))
      expect((await run('/usr/bin/fitsverify', ['-q', path])).stdout).toMatch(/^verification OK/);
    expect(await get('Simulated guide camera.CCD_EXPOSURE._STATE')).toBe('Ok');
  });

  test('keeps its settings in the home of the person, from one run to the next', async () => {
    const { set, until } = clients(() => server, temporaryFolder());
    await set('Simulated camera.CONNECTION.CONNECT=On');
    await set('Simulated camera.CCD_GAIN.GAIN=77');
    await set('Simulated camera.CONFIG_PROCESS.CONFIG_SAVE=On');
    await until('"Simulated camera.CONFIG_PROCESS._STATE"==1');
    expect(readFileSync(join(server.home, '.indi', 'Simulated camera_config.xml'), 'utf8')).toContain('>77<');
    const [pid = 0] = server.driverPids('indiDriver');
    process.kill(pid, 'SIGKILL'); // indiserver starts it again
    await until('"Simulated camera.CONNECTION.DISCONNECT"==1');
    await set('Simulated camera.CONNECTION.CONNECT=On');
    await until('"Simulated camera.CCD_GAIN.GAIN"==77');
  });

  test('refuses what does not fit', async () => {
    const { set, until } = clients(() => server, temporaryFolder());
    await set('Simulated mount.CONNECTION.CONNECT=On');
    await until('"Simulated mount.EQUATORIAL_EOD_COORD._STATE"<3');
    await set('Simulated mount.EQUATORIAL_EOD_COORD.RA;DEC=1;-89');
    await until('"Simulated mount.EQUATORIAL_EOD_COORD._STATE"==3');
  });
});

test.skipIf(reason)('uraniborg simulator serves INDI beside Alpaca', async () => {
  const running = startCli(['simulator', '--port', '0', '--indi', '0', '--no-discovery']);
  await running.says(/port \d+ \(INDI\)/);
  const port = Number(/port (\d+) \(INDI\)/.exec(running.out())?.[1]);
  const alpaca = /http:\S+(?=\/ \(Alpaca\))/.exec(running.out())?.[0];
  const { set, until } = clients(() => ({ port }), temporaryFolder());
  await set('Simulated dome.CONNECTION.CONNECT=On');
  await set('Simulated dome.DOME_AUTOSYNC.DOME_AUTOSYNC_DISABLE=On');
  await until('"Simulated dome.DOME_AUTOSYNC.DOME_AUTOSYNC_DISABLE"==1');
  // The same dome.
  await fetch(`${alpaca}/api/v1/dome/0/connected`, { method: 'PUT', body: new URLSearchParams({ Connected: 'true' }) });
  const answer = await fetch(`${alpaca}/api/v1/dome/0/slaved`);
  expect(await answer.json()).toMatchObject({ ErrorNumber: 0, Value: false });
  running.kill('SIGTERM');
  expect((await running.ended).code).toBe(130);
});
