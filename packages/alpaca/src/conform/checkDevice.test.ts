import { seededRandom, VirtualClock } from '@uraniborg/core';
import { describe, expect, test } from 'vitest';
import { type DeviceType, deviceTypes } from '../deviceTypes.ts';
import { createAlpacaHandler } from '../server/handler.ts';
import type { Transport } from '../transport.ts';
import { memoryTransport } from '../transports/memory.ts';
import { type CheckReport, checkDevice } from './checkDevice.ts';
import type { Finding } from './finding.ts';
import { reportJson, reportText, tally } from './report.ts';
import { reportHtml } from './reportHtml.ts';
import { type RuleName, rules } from './rules.ts';
import { type BrokenDevice, brokenDevices } from './testing/brokenDevices.ts';
import { soundRig } from './testing/soundRig.ts';

const server = { name: 'Test', manufacturer: 'Uraniborg', version: '0.1', location: 'Hven' };

function check(type: DeviceType, broken: BrokenDevice['broken'] = (sound) => sound): Promise<CheckReport> {
  const clock = new VirtualClock(Date.UTC(2026, 10, 20, 22));
  const handler = createAlpacaHandler({ server, devices: soundRig(clock), clock });
  const transport = broken(memoryTransport(handler, { clock }), clock);
  return clock.run(checkDevice({ transport, type, number: 0 }, { clock, signal: new AbortController().signal }));
}

const wrong = ({ findings }: CheckReport) =>
  findings.filter(({ outcome }) => outcome === 'error' || outcome === 'issue' || outcome === 'slow');

describe('nothing is wrong with a sound', () => {
  test.each(Object.keys(deviceTypes) as DeviceType[])('%s', async (type) => {
    const report = await check(type);
    expect(wrong(report)).toEqual([]);
    expect(report.name).toBe('Sound');
  });
});

describe('a broken device is found out by', () => {
  test.each(Object.keys(rules) as RuleName[])('%s', async (rule) => {
    const { type, broken } = brokenDevices[rule];
    const report = await check(type, broken);
    const found = wrong(report).filter((finding) => finding.rule === rule);
    expect(found.length).toBeGreaterThan(0);
    for (const { outcome } of found) expect(outcome).toBe(rules[rule].breach);
  });
});

test('the checks are as many as a thorough checker makes', async () => {
  let checks = 0;
  for (const type of Object.keys(deviceTypes) as DeviceType[]) checks += (await check(type)).findings.length;
  expect(checks).toBeGreaterThan(2000);
});

test.each(Object.keys(deviceTypes) as DeviceType[])(
  'a server that answers nonsense is no end of the check: %s',
  async (type) => {
    const values: readonly unknown[] = [
      true,
      false,
      0,
      1,
      -1,
      1.5,
      'x',
      '',
      null,
      [],
      [null],
      [1],
      [{}],
      {},
      { toString: 1, valueOf: 1 },
    ];
    for (let seed = 0; seed < 5; seed++) {
      const clock = new VirtualClock(Date.UTC(2026, 10, 20, 22));
      const random = seededRandom(seed);
      const any = () => values[Math.floor(random.uniform() * values.length)];
      const transport: Transport = async ({ path }) => {
        const known = { connected: true, connecting: false, interfaceversion: deviceTypes[type].platform7 };
        const value = Object.entries(known).find(([member]) => path.endsWith(member))?.[1] ?? any();
        const odd = random.uniform() < 0.3;
        const answer = odd
          ? { Value: value, ErrorNumber: any(), ErrorMessage: any(), ClientTransactionID: any() }
          : { Value: value, ErrorNumber: 0, ErrorMessage: '', ClientTransactionID: 1, ServerTransactionID: 1 };
        return { status: 200, contentType: 'application/json', body: new TextEncoder().encode(JSON.stringify(answer)) };
      };
      const report = await clock.run(
        checkDevice({ transport, type, number: 0 }, { clock, signal: new AbortController().signal }),
      );
      expect(wrong(report).length).toBeGreaterThan(0);
      expect(reportHtml([report], 'Nonsense')).toContain('</html>');
    }
  },
);

test('the report says what is wrong, why it matters and where it is defined', async () => {
  const report = await check('focuser', brokenDevices['command.arrives'].broken);
  expect(tally(report.findings).error).toBeGreaterThan(0);
  const text = reportText([report]);
  expect(text).toContain('Rule command.arrives: When an operation has ended, the device stands where it was sent');
  expect(text).toContain('https://ascom-standards.org/newdocs/focuser.html#Focuser.Move');
  const page = reportHtml([{ ...report, name: '<script>alert(1)</script>' }], 'Conformance');
  expect(page).not.toContain('<script>');
  expect(page).toContain('When an operation has ended');
  expect(page).toContain(`Rule <code>command.arrives</code>`);
  expect(page).toContain('It does not conform: ');
  const [told] = JSON.parse(reportJson([report])) as [{ tally: unknown; findings: Record<string, string>[] }];
  expect(told.tally).toEqual(tally(report.findings));
  expect(told.findings.find(({ rule, outcome }) => rule === 'command.arrives' && outcome === 'error')).toMatchObject({
    title: rules['command.arrives'].title,
    why: rules['command.arrives'].why,
    definition: 'https://ascom-standards.org/newdocs/focuser.html#Focuser.Move',
  });
});

test.each([
  ['dome', 'SlewToAzimuth', ['abortslew']],
  ['telescope', 'MoveAxis', ['abortslew', 'moveaxis', 'moveaxis']],
  ['focuser', 'Move', ['halt']],
] as const)('an abort ends it, and stops a %s', async (type, moving, stops) => {
  const clock = new VirtualClock(Date.UTC(2026, 10, 20, 22));
  const straight = memoryTransport(createAlpacaHandler({ server, devices: soundRig(clock), clock }), { clock });
  const abort = new AbortController();
  const after: string[] = [];
  const transport: Transport = (request) => {
    if (abort.signal.aborted && !request.signal?.aborted) after.push(request.path.split('/').at(-1) ?? '');
    return straight(request);
  };
  const onFinding = ({ subject }: Finding) => {
    if (subject.startsWith(moving)) abort.abort(new Error('enough'));
  };
  const checking = checkDevice(
    { transport, type, number: 0, scope: 'device', onFinding },
    { clock, signal: abort.signal },
  );
  await expect(clock.run(checking)).rejects.toThrow('enough');
  expect(after).toEqual(stops);
});
