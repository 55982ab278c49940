import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createAlpacaHandler, serveAlpaca } from '@uraniborg/alpaca';
import { systemClock } from '@uraniborg/core';
import { cardNumber, cardText, readFits } from '@uraniborg/formats';
import { expect, onTestFinished, test } from 'vitest';
import { nightSite } from '../rig/nightSite.ts';
import { SERVER, simulatedObservatory } from '../rig/simulatedRig.ts';
import { runningServer } from '../testing/runningServer.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';

const example = readFileSync(new URL('../testing/ccdciel.conf', import.meta.url), 'utf8');

test('a person makes, copies, switches and deletes profiles; each has its own devices, options and capture form', async () => {
  const data = temporaryFolder();
  const { command, until, close } = await runningServer({ data });
  await command('equipment.connect', { role: 'focuser' });
  const { profile: garden } = await command('profile.create', { name: 'Garden', copyOf: 'simulated-observatory' });
  const { profile: bare } = await command('profile.create', { name: 'Bare' });
  await command('profile.switch', { profile: garden });
  await command('profile.set', { options: { site: { name: 'Garden', latitude: 50, longitude: 8, elevation: 90 } } });
  await command('profile.set', { options: { camera: { gain: 77 }, siteFrom: 'profile' } });
  await command('capture.set', { seconds: 33 });
  await command('equipment.assign', { role: 'dome', address: '' });
  const inGarden = await until(({ profiles }) => profiles.active === garden && !profiles.profile.devices.dome);
  expect(inGarden.place).toMatchObject({ name: 'Garden', latitude: 50 });
  expect(inGarden.devices.every(({ link }) => link === 'off')).toBe(true);
  expect(inGarden.profiles.profile.options).toMatchObject({ camera: { gain: 77, offset: null }, siteFrom: 'profile' });

  await command('profile.switch', { profile: bare });
  const empty = await until(({ profiles }) => profiles.active === bare);
  expect(empty.devices.every(({ address }) => address === '')).toBe(true);
  expect(empty).toMatchObject({ place: null, simulated: false, capture: { seconds: 2 } });
  await expect(command('profile.delete', { profile: bare })).rejects.toThrow(/"Bare" is in use/);

  await command('profile.switch', { profile: 'simulated-observatory' });
  const home = await until(({ profiles }) => profiles.active === 'simulated-observatory');
  expect(home.devices.find(({ role }) => role === 'dome')?.address).toBe('alpaca://simulator/dome/0');
  expect(home.profiles.profile.options.camera.gain).toBeNull();
  await command('profile.delete', { profile: bare });
  await command('profile.rename', { profile: garden, name: 'Back garden' });
  const { profile } = await command('profile.read', { profile: garden });
  expect(profile).toMatchObject({ version: 1, name: 'Back garden', capture: { seconds: 33 } });
  const after = await until(({ profiles }) => profiles.all.length === 2 && profiles.all[0]?.name !== 'Garden');
  expect(after.profiles.all.map(({ name }) => name)).toEqual(['Back garden', 'Simulated observatory']);
  await close();
  const again = await runningServer({ data });
  expect((await again.until(() => true)).profiles.active).toBe('simulated-observatory');
});

test('wrong options are refused with their place, and change nothing', async () => {
  const { command, until } = await runningServer();
  const attempt = (options: unknown) => command('profile.set', { options } as never);
  await expect(attempt({ recovery: { attempts: 0 } })).rejects.toThrow(
    /"options.recovery.attempts" must be at least 1/,
  );
  await expect(attempt({ cooling: { onConect: -5 } })).rejects.toThrow(/onConect/);
  await expect(attempt({ site: { latitude: 91, longitude: 0 } })).rejects.toThrow(/options.site.latitude/);
  const { profiles } = await until(() => true);
  expect(profiles.profile.options.recovery.attempts).toBe(3);
});

test('a login typed into an address is kept apart, used, and never told', async () => {
  const data = temporaryFolder();
  const { devices } = simulatedObservatory({ clock: systemClock, seed: 1, site: nightSite(systemClock.now()) });
  const authorisation = { user: 'tycho', password: 'stella nova' };
  const served = await serveAlpaca(createAlpacaHandler({ server: SERVER, devices, authorisation }), { port: 0 });
  onTestFinished(() => served.close());
  const { command, until, url } = await runningServer({ data, clock: systemClock });
  const place = `127.0.0.1:${served.port}/focuser/0`;
  await command('equipment.assign', { role: 'focuser', address: `alpaca://${place}` });
  await expect(command('equipment.connect', { role: 'focuser' })).rejects.toThrow();
  await command('equipment.assign', { role: 'focuser', address: `alpaca://tycho:stella%20nova@${place}` });
  await command('equipment.connect', { role: 'focuser' });
  const state = await until(({ devices: all }) => all.some(({ role, link }) => role === 'focuser' && link === 'on'));
  expect(state.devices.find(({ role }) => role === 'focuser')?.address).toBe(`alpaca://${place}`);
  expect(state.profiles.logins).toEqual([`http://127.0.0.1:${served.port}`]);
  const told = JSON.stringify([state, await command('profile.read', { profile: state.profiles.active })]);
  for (const text of [told, readFileSync(join(data, 'profiles', 'simulated-observatory.json'), 'utf8')])
    expect(text).not.toMatch(/stella/);
  expect(await (await fetch(`${url}api/v1/state`)).text()).not.toMatch(/stella/);
  if (process.platform !== 'win32') expect(statSync(join(data, 'logins.json')).mode & 0o777).toBe(0o600);
  await command('equipment.disconnect', { role: 'focuser' });
  await command('server.login', { server: `http://127.0.0.1:${served.port}`, user: '', password: '' });
  await command('equipment.assign', { role: 'focuser', address: '' });
  await command('equipment.assign', { role: 'focuser', address: `alpaca://${place}` });
  await expect(command('equipment.connect', { role: 'focuser' })).rejects.toThrow();
});

test('several boxes of switches by their nicknames; what names one follows it', async () => {
  const { command, until } = await runningServer();
  await command('equipment.addSwitches', { nickname: 'Roof', address: 'alpaca://simulator/switch/0' });
  await expect(command('equipment.addSwitches', { nickname: 'Roof' })).rejects.toThrow(/already; choose another/);
  await command('equipment.set', { role: 'camera', power: { switches: 'Power box', switch: 'Camera' } });
  await command('equipment.renameSwitches', { nickname: 'Power box', to: 'Feeds' });
  await command('equipment.connect', { role: 'switches', nickname: 'Feeds' });
  await command('equipment.connect', { role: 'switches', nickname: 'Roof' });
  const named = await until(
    ({ devices }) => devices.filter(({ reading }) => reading?.kind === 'switches').length === 2,
  );
  expect(named.profiles.profile.devices.camera?.power).toEqual({ switches: 'Feeds', switch: 'Camera' });
  const box = named.devices.find(({ nickname }) => nickname === 'Feeds')?.reading;
  if (box?.kind !== 'switches') throw new Error('no switches');
  const dew = box.switches.find(({ name }) => name === 'Dew heater');
  await command('switches.set', { nickname: 'Feeds', id: dew?.id ?? '', value: 40 });
  await until(({ devices }) =>
    devices.some(({ reading }) => reading?.kind === 'switches' && reading.switches.some(({ value }) => value === 40)),
  );
  await expect(command('equipment.connect', { role: 'switches' })).rejects.toThrow(/nickname/);
  await expect(command('equipment.connect', { role: 'camera', nickname: 'x' })).rejects.toThrow(/nickname/);
  await command('equipment.removeSwitches', { nickname: 'Roof' });
  await until(({ profiles, devices }) =>
    [profiles.profile.switches, devices].every(
      (all) => !all.some(({ nickname }: { nickname: string }) => nickname === 'Roof'),
    ),
  );
});

test('a configuration of CCDciel becomes a profile that can be used at once', async () => {
  const { command, until } = await runningServer();
  const { profile, notes } = await command('profile.import', { name: 'Old', text: example });
  expect(notes).toHaveLength(3);
  await command('profile.switch', { profile });
  const state = await until(({ profiles }) => profiles.active === profile);
  expect(state.devices.find(({ role }) => role === 'mount')?.address).toBe('indi://192.168.1.20:7624/EQMod%20Mount');
  expect(state.devices.filter(({ role }) => role === 'switches').map(({ nickname }) => nickname)).toEqual([
    'Power & dew',
    'Power & dew 2',
  ]);
  expect(state.place).toMatchObject({ latitude: 55.907, longitude: 12.6967 });
});

test('options are in the header, the filters have a person’s names, and the gain is the profile’s', async () => {
  const data = temporaryFolder();
  const { command, until, over } = await runningServer({ data });
  await command('profile.set', {
    options: {
      observer: 'Sophie Brahe',
      telescope: { name: 'RC 8', focalLengthMm: 1624 },
      camera: { gain: 77 },
      filters: [{ name: 'Clear', focusOffset: 12 }],
    },
  });
  for (const role of ['camera', 'filterWheel'] as const) await command('equipment.connect', { role });
  const settings = { frameType: 'dark', seconds: 1, bin: 4, gain: null, offset: null, filter: 0, object: '' } as const;
  const { activity } = await command('capture.series', { ...settings, count: 1 });
  await over(activity);
  const { frames, devices } = await until(({ frames: all }) => all.length === 1);
  const wheel = devices.find(({ role }) => role === 'filterWheel')?.reading;
  expect(wheel?.kind === 'filterWheel' && wheel.filters[0]).toEqual({ name: 'Clear', focusOffset: 12 });
  const { header } = readFits(readFileSync(join(data, 'frames', '20261120', frames[0]?.fileName ?? '')));
  expect(cardText(header, 'OBSERVER')).toBe('Sophie Brahe');
  expect(cardText(header, 'TELESCOP')).toBe('RC 8');
  expect(cardNumber(header, 'FOCALLEN')).toBe(1624);
  expect(cardText(header, 'FILTER')).toBe('Clear');
  expect(cardNumber(header, 'GAIN')).toBe(77);
});
