import { deflateSync } from 'node:zlib';
import { VirtualClock } from '@uraniborg/core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ByteStream, Connect } from './byteStream.ts';
import { IndiClient, type IndiEvent } from './client.ts';
import { memoryPair } from './memoryPair.ts';
import { isOn, numberOf } from './vector.ts';

/** A server in memory of which a test writes every word. */
class ScriptedServer {
  readonly heard: string[] = [];
  readonly links: ByteStream[] = [];
  refuses = false;
  readonly connect: Connect = async () => {
    if (this.refuses) throw new Error('refused');
    const [near, far] = memoryPair();
    const link = this.links.push(far) - 1;
    far.listen({
      data: (bytes) => this.heard.push(`${link}: ${new TextDecoder().decode(bytes).trim()}`),
      end: () => {},
    });
    return near;
  };
  /** Says something on a link, the first unless told. */
  async say(text: string, link = 0): Promise<void> {
    await this.links[link]?.write(new TextEncoder().encode(text));
    await settle();
  }
}

/** Lets everything that is ready run. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

const focuser = (state: string, value: number) =>
  `<defNumberVector device="F" name="POS" state="${state}" perm="rw" timeout="30">
     <defNumber name="STEPS" format="%.0f" min="0" max="1000" step="1">${value}</defNumber></defNumberVector>`;
const report = (state: string, value: number) =>
  `<setNumberVector device="F" name="POS" state="${state}"><oneNumber name="STEPS">${value}</oneNumber></setNumberVector>`;

let server: ScriptedServer;
let client: IndiClient;
let clock: VirtualClock;
let stop: AbortController;
const waiting = () => ({ clock, signal: stop.signal });
/** Starts a change. */
function change(value: number, options = {}) {
  const changing = client.change('F', 'POS', { STEPS: value }, { ...waiting(), ...options });
  changing.catch(() => {}); // looked at later
  return changing;
}
/** What a promise that has no reason to wait has come to. */
const outcome = (promise: Promise<unknown>) =>
  Promise.race([
    promise.then(
      () => 'resolved',
      (error) => `${error.tag}: ${error.message}`,
    ),
    settle()
      .then(settle)
      .then(() => 'open'),
  ]);

beforeEach(async () => {
  server = new ScriptedServer();
  clock = new VirtualClock(0);
  stop = new AbortController();
  client = new IndiClient({ connect: server.connect, clock });
  await client.open(waiting());
  await server.say(focuser('Ok', 10));
});

describe('a change', () => {
  test('asks for everything first, then commands, and settles when Busy has become Ok', async () => {
    const changing = change(20);
    await settle();
    expect(server.heard[0]).toBe('0: <getProperties version="1.7"/>');
    expect(server.heard[1]?.replace(/\s+/g, ' ')).toBe(
      '0: <newNumberVector device="F" name="POS"> <oneNumber name="STEPS">20</oneNumber> </newNumberVector>',
    );
    await server.say(report('Busy', 15));
    expect(await outcome(changing)).toBe('open');
    await server.say(report('Ok', 20));
    expect(numberOf(await changing, 'STEPS')).toBe(20);
  });
  test('that ends Idle is done too (a guide pulse, an abort)', async () => {
    const changing = change(20);
    await settle();
    await server.say(report('Busy', 0) + report('Idle', 0));
    expect(await outcome(changing)).toBe('resolved');
  });
  test('that is refused says why, in the words of the driver', async () => {
    const changing = change(20);
    await settle();
    await server.say(
      `<message device="F" message="[INFO] Hm."/><message device="F" message="[ERROR] The gear is stuck."/><message device="F" message="[INFO] Sorry."/>${report('Alert', 10)}`,
    );
    expect(await outcome(changing)).toBe('DeviceError: F refused POS: The gear is stuck.');
  });
  test('survives an old Alert that is repeated once on the way to Ok', async () => {
    await server.say(report('Alert', 10));
    const changing = change(20);
    await settle();
    await server.say(report('Alert', 20));
    expect(await outcome(changing)).toBe('open');
    await server.say(report('Ok', 20));
    expect(await outcome(changing)).toBe('resolved');
  });
  test('that stays in its old Alert is refused', async () => {
    await server.say(report('Alert', 10));
    const changing = change(20);
    await settle();
    await server.say(report('Alert', 10));
    await expect(clock.run(changing)).rejects.toThrow('F refused POS: the driver does not say why');
    expect(clock.now()).toBe(500);
  });
  test('is not misled by forwarded requests of other clients, nor by other properties', async () => {
    const changing = change(20);
    await settle();
    await server.say(report('Ok', 99).replaceAll('set', 'new') + report('Ok', 20).replace('POS', 'OTHER'));
    expect(await outcome(changing)).toBe('open');
    expect(numberOf(client.vector('F', 'POS'), 'STEPS')).toBe(10);
  });
  test('can say itself when it has settled', async () => {
    const changing = change(20, { settled: (_: unknown, wasBusy: boolean) => wasBusy });
    await settle();
    await server.say(report('Ok', 10));
    expect(await outcome(changing)).toBe('open');
    await server.say(report('Busy', 15) + report('Ok', 20));
    expect(await outcome(changing)).toBe('resolved');
  });
  test('that the driver does not answer ends after the time the driver asks for', async () => {
    await expect(clock.run(change(20))).rejects.toThrow('Waited 30 s in vain for F to change POS: it did not answer');
    expect(clock.now()).toBe(30_000);
  });
  test('that stays Busy says so', async () => {
    const changing = change(20, { timeoutMs: 5000 });
    await settle();
    await server.say(report('Busy', 15));
    await expect(clock.run(changing)).rejects.toThrow('Waited 5 s in vain for F to change POS: it is still Busy');
  });
  test('can be stopped', async () => {
    const changing = change(20);
    await settle();
    stop.abort();
    expect(await outcome(changing)).toBe('AbortedError: Stopped');
  });
  test('ends when the property, the device or the link goes away', async () => {
    for (const [words, expected] of [
      ['<delProperty device="F" name="POS"/>', 'DeviceError: F went away while it changed POS'],
      ['<delProperty device="F"/>', 'DeviceError: F went away while it changed POS'],
    ] as const) {
      await server.say(focuser('Ok', 10));
      const changing = change(20);
      await settle();
      await server.say(words);
      expect(await outcome(changing)).toBe(expected);
    }
    await server.say(focuser('Ok', 10));
    const changing = change(20);
    await settle();
    server.links[0]?.close();
    await settle();
    expect(await outcome(changing)).toBe('TransportError: The link was lost while F changed POS');
  });
  test('of an element or value that cannot be is refused before it is sent', async () => {
    await server.say(
      '<defSwitchVector device="F" name="S" state="Ok" perm="rw" rule="OneOfMany"><defSwitch name="A">On</defSwitch><defSwitch name="B">Off</defSwitch></defSwitchVector><defLightVector device="F" name="L" state="Ok"><defLight name="A">Ok</defLight></defLightVector>',
    );
    const heard = server.heard.length;
    for (const [property, values, message] of [
      ['POS', { STEPS: 1001 }, 'F.POS.STEPS = 1001 is outside 0 to 1000'],
      ['POS', { STEPS: Number.NaN }, 'wants a finite number'],
      ['POS', { STEPS: 'ten' }, 'wants a number, not "ten"'],
      ['POS', { TURNS: 1 }, 'F.POS has no "TURNS", but STEPS'],
      ['POS', {}, 'Nothing to set in F.POS'],
      ['S', { A: true, B: true }, 'wants exactly one switch on, not 2'],
      ['S', { A: false }, 'wants exactly one switch on, not 0'],
      ['L', { A: true }, 'F.L can only be read'],
      ['NONE', { A: 1 }, 'F has no NONE'],
    ] as const)
      await expect(client.change('F', property, values, waiting())).rejects.toThrow(message);
    await expect(client.change('G', 'POS', { STEPS: 1 }, waiting())).rejects.toThrow(
      'The INDI server has no device "G"',
    );
    expect(server.heard.length).toBe(heard);
  });
  test('of one number sends the others as they are; of switches only the one', async () => {
    await server.say(
      '<defNumberVector device="F" name="N" perm="rw"><defNumber name="X" min="0" max="0">1.5</defNumber><defNumber name="Y" min="0" max="0">2</defNumber></defNumberVector><defSwitchVector device="F" name="S" perm="rw" rule="OneOfMany"><defSwitch name="A">On</defSwitch><defSwitch name="B">Off</defSwitch></defSwitchVector>',
    );
    await client.send('F', 'N', { Y: 7 });
    await client.send('F', 'S', { B: true, A: false });
    expect(server.heard.at(-2)).toContain('<oneNumber name="X">1.5</oneNumber>\n  <oneNumber name="Y">7</oneNumber>');
    expect(server.heard.at(-1)).toContain('\n  <oneSwitch name="B">On</oneSwitch>\n<');
  });
});

describe('the tree', () => {
  test('tolerates a report before the definition, elements it does not know, and definitions that come again', async () => {
    await server.say(
      '<setSwitchVector device="F" name="NEW" state="Ok"><oneSwitch name="A">On</oneSwitch></setSwitchVector>',
    );
    expect(client.vector('F', 'NEW')).toBeUndefined();
    await server.say(
      '<defSwitchVector device="F" name="NEW" rule="AnyOfMany"><defSwitch name="A">On</defSwitch></defSwitchVector><setSwitchVector device="F" name="NEW"><oneSwitch name="Z">On</oneSwitch></setSwitchVector>',
    );
    expect(isOn(client.vector('F', 'NEW'), 'A')).toBe(true);
    expect(isOn(client.vector('F', 'NEW'), 'Z')).toBeUndefined();
    await server.say(
      '<defSwitchVector device="F" name="NEW" rule="AnyOfMany"><defSwitch name="B">Off</defSwitch></defSwitchVector>',
    );
    expect(client.vector('F', 'NEW')?.elements.size).toBe(1);
  });
  test('takes new limits at run time', async () => {
    await server.say(
      '<setNumberVector device="F" name="POS"><oneNumber name="STEPS" min="0" max="50">10</oneNumber></setNumberVector>',
    );
    await expect(client.change('F', 'POS', { STEPS: 51 }, waiting())).rejects.toThrow('outside 0 to 50');
  });
  test('loses one property or the whole device', async () => {
    await server.say(`${focuser('Ok', 1).replace('POS', 'SECOND')}<delProperty device="F" name="POS"/>`);
    expect([...(client.devices.get('F')?.keys() ?? [])]).toEqual(['SECOND']);
    await server.say('<delProperty device="F"/>');
    expect(client.devices.size).toBe(0);
  });
  test('a vector seen before does not change', async () => {
    const before = client.vector('F', 'POS');
    await server.say(report('Busy', 11));
    expect([numberOf(before, 'STEPS'), before?.state]).toEqual([10, 'Ok']);
  });
});

describe('messages', () => {
  test('come with their level, from the server too', async () => {
    const events: IndiEvent[] = [];
    client.watch((event) => events.push(event));
    await server.say(
      '<message device="F" timestamp="2026-11-20T10:00:01" message="[WARNING] Cold &amp; wet."/><message message="Hello"/><setNumberVector device="F" name="POS" state="Ok" message="[INFO] There."/>',
    );
    expect(events.filter((e) => e.kind === 'message')).toEqual([
      {
        kind: 'message',
        device: 'F',
        level: 'warning',
        text: 'Cold & wet.',
        timestamp: Date.UTC(2026, 10, 20, 10, 0, 1),
      },
      { kind: 'message', device: undefined, level: 'info', text: 'Hello', timestamp: undefined },
      { kind: 'message', device: 'F', level: 'info', text: 'There.', timestamp: undefined },
    ]);
  });
  test('a ping is answered', async () => {
    await server.say('<pingRequest uid="7"/>');
    expect(server.heard.at(-1)).toBe('0: <pingReply uid="7"/>');
  });
});

describe('a lost link', () => {
  test('empties the tree, is tried again with growing pauses, and asks for everything anew', async () => {
    const events: string[] = [];
    client.watch((event) => events.push(event.kind === 'link' ? `link ${event.up} at ${clock.now()}` : event.kind));
    server.refuses = true;
    server.links[0]?.close();
    await settle();
    expect([client.isUp, client.devices.size]).toEqual([false, 0]);
    await expect(client.change('F', 'POS', { STEPS: 1 }, waiting())).rejects.toThrow(
      'The link to the INDI server is down',
    );
    const back = client.waitFor(() => client.vector('F', 'POS'), { ...waiting(), timeoutMs: 60_000, what: 'F' });
    // Attempts at 0.5, 1.5, 3.5, 7.5 s; then it is there again.
    await clock.run(clock.sleep(4000));
    server.refuses = false;
    await clock.run(clock.sleep(4000));
    expect(server.heard.at(-1)).toBe('1: <getProperties version="1.7"/>');
    await server.say(focuser('Ok', 33), 1);
    expect(numberOf(await back, 'STEPS')).toBe(33);
    expect(events).toEqual(['link false at 0', 'link true at 7500', 'defined']);
  });
  test('one that keeps breaking is tried more and more rarely', async () => {
    const times: number[] = [];
    client.watch((event) => {
      if (event.kind === 'link' && event.up) times.push(clock.now());
    });
    for (let i = 0; i < 4; i++) {
      await server.say('garbage', i);
      await clock.run(clock.sleep(9000));
    }
    expect(times).toEqual([500, 10_000, 20_000, 31_000]);
  });
  test('opening again tries at once', async () => {
    server.refuses = true;
    server.links[0]?.close();
    await settle();
    await expect(client.open(waiting())).rejects.toThrow('refused');
    server.refuses = false;
    await Promise.all([client.open(waiting()), client.open(waiting())]);
    expect(client.isUp).toBe(true);
    await clock.run(clock.sleep(100_000));
    expect(server.heard.filter((line) => line.includes('getProperties')).length).toBe(2);
  });
  test('garbage is a lost link, with the reason', async () => {
    const lost = client.waitFor((event) => (event?.kind === 'link' && !event.up ? event.reason.message : undefined), {
      ...waiting(),
      timeoutMs: 1,
      what: 'loss',
    });
    await server.say('HTTP/1.1 400 Bad Request');
    expect(await lost).toMatch(/Not INDI at byte \d+: text outside of any element, beginning "HTTP/);
  });
  test('closing tells who waits, and does not come back', async () => {
    const changing = change(20);
    await settle();
    client.close();
    expect(await outcome(changing)).toMatch(/TransportError: The link was lost while F changed POS/);
    await clock.run(clock.sleep(100_000));
    expect(server.links.length).toBe(1);
  });
  test('a first connection that is refused is an error', async () => {
    server.refuses = true;
    await expect(new IndiClient({ connect: server.connect, clock }).open(waiting())).rejects.toThrow('refused');
  });
});

describe('BLOBs', () => {
  const blobVector = (format: string, size: number, len: number, base64: string) =>
    `<setBLOBVector device="F" name="CCD1" state="Ok"><oneBLOB name="CCD1" size="${size}" format="${format}" len="${len}">\n${base64}\n</oneBLOB></setBLOBVector>`;
  async function subscribed() {
    const opening = client.receiveBlobs('F', 'CCD1', waiting());
    await settle();
    await server.say('<pingReply uid="blobs"/>', 1);
    return opening;
  }
  test('come on a connection of their own, which wants nothing else', async () => {
    await subscribed();
    expect(server.heard.filter((line) => line.startsWith('1:'))).toEqual([
      '1: <getProperties version="1.7" device="F" name="CCD1"/>',
      '1: <enableBLOB device="F" name="CCD1">Only</enableBLOB>',
      '1: <pingRequest uid="blobs"/>',
    ]);
  });
  test('are cut at len, and inflated when they end in .z', async () => {
    const blobs = await subscribed();
    const coming = blobs.next({ ...waiting(), timeoutMs: 1000, what: 'a BLOB' });
    await server.say(blobVector('.fits.fz', 9, 3, Buffer.from('abc\0\0\0\0\0').toString('base64')), 1);
    expect(await coming).toMatchObject({ format: '.fits.fz', bytes: new TextEncoder().encode('abc'), element: 'CCD1' });
    const second = blobs.next({ ...waiting(), timeoutMs: 1000, what: 'a BLOB' });
    const packed = deflateSync('stars and stars and stars');
    await server.say(blobVector('.fits.z', 25, packed.length, packed.toString('base64')), 1);
    expect(await second).toMatchObject({
      format: '.fits',
      bytes: new TextEncoder().encode('stars and stars and stars'),
    });
  });
  test('every frame of a stream is told, with its progress', async () => {
    const blobs = await subscribed();
    const seen: string[] = [];
    blobs.watch((event) => {
      if (event.kind === 'blob') seen.push(event.blob.format);
      if (event.kind === 'progress') seen.push(`${event.progress.received}/${event.progress.total}`);
    });
    const frame = blobVector('.stream', 6, 6, 'QUJDREVG');
    const middle = frame.indexOf('REVG');
    await server.say(frame.slice(0, middle), 1);
    await server.say(frame.slice(middle) + frame, 1);
    expect(seen).toEqual(['3/6', '6/6', '6/6', '.stream', '.stream']);
  });
  test.each([
    ['cut short', blobVector('.fits', 9, 9, 'QUJD'), /F.CCD1.CCD1 was lost: a BLOB cut short: 3 bytes of 9/],
    ['no base64', blobVector('.fits', 3, 3, '!!!!'), /is no base64/],
    ['no zlib', blobVector('.fits.z', 3, 3, 'QUJD'), /F.CCD1.CCD1 was lost: incorrect header check/],
    [
      'a bomb',
      blobVector('.fits.z', 2e9, 0, deflateSync(new Uint8Array(4e6)).toString('base64')).replace('len="0"', ''),
      /was lost: it becomes more than the 1000000 bytes allowed/,
    ],
  ])('one that is %s is an error, not a frame', async (_, words, message) => {
    client.close();
    client = new IndiClient({ connect: server.connect, clock, limits: { maxBlobBytes: 1e6 } });
    server.links.length = 0;
    await client.open(waiting());
    const blobs = await subscribed();
    const coming = blobs.next({ ...waiting(), timeoutMs: 1000, what: 'a BLOB' });
    coming.catch(() => {});
    await server.say(words, 1);
    await expect(coming).rejects.toThrow(message);
  });
  test('a link that breaks while one comes is an error at once; then it is opened again', async () => {
    const blobs = await subscribed();
    const coming = blobs.next({ ...waiting(), timeoutMs: 60_000, what: 'a BLOB' });
    coming.catch(() => {});
    await server.say(blobVector('.fits', 9, 9, 'QUJD').slice(0, -30), 1);
    server.links[1]?.close();
    await expect(coming).rejects.toThrow('The INDI server closed the link in the middle of a message');
    await clock.run(clock.sleep(600));
    expect(server.heard.at(-2)).toBe('2: <enableBLOB device="F" name="CCD1">Only</enableBLOB>');
    blobs.close();
  });
  test('can be given to a device', async () => {
    await server.say('<defBLOBVector device="F" name="UP" perm="wo"><defBLOB name="DATA"/></defBLOBVector>');
    await client.sendBlob('F', 'UP', 'DATA', { format: '.fits', bytes: new TextEncoder().encode('ABC') });
    await settle();
    expect(
      server.heard
        .slice(-5)
        .map((line) => line.slice(3))
        .join(''),
    ).toContain('<oneBLOB name="DATA" size="3" format=".fits" len="3">QUJD');
    await expect(client.sendBlob('F', 'POS', 'STEPS', { format: '', bytes: new Uint8Array(1) })).rejects.toThrow(
      'takes no BLOB',
    );
  });
});

test('refresh asks a device to answer, and notices when it does not', async () => {
  const answer = client.refresh('F', 'POS', { ...waiting(), timeoutMs: 1000 });
  await settle();
  expect(server.heard.at(-1)).toBe('0: <getProperties version="1.7" device="F" name="POS"/>');
  await server.say(focuser('Ok', 12));
  expect(numberOf(await answer, 'STEPS')).toBe(12);
  await expect(clock.run(client.refresh('F', 'POS', { ...waiting(), timeoutMs: 1000 }))).rejects.toThrow(
    'F to say what POS is',
  );
});
