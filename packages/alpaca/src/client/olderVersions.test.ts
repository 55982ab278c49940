/** Every device type at every version of its interface before ASCOM Platform 7. */
import { DeviceError, VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { type DeviceType, deviceTypes } from '../deviceTypes.ts';
import { type AlpacaClient, alpacaClient, createAlpacaHandler, memoryTransport, type Transport } from '../index.ts';
import { type Member, memberParameters, membersByPath, sinceVersion } from '../memberIndex.ts';
import { exampleDevices } from '../testing/exampleDrivers.ts';

const versions = (Object.keys(deviceTypes) as DeviceType[]).flatMap((type) =>
  Array.from({ length: deviceTypes[type].platform7 - 1 }, (_, i) => [type, i + 1] as const),
);

/** A server that knows no more than a version had, and says 400 to the rest. */
function serverOf(type: DeviceType, version: number, clock: VirtualClock) {
  const server = { name: 'Test', manufacturer: 'Uraniborg', version: '0.1', location: 'Hven' };
  const newer = memoryTransport(createAlpacaHandler({ server, clock, devices: exampleDevices() }), { clock });
  const refused: string[] = [];
  const transport: Transport = (request) => {
    const member = membersByPath(type).get(request.path.split('/').at(-1) ?? '');
    if (!member || sinceVersion(type, member.row) > version) {
      refused.push(request.path);
      return Promise.resolve({ status: 400, contentType: 'text/plain', body: new TextEncoder().encode('unknown') });
    }
    if (member.name !== 'InterfaceVersion') return newer(request);
    const body = new TextEncoder().encode(JSON.stringify({ Value: version, ErrorNumber: 0, ErrorMessage: '' }));
    return Promise.resolve({ status: 200, contentType: 'application/json', body });
  };
  return { transport, refused };
}

test.each(versions)('a %s of version %i connects, tells its state and disconnects', async (type, version) => {
  const clock = new VirtualClock(0);
  const { transport, refused } = serverOf(type, version, clock);
  const client = alpacaClient(type, 0, { transport }) as AlpacaClient<DeviceType>;
  const until = async (connected: boolean) => {
    while (await client.connecting()) await clock.sleep(10);
    expect(await client.connected()).toBe(connected);
  };
  const session = async () => {
    await client.connect();
    await until(true);
    const state = await client.deviceState();
    expect(Object.values(state).filter((value) => value === undefined)).toEqual([]);
    await client.disconnect();
    await until(false);
  };
  await clock.run(session());
  // What came with Platform 7 is not asked for in vain.
  expect(refused.filter((path) => /(?:connect|connecting|disconnect|devicestate)$/.test(path))).toEqual([]);
});

test.each(versions)(
  'what a %s of version %i lacks is told by the table, or refused in a sentence',
  async (type, version) => {
    const clock = new VirtualClock(0);
    const client = alpacaClient(type, 0, { transport: serverOf(type, version, clock).transport });
    const told: string[] = [];
    const ask = async (member: Member) => {
      const given = memberParameters(member, false).map(({ type: kind }) => (kind === 'telescopeAxis' ? 'primary' : 0));
      try {
        await (Reflect.get(client, member.method) as (...values: unknown[]) => Promise<unknown>)(...given);
        told.push(member.name);
      } catch (error) {
        expect(error).toBeInstanceOf(DeviceError);
        expect(String(error)).toContain(member.name);
      }
    };
    const newer = [...membersByPath(type).values()].filter(
      ({ row }) =>
        typeof row.since === 'number' && row.since > version && row.access !== 'command' && row.type !== 'image',
    );
    await clock.run(
      (async () => {
        await client.putConnected(true);
        for (const member of newer) await ask(member);
      })(),
    );
    // Whatever has a plain default needs no driver.
    const plain = newer.filter(({ row }) => row.default !== undefined && typeof row.default !== 'object');
    expect(told).toEqual(expect.arrayContaining(plain.map(({ name }) => name)));
  },
);
