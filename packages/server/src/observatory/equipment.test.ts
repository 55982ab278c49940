import { systemClock } from '@uraniborg/core';
import { IndiClient, isOn, tcp } from '@uraniborg/indi';
import { startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { expect, onTestFinished, test } from 'vitest';
import { runningServer } from '../testing/runningServer.ts';

const noIndi = whyNoIndiServer();
if (noIndi !== undefined) console.log(`Cameras with two sensors are not tested: ${noIndi}`);

test('one device that plays two parts is let go of with the last of them, and never used for both at once', async () => {
  const { command, until } = await runningServer();
  for (const role of ['guideCamera', 'finderCamera'] as const) await command('equipment.connect', { role });
  // The feed lags behind the answers: each state is waited for.
  await until(({ devices }) => devices.filter(({ reading }) => reading?.kind === 'camera').length === 2);
  await command('equipment.disconnect', { role: 'finderCamera' });
  const state = await until(({ devices }) =>
    devices.some(({ role, link }) => role === 'finderCamera' && link === 'off'),
  );
  expect(state.devices.find(({ role }) => role === 'guideCamera')?.link).toBe('on');
  // Long enough for a heartbeat to find it gone.
  const later = await until(({ time }) => time > state.time + 15_000);
  expect(later.devices.find(({ role }) => role === 'guideCamera')).toMatchObject({ link: 'on', message: '' });
});

test.skipIf(noIndi !== undefined)('the guide head of a camera stays when its main sensor is let go of', async () => {
  const indi = await startIndiServer({ drivers: ['indi_simulator_ccd'] });
  onTestFinished(() => indi.stop());
  const { command, until } = await runningServer({ clock: systemClock });
  const address = `indi://127.0.0.1:${indi.port}/CCD%20Simulator`;
  await command('equipment.assign', { role: 'camera', address });
  await command('equipment.assign', { role: 'guideCamera', address: `${address}?sensor=2` });
  for (const role of ['camera', 'guideCamera'] as const) await command('equipment.connect', { role });
  const reads = (role: string, link: string, width?: number) =>
    until(({ devices }) =>
      devices.some(
        (one) =>
          one.role === role &&
          one.link === link &&
          (width === undefined || (one.reading?.kind === 'camera' && one.reading.width === width)),
      ),
    );
  await reads('camera', 'on', 1280);
  await reads('guideCamera', 'on', 500);
  const watcher = new IndiClient({ connect: tcp({ host: '127.0.0.1', port: indi.port }), clock: systemClock });
  onTestFinished(() => watcher.close());
  const within = { clock: systemClock, signal: new AbortController().signal, timeoutMs: 30_000 };
  await watcher.open(within);
  const connection = await watcher.defined('CCD Simulator', 'CONNECTION', within);
  expect(isOn(connection, 'CONNECT')).toBe(true);
  await command('equipment.disconnect', { role: 'camera' });
  await reads('camera', 'off');
  expect(isOn(watcher.vector('CCD Simulator', 'CONNECTION'), 'CONNECT')).toBe(true);
  await command('equipment.disconnect', { role: 'guideCamera' });
  const gone = () => isOn(watcher.vector('CCD Simulator', 'CONNECTION'), 'CONNECT') === false || undefined;
  await watcher.waitFor(gone, { ...within, what: 'the driver to let go of its hardware' });
});

test('every role is commanded, and what it does can be seen', async () => {
  const { command, until, over } = await runningServer();
  await command('equipment.connectAll', {});
  const reading = async <K extends string>(kind: K) => {
    const { devices } = await until(() => true);
    return devices.find((device) => device.reading?.kind === kind)?.reading;
  };
  await over((await command('rotator.turn', { angle: 33 })).activity);
  await until(({ devices }) => devices.some(({ reading: r }) => r?.kind === 'rotator' && Math.abs(r.angle - 33) < 0.5));
  await command('rotator.sync', { angle: 40 });
  await until(({ devices }) => devices.some(({ reading: r }) => r?.kind === 'rotator' && Math.abs(r.angle - 40) < 0.5));
  await command('rotator.reverse', { on: true });
  await over((await command('dome.turn', { azimuth: 200 })).activity);
  await until(({ devices }) =>
    devices.some(({ reading: r }) => r?.kind === 'dome' && Math.abs((r.azimuth ?? 0) - 200) < 2),
  );
  await over((await command('dome.shutter', { to: 'closed' })).activity);
  await until(({ devices }) => devices.some(({ reading: r }) => r?.kind === 'dome' && r.shutter === 'closed'));
  await over((await command('cover.move', { to: 'closed' })).activity);
  await over((await command('panel.light', { brightness: 100 })).activity);
  await until(({ devices }) =>
    devices.some(({ reading: r }) => r?.kind === 'coverCalibrator' && r.cover === 'closed' && r.brightness === 100),
  );
  await over((await command('panel.light', { brightness: 'off' })).activity);
  expect(await reading('weather')).toMatchObject({ humidityPercent: expect.any(Number) });
  expect(await reading('safety')).toMatchObject({ safe: expect.any(Boolean) });
  await until(({ devices }) => devices.some(({ reading: r }) => r?.kind === 'gps' && r.fixed && r.latitude !== null));
  await expect(command('switches.set', { nickname: 'Nothing', id: '0', value: 1 })).rejects.toThrow(/called "Nothing"/);
});

test('the place is whose word the profile believes: its own, or the mount’s', async () => {
  const { command, until } = await runningServer();
  const home = { name: 'Home', latitude: 50, longitude: 8, elevation: 100 };
  await command('profile.set', { options: { site: home, siteFrom: 'profile', mount: { setSite: true } } });
  await command('equipment.connect', { role: 'mount' });
  expect(
    (await until(({ devices }) => devices.some(({ role, link }) => role === 'mount' && link === 'on'))).place,
  ).toEqual(home);
  // The mount was told: whoever asks it now hears that place.
  await command('profile.set', { options: { siteFrom: 'mount' } });
  await command('equipment.disconnect', { role: 'mount' });
  await command('equipment.connect', { role: 'mount' });
  expect((await until(() => true)).place?.latitude).toBeCloseTo(50, 2);
});

test('a GPS receiver says where the observatory is, once it has found its satellites', async () => {
  const { command, until } = await runningServer();
  const home = { name: 'Home', latitude: 50, longitude: 8, elevation: 100 };
  await command('profile.set', { options: { site: home, siteFrom: 'gps' } });
  await command('equipment.connect', { role: 'gps' });
  const found = await until(({ place }) => Math.abs((place?.latitude ?? 0) - 28.3) < 0.1);
  expect(found.place?.name).toBe('Home');
});

test('a device that its switch has cut off comes back when its power is cycled', async () => {
  const { command, until } = await runningServer();
  await command('profile.set', {
    options: { recovery: { powerOffSeconds: 2, powerBootSeconds: 3, heartbeatSeconds: 2 } },
  });
  await command('equipment.set', { role: 'camera', power: { switches: 'Power box', switch: 'Camera' } });
  await command('equipment.connect', { role: 'switches', nickname: 'Power box' });
  await command('equipment.connect', { role: 'camera' });
  const box = (await until(({ devices }) => devices.some(({ reading }) => reading?.kind === 'switches'))).devices
    .map(({ reading }) => reading)
    .find((reading) => reading?.kind === 'switches');
  const socket = box?.kind === 'switches' ? box.switches.find(({ name }) => name === 'Camera') : undefined;
  await command('switches.set', { nickname: 'Power box', id: socket?.id ?? '', value: 0 });
  await until(({ devices }) => devices.some(({ role, link }) => role === 'camera' && link === 'error'));
  const back = await until(({ devices }) => devices.some(({ role, link }) => role === 'camera' && link === 'on'));
  expect(back.log.map(({ text }) => text)).toContainEqual(
    'Simulated camera does not come back: switch its power off and on (Power box, Camera)',
  );
});

test('all devices of a protocol are led to another server at once; what was said of them stays', async () => {
  const { command, until } = await runningServer();
  await command('equipment.assign', { role: 'camera', address: 'indi://pi:7624/CCD%20Simulator' });
  await command('equipment.set', { role: 'camera', loadConfiguration: true });
  const folder = { frameFolder: '/dev/shm' };
  for (const [seat, why] of [
    [{ role: 'guideCamera', ...folder }, /Only cameras of INDI/],
    [{ role: 'gps', ...folder }, /Only cameras of INDI/],
    [{ role: 'camera', frameFolder: 'shm' }, /not a whole path/],
  ] as const)
    await expect(command('equipment.set', seat)).rejects.toThrow(why);
  await command('equipment.assign', { role: 'focuser', address: 'indi://other:7624/Focuser%20Simulator' });
  expect(await command('equipment.setServer', { protocol: 'indi', server: '10.0.0.7', from: 'pi:7624' })).toEqual({
    changed: 1,
  });
  const { profiles } = await until(
    (state) => state.profiles.profile.devices.camera?.address.includes('10.0.0.7') ?? false,
  );
  expect(profiles.profile.devices.camera).toEqual({
    address: 'indi://10.0.0.7/CCD%20Simulator',
    loadConfiguration: true,
  });
  expect(profiles.profile.devices.focuser?.address).toBe('indi://other:7624/Focuser%20Simulator');
  await expect(command('equipment.setServer', { protocol: 'indi', server: 'no host' })).rejects.toThrow(/not a server/);
});
