import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IndiMessage } from './message.ts';
import { MessageReader, type ReaderLimits } from './messageReader.ts';
import { PropertyTree } from './propertyTree.ts';
import { numberOf } from './vector.ts';
import { writeMessage } from './writeMessage.ts';

function read(chunks: Iterable<Uint8Array>, limits: Partial<ReaderLimits> = {}): IndiMessage[] {
  const messages: IndiMessage[] = [];
  const reader = new MessageReader({ message: (message) => messages.push(message) }, limits);
  for (const chunk of chunks) {
    // As a socket does: a Buffer that is used again for what comes next.
    const lent = Buffer.from(chunk);
    reader.push(lent);
    lent.fill(0x58);
  }
  return messages;
}
const readText = (text: string, limits?: Partial<ReaderLimits>) => read([new TextEncoder().encode(text)], limits);
const capture = (name: string) => gunzipSync(readFileSync(new URL(`../fixtures/${name}`, import.meta.url)));

const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((s) => s.trim())
  .filter((s) => s !== '' && !/\p{Cc}|\uFFFD/u.test(s) && s.isWellFormed());
const state = fc.constantFrom('Idle', 'Ok', 'Busy', 'Alert');
const stamp = fc.option(
  fc.integer({ min: 0, max: 4e9 }).map((s) => s * 1000),
  { nil: undefined },
);
const head = { device: word, name: word, timestamp: stamp, message: fc.option(word, { nil: undefined }) };
const number = fc.double().map((value) => value + 0 /* the sign of zero is not sent */);
const blob = fc
  .record({ name: word, format: word, bytes: fc.uint8Array({ maxLength: 500 }) })
  .map((b) => ({ ...b, size: b.bytes.length, fault: undefined }));
const elements = <T>(value: fc.Arbitrary<T>) => fc.array(fc.record({ name: word, value }), { maxLength: 4 });
const change = fc.oneof(
  fc.record({ type: fc.constant('number' as const), elements: elements(number) }),
  fc.record({ type: fc.constant('text' as const), elements: elements(word) }),
  fc.record({ type: fc.constant('switch' as const), elements: elements(fc.boolean()) }),
  fc.record({ type: fc.constant('blob' as const), elements: fc.array(blob, { maxLength: 3 }) }),
);
const message = fc.oneof(
  fc.record({
    tag: fc.constant('getProperties' as const),
    version: fc.constant('1.7'),
    device: fc.option(word, { nil: undefined }),
    name: fc.option(word, { nil: undefined }),
  }),
  fc.record({
    tag: fc.constant('enableBLOB' as const),
    device: word,
    name: fc.option(word, { nil: undefined }),
    mode: fc.constantFrom('Never', 'Also', 'Only'),
  }),
  fc.record({
    tag: fc.constant('delProperty' as const),
    device: word,
    name: fc.option(word, { nil: undefined }),
    timestamp: stamp,
    message: head.message,
  }),
  fc.record({
    tag: fc.constant('message' as const),
    device: fc.option(word, { nil: undefined }),
    timestamp: stamp,
    message: word,
  }),
  fc.record({ tag: fc.constantFrom('pingRequest', 'pingReply'), uid: word }),
  fc.tuple(fc.record({ tag: fc.constant('new' as const), ...head }), change).map(([a, b]) => ({ ...a, ...b })),
  fc
    .tuple(fc.record({ tag: fc.constant('set' as const), ...head, state, timeoutSeconds: fc.nat(100) }), change)
    .map(([a, b]) => ({ ...a, ...b })),
) as fc.Arbitrary<IndiMessage>;

describe('messages', () => {
  test('are read back as they were written, however they are cut', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 4 }), fc.array(fc.nat(2000), { maxLength: 5 }), (messages, cuts) => {
        const bytes = Buffer.concat(messages.flatMap((m) => [...writeMessage(m)]));
        const at = [0, ...cuts.map((c) => c % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
        expect(read(at.slice(1).map((end, i) => bytes.subarray(at[i], end)))).toEqual(messages);
      }),
      { numRuns: 300 },
    );
  });

  test('a whole definition comes back', () => {
    const definitions = read([capture('all_props_1.9.9.xml.gz')]).filter((m) => m.tag === 'def');
    expect(definitions.length).toBe(427);
    expect(read(definitions.flatMap((m) => [...writeMessage(m)]))).toEqual(definitions);
  });
});

describe('what the drivers of Debian say', () => {
  test.each([
    ['all_props_1.9.9.xml.gz', 455, 17],
    ['all_props_2.2.4.xml.gz', 533, 15],
  ])('%s becomes a tree', (file, count, devices) => {
    const messages = read([capture(file)]);
    const tree = new PropertyTree();
    for (const m of messages)
      if (m.tag === 'def') tree.define(m);
      else if (m.tag === 'set') tree.set(m);
    expect([messages.length, tree.devices.size]).toEqual([count, devices]);
    expect(tree.get('CCD Simulator', 'CCD_INFO')?.type).toBe('number');
  });
  test('the last report counts', () => {
    const tree = new PropertyTree();
    for (const m of read([capture('all_props_1.9.9.xml.gz')]))
      if (m.tag === 'def') tree.define(m);
      else if (m.tag === 'set') tree.set(m);
    expect(numberOf(tree.get('Telescope Simulator', 'EQUATORIAL_EOD_COORD'), 'RA')).toBe(7.950087917789502);
  });
});

describe('careless drivers', () => {
  test('what is left out takes its neutral value', () => {
    const [def] = readText('<defNumberVector device="" name=""/>');
    expect(def).toMatchObject({
      tag: 'def',
      vector: { device: '', name: '', state: 'Idle', permission: 'ro', timeoutSeconds: 0 },
    });
    expect(
      readText(
        '<setNumberVector device="D" name="N" state="Fine"><oneNumber name="X">many</oneNumber></setNumberVector>',
      ),
    ).toMatchObject([{ state: undefined, elements: [{ name: 'X', value: Number.NaN }] }]);
  });
  test('an element INDI does not know is ignored, and what is in it', () => {
    expect(readText('<html><body><p>hello</p></body></html><pingReply uid="1"/>')).toEqual([
      { tag: 'pingReply', uid: '1' },
    ]);
  });
  test('limits may change with a report', () => {
    const text =
      '<setNumberVector device="D" name="N"><oneNumber name="X" min="1" max="9">2</oneNumber></setNumberVector>';
    expect(readText(text)).toMatchObject([{ elements: [{ name: 'X', value: 2, min: 1, max: 9 }] }]);
  });
});

describe('hostile senders', () => {
  const vector = (elements: string) => `<setBLOBVector device="D" name="B">${elements}</setBLOBVector>`;
  test('a BLOB beyond the limit is skipped with a reason, and the rest is read', () => {
    const text = `${vector(`<oneBLOB name="X" format=".fits" size="1" len="2000">${'A'.repeat(4000)}</oneBLOB>`)}<pingReply uid="1"/>`;
    const [set, ping] = readText(text, { maxBlobBytes: 1000 });
    expect(set).toMatchObject({ elements: [{ name: 'X', fault: expect.stringContaining('2000 bytes') }] });
    expect(ping).toEqual({ tag: 'pingReply', uid: '1' });
  });
  test('a BLOB whose length is not said is bounded too', () => {
    const [set] = readText(vector(`<oneBLOB name="X" format=".z">${'A'.repeat(4000)}</oneBLOB>`), {
      maxBlobBytes: 1000,
    });
    expect(set).toMatchObject({ elements: [{ fault: expect.stringContaining('1000') }] });
  });
  test('a BLOB cut short is no BLOB', () => {
    const [set] = readText(vector('<oneBLOB name="X" format=".fits" size="30" len="30">QUJD</oneBLOB>'));
    expect(set).toMatchObject({
      elements: [{ fault: expect.stringContaining('3 bytes of 30'), bytes: new Uint8Array(0) }],
    });
  });
  test.each([
    ['endless text', `<defTextVector device="D" name="T"><defText name="X">${'x'.repeat(2000)}`],
    ['endless elements', `<defTextVector device="D" name="T">${'<defText name="X"/>'.repeat(200)}`],
    ['endless entities', `<defTextVector device="D" name="T"><defText name="X">${'&amp;'.repeat(2000)}`],
  ])('%s: the link is given up', (_, text) => {
    expect(() => readText(text, { maxMessageBytes: 1500 })).toThrow(/more than 1500 bytes/);
  });
  test('properties without end: the tree refuses before the memory is full', () => {
    const tree = new PropertyTree();
    const text = (name: string) =>
      `<defTextVector device="D" name="${name}"><defText name="X">${'x'.repeat(1e6)}</defText></defTextVector>`;
    expect(() => {
      for (let i = 0; i < 100; i++) for (const m of readText(text(`T${i}`))) if (m.tag === 'def') tree.define(m);
    }).toThrow(/without end/);
    // Defining the same again and again is no more than one.
    const again = new PropertyTree();
    for (let i = 0; i < 100; i++) for (const m of readText(text('T'))) if (m.tag === 'def') again.define(m);
    expect(again.devices.size).toBe(1);
  });
  test('several BLOBs in one message share the limit', () => {
    const one = (name: string) =>
      `<oneBLOB name="${name}" format=".bin" size="600" len="600">${'A'.repeat(800)}</oneBLOB>`;
    const [set] = readText(vector(one('A') + one('B')), { maxBlobBytes: 1000 });
    expect(set).toMatchObject({ elements: [{ fault: undefined }, { fault: expect.stringContaining('600 bytes') }] });
  });
});
