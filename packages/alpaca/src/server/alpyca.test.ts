/**
 * Software written elsewhere: Alpyca, the Python client of the ASCOM initiative, drives every member of every device.
 * It is neither in Debian nor in npm: where a copy is given (URANIBORG_ALPYCA, a folder for PYTHONPATH) it runs, and
 * what it asked is kept in recordings/alpyca.jsonl; everywhere else that recording asks again.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import {
  type AlpacaHandler,
  alpacaClient,
  createAlpacaHandler,
  type DeviceType,
  memoryTransport,
  serveAlpaca,
} from '../index.ts';
import { deviceTypeNamed, membersByPath } from '../memberIndex.ts';
import { exampleDevices } from '../testing/exampleDrivers.ts';
import { valueToJson } from '../wire/value.ts';
import { wholeBody } from './message.ts';

const alpyca = process.env.URANIBORG_ALPYCA;
if (!alpyca) console.info('URANIBORG_ALPYCA is not set: Alpyca itself is not run, its recorded requests are');
const recording = join(import.meta.dirname, '../../recordings/alpyca.jsonl');
const start = Date.UTC(2026, 10, 20, 22);

interface Exchange {
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query: string;
    readonly form: string;
    readonly accept?: string;
  };
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}
interface Attempt {
  readonly value?: unknown;
  readonly error?: string;
  readonly number?: number | null;
}
interface Driven {
  readonly type: string;
  readonly number: number;
  readonly before: Attempt;
  readonly after: Attempt;
  readonly steps: readonly (Attempt & { readonly name: string })[];
  readonly reads: Readonly<Record<string, Attempt>>;
}

function newHandler(): AlpacaHandler {
  const server = { name: 'Test', manufacturer: 'Uraniborg', version: '0.1', location: 'Hven' };
  return createAlpacaHandler({ server, devices: exampleDevices(), clock: new VirtualClock(start) });
}

/** Alpyca's own numbers are random. */
const settled = (text: string) => text.replace(/(Client(?:Transaction)?ID"?[=:])\d+/g, '$11');

async function perform(
  handler: AlpacaHandler,
  { method, path, query, form, accept }: Exchange['request'],
): Promise<Exchange> {
  const response = await handler({
    method,
    path,
    query,
    headers: accept ? { accept } : {},
    body: new TextEncoder().encode(form),
  });
  const bytes = Buffer.from(wholeBody(response));
  const isText = /json|text/.test(response.contentType);
  const { status, contentType } = response;
  // An image carries the client's number in its header.
  if (!isText) bytes.writeUInt32LE(1, 8);
  const request = { method, path, query: settled(query), form: settled(form), ...(accept ? { accept } : {}) };
  return { request, status, contentType, body: isText ? settled(bytes.toString()) : bytes.toString('base64') };
}

test.skipIf(!alpyca)('Alpyca drives every member of every device, and sees what our own client sees', async () => {
  const handler = newHandler();
  const asked: Exchange['request'][] = [];
  const listening = await serveAlpaca((request) => {
    const { method, path, query, headers } = request;
    const accept = headers.accept?.includes('imagebytes') ? { accept: headers.accept } : {};
    const form = new TextDecoder().decode(request.body);
    asked.push({ method, path, query: settled(query), form: settled(form), ...accept });
    return handler(request);
  });
  let output: string;
  try {
    const script = join(import.meta.dirname, '../testing/driveAlpyca.py');
    const run = promisify(execFile)('/usr/bin/python3', [script, `127.0.0.1:${listening.port}`], {
      env: { ...process.env, PYTHONPATH: alpyca, PYTHONDONTWRITEBYTECODE: '1' },
    });
    output = (await run).stdout;
  } finally {
    await listening.close();
  }
  const driven = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Driven);
  expect(driven).toHaveLength(10);
  await compareWithOurClient(driven);

  const again = newHandler();
  const exchanges: string[] = [];
  for (const request of asked) exchanges.push(JSON.stringify(await perform(again, request)));
  await expect(`${exchanges.join('\n')}\n`).toMatchFileSnapshot(recording);
});

/** The same steps by our client on a server of its own; then both must read the same. */
async function compareWithOurClient(driven: readonly Driven[]): Promise<void> {
  const clock = new VirtualClock(start);
  const transport = memoryTransport(newHandler(), { clock });
  const given: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
    Camera: [[120], [999], [2, true], [-1, true], ['west', 20], [], ['x', 'y']],
    Switch: [[0], [0], [1], [1], [1], [1], [1], [1], [1], [0, true], [0], [0, 1], [0, 'Heater'], [5], [0, true]],
    Telescope: [[true], [5.5, -10.25], [30, 0], ['primary'], ['tertiary'], [13, 0], ['lunar'], []],
    CoverCalibrator: [[10], [], [], []],
    Dome: [[90.5], [], [], [false]],
    FilterWheel: [[2], [9]],
    Focuser: [[400], [], [false]],
    ObservingConditions: [['Humidity'], ['Humidity'], []],
    Rotator: [[33.5], [1], [true]],
    SafetyMonitor: [],
  };
  await clock.run(
    (async () => {
      for (const { type: name, number, steps, reads, before, after } of driven) {
        const type = deviceTypeNamed(name) as DeviceType;
        const client = alpacaClient(type, number, { transport });
        const members = membersByPath(type);
        const call = async (path: string, put: boolean, parameters: readonly unknown[]): Promise<Attempt> => {
          const member = members.get(path.toLowerCase());
          const method: unknown = member && Reflect.get(client, (put ? member.put : member.method) ?? '');
          if (!member || typeof method !== 'function')
            throw new Error(`Alpyca has ${name}.${path}, and our client does not`);
          try {
            const value: unknown = await Reflect.apply(method, client, [...parameters]);
            return value === undefined ? { value: null } : { value: valueToJson(member.row.type ?? 'string', value) };
          } catch (error) {
            return { number: (error as { code?: number }).code ?? null };
          }
        };
        expect([before.value, after.value]).toEqual([false, false]);
        await client.putConnected(true);
        for (const [i, step] of steps.entries()) {
          const ours = await call(step.name.replace('=', ''), step.name.endsWith('='), given[name]?.[i] ?? []);
          expect([name, step.name, step.value ?? step.number]).toEqual([name, step.name, ours.value ?? ours.number]);
        }
        for (const [member, theirs] of Object.entries(reads)) {
          if (member === 'DeviceState' || member === 'ImageArray') continue;
          const ours = await call(member, false, []);
          expect([name, member, comparable(theirs)]).toEqual([name, member, comparable(ours)]);
        }
        if (type === 'camera') {
          const { width, data } = await alpacaClient('camera', number, { transport }).imageArray();
          const columns = reads.ImageArray?.value as number[][];
          for (const [x, column] of columns.entries())
            for (const [y, pixel] of column.entries()) expect(pixel).toBe(data[y * width + x]);
        }
      }
    })(),
  );
}

/** Python keeps microseconds and writes the zone its own way; DriverInfo is split into a list. */
function comparable({ value, number }: Attempt): unknown {
  if (typeof value === 'string') return value.replace(/(\.\d{6})\d*(?:Z|\+00:00)$/, '$1');
  if (Array.isArray(value) && value.length === 1 && typeof value[0] === 'string' && value[0].startsWith('Uraniborg '))
    return value[0];
  return value ?? number;
}

test('what Alpyca asked when it was recorded is answered as it was then', async () => {
  const handler = newHandler();
  const exchanges = readFileSync(recording, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Exchange);
  expect(exchanges.length).toBeGreaterThan(250);
  for (const exchange of exchanges) expect(await perform(handler, exchange.request)).toEqual(exchange);
});
