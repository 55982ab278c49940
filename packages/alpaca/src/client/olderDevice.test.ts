import { DeviceError, VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { alpacaClient, createAlpacaHandler, memoryTransport, type Transport } from '../index.ts';

/** The way to a device of an older version, whose server has never heard of some members. */
function older(device: Parameters<typeof createAlpacaHandler>[0]['devices'][number], unknown: readonly string[]) {
  const clock = new VirtualClock(0);
  const server = { name: 'Test', manufacturer: 'Uraniborg', version: '0.1', location: 'Hven' };
  const inner = memoryTransport(createAlpacaHandler({ server, clock, devices: [device] }), { clock });
  const asked: string[] = [];
  const transport: Transport = async (request) => {
    const member = request.path.split('/').at(-1) ?? '';
    asked.push(member);
    if (unknown.includes(member))
      return { status: 400, contentType: 'text/plain', body: new TextEncoder().encode(`no ${member} here`) };
    return inner(request);
  };
  return { transport, asked };
}
const named = { number: 0, name: 'Old', uniqueId: 'old' };

test('a cover of version 1 moves while its state says so, a light changes while it is not ready', async () => {
  let cover: 'moving' | 'open' = 'moving';
  const driver = {
    interfaceVersion: () => 1,
    coverState: () => cover,
    calibratorState: () => 'notReady' as const,
  };
  const { transport, asked } = older({ ...named, type: 'coverCalibrator', driver }, [
    'covermoving',
    'calibratorchanging',
  ]);
  const client = alpacaClient('coverCalibrator', 0, { transport });
  await client.putConnected(true);
  expect(await client.coverMoving()).toBe(true);
  cover = 'open';
  expect(await client.coverMoving()).toBe(false);
  expect(await client.calibratorChanging()).toBe(true);
  // What it does not have is asked for once.
  expect(asked.filter((member) => member === 'covermoving')).toHaveLength(1);
  expect(asked.filter((member) => member === 'interfaceversion')).toHaveLength(1);
});

test('a switch of version 2 is not asynchronous; a server that does not know its version has the first', async () => {
  const driver = {
    interfaceVersion: () => 2,
    maxSwitch: () => 1,
    getSwitchName: () => 'Heater',
    getSwitch: () => true,
    getSwitchValue: () => 1,
  };
  const second = alpacaClient('switch', 0, older({ ...named, type: 'switch', driver }, ['canasync']));
  await second.putConnected(true);
  expect(await second.canAsync(0)).toBe(false);
  const first = alpacaClient(
    'switch',
    0,
    older({ ...named, type: 'switch', driver }, ['interfaceversion', 'getswitchdescription', 'canwrite']),
  );
  await first.putConnected(true);
  expect(await first.getSwitchDescription(0)).toBe('Heater');
  expect(await first.canWrite(0)).toBe(true);
});

test('a member that the version of the device has is not made up', async () => {
  const driver = { interfaceVersion: () => 2, coverState: () => 'open' as const };
  const client = alpacaClient(
    'coverCalibrator',
    0,
    older({ ...named, type: 'coverCalibrator', driver }, ['covermoving']),
  );
  await client.putConnected(true);
  await expect(client.coverMoving()).rejects.toBeInstanceOf(DeviceError);
});
