import { VirtualClock } from '@uraniborg/core';
import { describe, expect, test } from 'vitest';
import { IndiClient } from './client.ts';
import { memoryPair } from './memoryPair.ts';
import { PropertyServer } from './propertyServer.ts';
import { record } from './record.ts';
import { replay } from './replay.ts';
import { type NumberVector, numberOf } from './vector.ts';

const position: NumberVector = {
  type: 'number',
  device: 'Fokussiergerät',
  name: 'POS',
  label: 'Position',
  group: 'Main',
  state: 'Ok',
  permission: 'rw',
  timeoutSeconds: 60,
  timestamp: undefined,
  elements: new Map([
    ['STEPS', { name: 'STEPS', label: 'Steps', format: '%.0f', min: 0, max: 1000, step: 1, value: 10 }],
  ]),
};

/** A focuser that takes 3 s for a move, and a client that makes one. */
async function session(client: IndiClient, clock: VirtualClock): Promise<number> {
  const waiting = { clock, signal: new AbortController().signal };
  await client.open(waiting);
  await client.defined(position.device, 'POS', { ...waiting, timeoutMs: 1000 });
  const done = await client.change(position.device, 'POS', { STEPS: 20 }, waiting);
  client.close();
  return numberOf(done, 'STEPS') ?? -1;
}

async function recorded(): Promise<string[]> {
  const clock = new VirtualClock(1_000_000);
  const properties = new PropertyServer({ clock });
  properties.define(position, async (values) => {
    properties.set(position.device, 'POS', { state: 'Busy' });
    await clock.sleep(3000);
    properties.set(position.device, 'POS', { state: 'Ok', values });
  });
  const lines: string[] = [];
  const connect = record(
    async () => {
      const [near, far] = memoryPair();
      void properties.serve(far);
      return near;
    },
    clock,
    (line) => lines.push(line),
  );
  expect(await clock.run(session(new IndiClient({ connect, clock }), clock))).toBe(20);
  return lines;
}

describe('a recording', () => {
  test('answers again as it did, with its pauses', async () => {
    const lines = await recorded();
    expect(lines.map((line) => JSON.parse(line).t)).toEqual(expect.arrayContaining([0, 3000]));
    const clock = new VirtualClock(0);
    expect(await clock.run(session(new IndiClient({ connect: replay(lines, clock), clock }), clock))).toBe(20);
    expect(clock.now()).toBe(3000);
  });
  test('says what was sent otherwise', async () => {
    const lines = (await recorded()).map((line) => line.replace('>20<', '>21<'));
    const clock = new VirtualClock(0);
    const failed = clock.run(session(new IndiClient({ connect: replay(lines, clock), clock }), clock));
    await expect(failed).rejects.toMatchObject({
      cause: { cause: { message: expect.stringMatching(/20.*was sent where the recording has.*21/s) } },
    });
  });
  test('keeps bytes that are no text', async () => {
    const clock = new VirtualClock(0);
    const [near, far] = memoryPair();
    const lines: string[] = [];
    const stream = await record(
      async () => near,
      clock,
      (line) => lines.push(line),
    )({ clock, signal: new AbortController().signal });
    const got: number[][] = [];
    stream.listen({ data: (bytes) => got.push([...bytes]), end: () => got.push([]) });
    await far.write(Uint8Array.of(0xc3));
    await far.write(Uint8Array.of(0xa9, 0x41));
    far.close();
    await clock.run(clock.sleep(0));
    const again: number[][] = [];
    const replayed = await replay(lines, clock)({ clock, signal: new AbortController().signal });
    replayed.listen({ data: (bytes) => again.push([...bytes]), end: () => again.push([]) });
    await clock.run(clock.sleep(1));
    expect(got).toEqual([[0xc3], [0xa9, 0x41], []]);
    expect(again).toEqual(got);
  });
  test.each(['x', '{}', 'null', '{"t":0,"link":-1,"way":"<"}', '{"t":0,"link":0,"way":"<","text":1}'])(
    'refuses %s',
    (line) => {
      expect(() => replay([line], new VirtualClock(0))).toThrow(/is no line of an INDI recording/);
    },
  );
});
