import { chosen, isOn, numberOf } from '@uraniborg/indi';
import { expect, test } from 'vitest';
import { indiSession } from '../testing/indiSession.ts';

const FOCUSER = 'Simulated focuser';
const POSITION = 'ABS_FOCUS_POSITION';

test('a device shows what it is, and the rest when it is connected', async () => {
  const { client, change, connected } = await indiSession();
  expect([...(client.devices.get(FOCUSER)?.keys() ?? [])]).toEqual([
    'CONNECTION',
    'DRIVER_INFO',
    'POLLING_PERIOD',
    'CONFIG_PROCESS',
  ]);
  await connected(FOCUSER);
  expect(numberOf(client.vector(FOCUSER, POSITION), 'FOCUS_ABSOLUTE_POSITION')).toBeGreaterThan(20_000);
  expect(client.vector(FOCUSER, 'CONNECTION')?.state).toBe('Ok');
  await change(FOCUSER, 'CONNECTION', { DISCONNECT: true });
  expect(client.vector(FOCUSER, POSITION)).toBeUndefined();
  expect(chosen(client.vector(FOCUSER, 'CONNECTION'))).toBe('DISCONNECT');
});

test('a request is answered, also where nothing changes, and a move is followed to its end', async () => {
  const { change, connected, heard, client, sleep } = await indiSession();
  await connected(FOCUSER);
  const stands = numberOf(client.vector(FOCUSER, POSITION), 'FOCUS_ABSOLUTE_POSITION') ?? 0;
  await change(FOCUSER, POSITION, { FOCUS_ABSOLUTE_POSITION: stands });
  expect(heard).toEqual([`${POSITION} Ok`]);
  heard.length = 0;
  await change(FOCUSER, POSITION, { FOCUS_ABSOLUTE_POSITION: stands + 2400 });
  expect(heard.filter((each) => each.startsWith(POSITION)).at(0)).toBe(`${POSITION} Busy`);
  expect(numberOf(client.vector(FOCUSER, POSITION), 'FOCUS_ABSOLUTE_POSITION')).toBe(stands + 2400);
  await sleep(2000);
  heard.length = 0;
  // What stands still is silent; the air goes on cooling the tube.
  await sleep(60_000);
  expect(heard.filter((each) => !each.startsWith('FOCUS_TEMPERATURE'))).toEqual([]);
});

test('what the driver refuses comes with its sentence', async () => {
  const { change, connected, client } = await indiSession();
  await connected('Simulated mount');
  const below = change('Simulated mount', 'EQUATORIAL_EOD_COORD', { RA: 1, DEC: -89 });
  await expect(below).rejects.toThrow(/target is below the horizon/);
  expect(client.vector('Simulated mount', 'EQUATORIAL_EOD_COORD')?.state).toBe('Alert');
  // And can be asked for something else.
  await change('Simulated mount', 'EQUATORIAL_EOD_COORD', { RA: 1, DEC: 89 });
});

test('a pulled cable: the device is disconnected with Alert, and cannot be connected until it is in again', async () => {
  const { faults, connected, client, sleep, change, messages } = await indiSession();
  await connected(FOCUSER);
  const mend = faults.add({ device: 'focuser/0', kind: 'disconnected' });
  await sleep(2000);
  expect(client.vector(FOCUSER, 'CONNECTION')?.state).toBe('Alert');
  expect(isOn(client.vector(FOCUSER, 'CONNECTION'), 'CONNECT')).toBe(false);
  expect(client.vector(FOCUSER, POSITION)).toBeUndefined();
  expect(messages.join()).toContain('does not answer any more');
  await expect(change(FOCUSER, 'CONNECTION', { CONNECT: true })).rejects.toThrow(/cable/);
  mend();
  await connected(FOCUSER);
  expect(client.vector(FOCUSER, POSITION)).toBeDefined();
});

test('a device that hangs says nothing, refuses a flood, and does what it was asked when it wakes', async () => {
  const { faults, connected, client, sleep, send, heard, messages } = await indiSession();
  await connected(FOCUSER);
  const mend = faults.add({ device: 'focuser/0', kind: 'hang' });
  await send(FOCUSER, POSITION, { FOCUS_ABSOLUTE_POSITION: 20_000 });
  await sleep(60_000);
  expect(heard.filter((each) => each.startsWith(POSITION))).toEqual([]);
  for (let i = 0; i < 400; i++) await send(FOCUSER, 'FOCUS_ABORT_MOTION', { ABORT: true });
  expect(messages.filter((text) => text.includes('does not keep up')).length).toBeGreaterThan(100);
  faults.clear();
  mend();
  await sleep(60_000);
  expect(client.vector(FOCUSER, POSITION)?.state).toBe('Ok');
});

test('slow and garbled answers break nothing', async () => {
  const { faults, connected, client, sleep, change } = await indiSession();
  for (const device of [
    'Simulated mount',
    'Simulated dome',
    'Simulated cover and flat panel',
    'Simulated weather station',
  ])
    await connected(device);
  for (const device of ['telescope/0', 'dome/0', 'covercalibrator/0', 'observingconditions/0'])
    faults.add({ device, kind: 'garbage' });
  await sleep(120_000);
  expect(numberOf(client.vector('Simulated mount', 'EQUATORIAL_EOD_COORD'), 'DEC')).toBeLessThan(-90);
  faults.clear();
  faults.add({ device: 'dome/0', kind: 'slow', delayMs: 700 });
  await change('Simulated dome', 'DOME_AUTOSYNC', { DOME_AUTOSYNC_DISABLE: true });
  await sleep(120_000);
  expect(client.vector('Simulated mount', 'EQUATORIAL_EOD_COORD')?.state).toBe('Idle');
  expect(isOn(client.vector('Simulated dome', 'DOME_AUTOSYNC'), 'DOME_AUTOSYNC_ENABLE')).toBe(false);
});

test('settings are saved, come back with the next connection, and go to their first values again', async () => {
  const camera = 'Simulated camera';
  const { change, connected, client } = await indiSession();
  const gain = () => numberOf(client.vector(camera, 'CCD_GAIN'), 'GAIN');
  const configure = (button: string) => change(camera, 'CONFIG_PROCESS', { [button]: true });
  await expect(configure('CONFIG_SAVE')).rejects.toThrow(/Connect Simulated camera first/);
  await connected(camera);
  const first = gain();
  await change(camera, 'CCD_GAIN', { GAIN: 250 });
  await change(camera, 'CCD_BINNING', { HOR_BIN: 2, VER_BIN: 2 });
  await configure('CONFIG_SAVE');
  await change(camera, 'CCD_GAIN', { GAIN: 10 });
  await change(camera, 'CONNECTION', { DISCONNECT: true });
  await connected(camera);
  expect([gain(), numberOf(client.vector(camera, 'CCD_BINNING'), 'HOR_BIN')]).toEqual([250, 2]);
  await change(camera, 'CCD_GAIN', { GAIN: 10 });
  await configure('CONFIG_LOAD');
  expect(gain()).toBe(250);
  await configure('CONFIG_DEFAULT');
  expect(gain()).toBe(first);
  await configure('CONFIG_PURGE');
  await change(camera, 'CONNECTION', { DISCONNECT: true });
  await connected(camera);
  expect(gain()).toBe(first);
});

test('settings that fit no more are left, and it is said', async () => {
  const configuration = {
    load: () => ({ CCD_GAIN: { GAIN: 1e9 }, CCD_OFFSET: { OFFSET: 33 }, CCD_BINNING: { WRONG: 2 }, NOTHING: { X: 1 } }),
    save: () => {},
    purge: () => {},
  };
  const { connected, client, messages, sleep } = await indiSession({ configuration });
  await connected('Simulated camera');
  await sleep(1000);
  expect(numberOf(client.vector('Simulated camera', 'CCD_OFFSET'), 'OFFSET')).toBe(33);
  expect(messages.filter((text) => text.includes('stays as it is'))).toHaveLength(2);
});

test('two protocols see one device', async () => {
  const { connected, client, driver, sleep } = await indiSession();
  await connected('Simulated filter wheel');
  await driver('filterWheel').putPosition(4);
  await sleep(5000);
  expect(numberOf(client.vector('Simulated filter wheel', 'FILTER_SLOT'), 'FILTER_SLOT_VALUE')).toBe(5);
  await driver('filterWheel').disconnect?.();
  await sleep(2000);
  expect(client.vector('Simulated filter wheel', 'FILTER_SLOT')).toBeUndefined();
});
