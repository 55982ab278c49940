import { VirtualClock } from '@uraniborg/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { memoryPair } from './memoryPair.ts';
import type { IndiMessage } from './message.ts';
import { MessageReader } from './messageReader.ts';
import { PropertyServer } from './propertyServer.ts';
import type { Vector } from './vector.ts';

const base = {
  device: 'D',
  label: '',
  group: 'G',
  state: 'Idle',
  permission: 'rw',
  timeoutSeconds: 0,
  timestamp: undefined,
} as const;
const number: Vector = {
  ...base,
  type: 'number',
  name: 'N',
  elements: new Map([['X', { name: 'X', label: 'X', format: '%g', min: 0, max: 10, step: 1, value: 1 }]]),
};
const choice: Vector = {
  ...base,
  type: 'switch',
  name: 'S',
  rule: 'OneOfMany',
  elements: new Map([
    ['A', { name: 'A', label: 'A', value: true }],
    ['B', { name: 'B', label: 'B', value: false }],
  ]),
};
const frame: Vector = {
  ...base,
  type: 'blob',
  name: 'CCD1',
  permission: 'ro',
  elements: new Map([['CCD1', { name: 'CCD1', label: '' }]]),
};
const other: Vector = { ...number, device: 'E' };

const settle = () => new Promise((resolve) => setImmediate(resolve));

let properties: PropertyServer;

/** A client of which a test writes every word; `heard` is what it got, in short. */
function peer() {
  const [near, far] = memoryPair();
  const messages: IndiMessage[] = [];
  const reader = new MessageReader({ message: (message) => messages.push(message) });
  let ended = false;
  near.listen({
    data: (bytes) => reader.push(bytes),
    end: () => {
      ended = true;
    },
  });
  const served = properties.serve(far);
  return {
    messages,
    served,
    ended: () => ended,
    close: () => near.close(),
    async say(text: string) {
      void near.write(new TextEncoder().encode(text));
      await settle();
      return this;
    },
    heard() {
      return messages.splice(0).map((m) => {
        if (m.tag === 'def') return `def ${m.vector.device}.${m.vector.name} ${m.vector.state}`;
        if (m.tag === 'set')
          return `set ${m.device}.${m.name} ${m.state} ${m.elements.map((e) => `${e.name}=${'value' in e ? e.value : e.bytes.length}`)}`;
        if (m.tag === 'message') return `message ${m.message}`;
        if (m.tag === 'delProperty') return `delProperty ${m.device}.${m.name}`;
        return m.tag;
      });
    },
  };
}

beforeEach(() => {
  properties = new PropertyServer({ clock: new VirtualClock(0) });
  for (const vector of [number, choice, frame, other]) properties.define(vector);
});

describe('who hears what', () => {
  test('nothing before it asks; then everything, one device, or one property', async () => {
    const all = peer();
    properties.set('D', 'N', { state: 'Ok' });
    await settle();
    expect(all.heard()).toEqual([]);
    await all.say('<getProperties version="1.7"/>');
    expect(all.heard()).toEqual(['def D.N Ok', 'def D.S Idle', 'def D.CCD1 Idle', 'def E.N Idle']);
    const one = await peer().say('<getProperties version="1.7" device="E"/>');
    const property = await peer().say('<getProperties version="1.7" device="D" name="S"/>');
    expect([one.heard(), property.heard()]).toEqual([['def E.N Idle'], ['def D.S Idle']]);
    properties.set('D', 'S', { values: { B: true }, state: 'Ok' });
    properties.set('E', 'N', { values: { X: 2 } });
    properties.message('D', 'INFO', 'hello');
    properties.message(undefined, 'WARNING', 'all');
    properties.remove('D');
    await settle();
    expect(one.heard()).toEqual(['set E.N Idle X=2', 'message [WARNING] all']);
    expect(property.heard()).toEqual([
      'set D.S Ok A=false,B=true',
      'message [INFO] hello',
      'message [WARNING] all',
      'delProperty D.undefined',
    ]);
    expect(all.heard()).toEqual([
      'set D.S Ok A=false,B=true',
      'set E.N Idle X=2',
      'message [INFO] hello',
      'message [WARNING] all',
      'delProperty D.undefined',
    ]);
  });
  test('BLOBs: never, also or only, for a device or a property', async () => {
    const never = await peer().say('<getProperties version="1.7"/>');
    const also = await peer().say('<getProperties version="1.7"/><enableBLOB device="D">Also</enableBLOB>');
    const only = await peer().say(
      '<getProperties version="1.7" device="D"/><enableBLOB device="D" name="CCD1">Also</enableBLOB><enableBLOB device="D">Only</enableBLOB>',
    );
    for (const p of [never, also, only]) p.heard();
    await properties.sendBlob('D', 'CCD1', 'CCD1', { format: '.fits', bytes: new Uint8Array(300_000) });
    properties.set('D', 'N', { values: { X: 3 } });
    await settle();
    expect([never.heard(), also.heard(), only.heard()]).toEqual([
      ['set D.N Idle X=3'],
      ['set D.CCD1 Ok CCD1=300000', 'set D.N Idle X=3'],
      ['set D.CCD1 Ok CCD1=300000'],
    ]);
  });
});

describe('a request', () => {
  test('is taken as it is without a handler, and refused in the ways of a driver', async () => {
    const p = await peer().say('<getProperties version="1.7"/>');
    p.heard();
    const ask = async (text: string) => (await p.say(text)).heard();
    const n = (name: string, element: string, value: string) =>
      `<newNumberVector device="D" name="${name}"><oneNumber name="${element}">${value}</oneNumber></newNumberVector>`;
    expect(await ask(n('N', 'X', '5'))).toEqual(['set D.N Ok X=5']);
    expect(await ask(n('N', 'X', '50'))).toEqual([
      'message [ERROR] D.N.X = 50 is outside 0 to 10',
      'set D.N Alert X=5',
    ]);
    expect(await ask(n('N', 'Y', '5'))).toEqual(['message [ERROR] D.N has no "Y", but X', 'set D.N Alert X=5']);
    expect(await ask(n('N', 'X', 'five'))).toEqual([
      'message [ERROR] D.N.X wants a finite number, not null',
      'set D.N Alert X=5',
    ]);
    expect(await ask(n('NONE', 'X', '5'))).toEqual([]);
    expect(
      await ask('<newSwitchVector device="D" name="S"><oneSwitch name="B">On</oneSwitch></newSwitchVector>'),
    ).toEqual(['set D.S Ok A=false,B=true']);
    expect(
      await ask(
        '<newBLOBVector device="D" name="CCD1"><oneBLOB name="CCD1" size="0" len="0" format=""/></newBLOBVector>',
      ),
    ).toEqual([]);
    expect(await ask('<pingRequest uid="a"/>')).toEqual(['pingReply']);
  });
  test('goes to its handler; what that throws is told', async () => {
    properties.define(number, async (values) => {
      properties.set('D', 'N', { state: 'Busy' });
      await settle();
      if (values.X === 9) throw new Error('the axis is stuck');
      properties.set('D', 'N', { state: 'Ok', values, limits: { X: { max: 20 } } });
    });
    const p = await peer().say('<getProperties version="1.7" device="D" name="N"/>');
    p.heard();
    await p.say('<newNumberVector device="D" name="N"><oneNumber name="X">4</oneNumber></newNumberVector>');
    await settle();
    expect(p.heard()).toEqual(['set D.N Busy X=1', 'set D.N Ok X=4']);
    expect(properties.vector('D', 'N')?.elements.get('X')).toMatchObject({ max: 20 });
    await p.say('<newNumberVector device="D" name="N"><oneNumber name="X">9</oneNumber></newNumberVector>');
    await settle();
    expect(p.heard()).toEqual(['set D.N Busy X=4', 'message [ERROR] the axis is stuck', 'set D.N Alert X=4']);
  });
});

test('a mistake of the device itself is an error', () => {
  expect(() => properties.set('D', 'NONE', {})).toThrow('D.NONE is not defined');
  expect(() => properties.set('D', 'N', { values: { Y: 1 } })).toThrow('D.N has no "Y"');
  expect(() => properties.set('D', 'N', { values: { X: 'a' } })).toThrow('D.N.X cannot be "a"');
});

describe('peers', () => {
  test('one that says what is not INDI is let go of, and no other', async () => {
    const good = await peer().say('<getProperties version="1.7" device="E"/>');
    const bad = await peer().say('GET / HTTP/1.1');
    await bad.served;
    expect([bad.ended(), good.ended()]).toEqual([true, false]);
  });
  test('one that does not read is let go of before it fills the memory, and misses stream frames before that', async () => {
    properties = new PropertyServer({ clock: new VirtualClock(0), maxWaitingBytes: 20e6 });
    properties.define(frame);
    const [near, far] = memoryPair();
    const served = properties.serve(far, 'Also');
    await near.write(new TextEncoder().encode('<getProperties version="1.7"/>'));
    // From now on nobody listens at the near end.
    const stream = { format: '.stream', bytes: new Uint8Array(4e6) };
    for (let i = 0; i < 100; i++) void properties.sendBlob('D', 'CCD1', 'CCD1', stream);
    await settle();
    let gone = false;
    void served.then(() => {
      gone = true;
    });
    await settle();
    expect(gone).toBe(false);
    for (let i = 0; i < 10; i++) void properties.sendBlob('D', 'CCD1', 'CCD1', { ...stream, format: '.fits' });
    await served;
  });
});
