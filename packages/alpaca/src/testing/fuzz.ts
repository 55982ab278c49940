/**
 * Mutated traffic, seeded: requests at our server, answers at our client. What counts is what does not happen: nothing
 * crashes, hangs, answers out of the protocol, or throws anything but the errors of the house.
 */
import { HouseError, seededRandom, systemClock } from '@uraniborg/core';
import { portInAnswer } from '../discovery/protocol.ts';
import { imageArrival } from '../imageBytes/arrival.ts';
import { encodeImageBytes } from '../imageBytes/encode.ts';
import {
  type AlpacaHandler,
  alpacaClient,
  createAlpacaHandler,
  type DeviceType,
  deviceTypes,
  managementClient,
  type Transport,
} from '../index.ts';
import { memberParameters, membersByPath } from '../memberIndex.ts';
import { type ServerRequest, wholeBody } from '../server/message.ts';
import { responseReader } from '../transports/responseReader.ts';
import { exampleDevices } from './exampleDrivers.ts';

/** Runs `count` cases; throws an Error that names the case (and with it the seed) when something is not as it must be. */
export async function fuzz(seed: number, count: number): Promise<void> {
  const devices = exampleDevices();
  const faults: unknown[] = [];
  const handler = createAlpacaHandler({
    server: { name: 'Fuzz', manufacturer: 'Uraniborg', version: '0', location: '' },
    devices,
    onFault: (error, where) => faults.push(`${where}: ${String(error)}`),
  });
  for (let i = 0; i < count; i++) {
    const pick = picker(seed, i);
    if (i % 200 === 0) await connectAll(handler);
    try {
      if (i % 2 === 0) await fuzzServer(handler, pick);
      else await fuzzClient(pick);
    } catch (error) {
      throw new Error(`case ${i} of seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`, {
        cause: error,
      });
    }
    if (faults.length > 0) throw new Error(`case ${i} of seed ${seed}: a fault of the server: ${String(faults[0])}`);
    // The event loop has to turn, as it does between real requests.
    if (i % 1000 === 999) await systemClock.sleep(0);
  }
}

/** What the requests have disconnected meanwhile is connected again. */
async function connectAll(handler: AlpacaHandler): Promise<void> {
  const body = new TextEncoder().encode('Connected=True');
  for (const type of types)
    await handler({ method: 'PUT', path: `/api/v1/${type.toLowerCase()}/0/connected`, query: '', headers: {}, body });
}

type Pick = ReturnType<typeof picker>;

function picker(...seeds: number[]) {
  const random = seededRandom(...seeds);
  const below = (n: number) => Math.floor(random.uniform() * n);
  const of = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  return { below, of, chance: (p: number) => random.uniform() < p };
}

const oddTexts = [
  '',
  ' ',
  '0',
  '-1',
  '1',
  '2147483648',
  '1e400',
  'NaN',
  'true',
  'TRUE',
  'null',
  '%',
  '%00',
  '%E2%82',
  '../..',
  '\u0000',
  '＀',
  '🔭',
  '1;DROP',
  '<b>',
  '{"a":1}',
  '{"toString":1,"valueOf":1}',
  '[[1,2],[3]]',
  '__proto__',
  'constructor',
  'toString',
  'x'.repeat(5000),
  '2026-11-20',
  '99999999999999999999',
];

/** One to four changes at random places. */
function mutated(text: string, pick: Pick): string {
  let result = text;
  for (let n = 1 + pick.below(4); n > 0; n--) {
    const at = pick.below(result.length + 1);
    const end = at + pick.below(6);
    const change = pick.of(['cut', 'odd', 'flip', 'copy', 'case'] as const);
    if (change === 'cut') result = result.slice(0, at) + result.slice(end);
    else if (change === 'odd') result = result.slice(0, at) + pick.of(oddTexts) + result.slice(end);
    else if (change === 'flip')
      result = result.slice(0, at) + String.fromCharCode(pick.below(300)) + result.slice(at + 1);
    else if (change === 'copy') result += result.slice(at, at + 200);
    else result = result.slice(0, at) + result.slice(at, end).toUpperCase() + result.slice(end);
  }
  return result.slice(0, 20_000);
}

function mutatedBytes(bytes: Uint8Array, pick: Pick): Uint8Array {
  let result = bytes.slice(0, pick.chance(0.3) ? pick.below(bytes.length + 1) : bytes.length);
  if (pick.chance(0.2)) result = new Uint8Array([...result, ...bytes.subarray(0, pick.below(80))]);
  for (let n = pick.below(6); n > 0 && result.length > 0; n--)
    result[pick.below(Math.min(result.length, pick.chance(0.8) ? 48 : result.length))] = pick.of([
      0,
      1,
      2,
      127,
      128,
      255,
      pick.below(256),
    ]);
  return result;
}

const types = Object.keys(deviceTypes) as DeviceType[];
const paths = [
  '/management/apiversions',
  '/management/v1/description',
  '/management/v1/configureddevices',
  '/setup',
  '/setup/v1/camera/0/setup',
  '/',
];

async function fuzzServer(handler: AlpacaHandler, pick: Pick): Promise<void> {
  const request = serverRequest(pick);
  const response = await handler(request);
  const text = /image|octet/.test(response.contentType) ? '' : new TextDecoder().decode(wholeBody(response));
  if (![200, 204, 400, 404, 405, 500].includes(response.status))
    throw new Error(`status ${response.status} for ${JSON.stringify(request)}`);
  if (response.contentType === 'application/json') {
    const answer = JSON.parse(text) as Record<string, unknown>;
    const id = answer.ClientTransactionID;
    const wellFormed =
      typeof id === 'number' &&
      id >= 0 &&
      id <= 4294967295 &&
      Number(answer.ServerTransactionID) >= 1 &&
      typeof answer.ErrorNumber === 'number';
    if (!wellFormed || response.status !== 200) throw new Error(`not an answer: ${text.slice(0, 300)}`);
  } else if (response.status >= 400 && text.trim() === '')
    throw new Error(`a refusal without a reason for ${JSON.stringify(request)}`);
}

function serverRequest(pick: Pick): ServerRequest {
  const type = pick.of(types);
  const member = pick.of([...membersByPath(type).values()]);
  const writes = member.row.access === 'readWrite' && pick.chance(0.5);
  const method = pick.chance(0.05)
    ? pick.of(['POST', 'DELETE', 'HEAD', 'OPTIONS', 'get', ''])
    : writes || member.row.access === 'command'
      ? 'PUT'
      : 'GET';
  let path = pick.chance(0.9) ? `/api/v1/${type.toLowerCase()}/0/${member.path}` : pick.of(paths);
  let parameters = [...memberParameters(member, writes), { name: 'ClientTransactionID' }, { name: 'ClientID' }]
    .map(
      ({ name }) =>
        `${name}=${pick.chance(0.6) ? pick.of(['1', '0', 'True', '12.5', 'Humidity']) : encodeURIComponent(pick.of(oddTexts))}`,
    )
    .join('&');
  if (pick.chance(0.3)) path = mutated(path, pick);
  if (pick.chance(0.4)) parameters = mutated(parameters, pick);
  const headers: Record<string, string> = {};
  if (pick.chance(0.2))
    headers.accept = pick.of(['application/imagebytes', 'application/json', mutated('application/imagebytes', pick)]);
  if (pick.chance(0.1)) headers.base64handoff = pick.of(['true', 'TRUE', 'x']);
  if (pick.chance(0.1)) headers.origin = pick.of(oddTexts);
  const form = method === 'PUT' ? parameters : '';
  return { method, path, query: method === 'PUT' ? '' : parameters, headers, body: new TextEncoder().encode(form) };
}

async function fuzzClient(pick: Pick): Promise<void> {
  const answer = clientAnswer(pick);
  const transport: Transport = async () => answer;
  const type = pick.of(types);
  const client = alpacaClient(type, 0, { transport });
  const member = pick.of([...membersByPath(type).values()]);
  const valid: Readonly<Record<string, unknown>> = {
    int: 1,
    double: 1.5,
    boolean: true,
    string: 'x',
    guideDirection: 'north',
    telescopeAxis: 'primary',
  };
  const given = memberParameters(member, false).map((parameter) => valid[parameter.type]);
  const call = pick.chance(0.1)
    ? () =>
        pick.of([
          managementClient(transport).description,
          managementClient(transport).configuredDevices,
          managementClient(transport).apiVersions,
        ])()
    : () =>
        Reflect.apply(Reflect.get(client, member.method) as (...args: unknown[]) => Promise<unknown>, client, given);
  await onlyHouseErrors(call);
  await onlyHouseErrors(async () => fuzzReader(pick));
  if (pick.chance(0.5)) await onlyHouseErrors(async () => fuzzArrival(pick));
  portInAnswer(mutatedBytes(new TextEncoder().encode('{"AlpacaPort":11111}'), pick));
}

const answers = [
  '{"Value":5,"ClientTransactionID":1,"ServerTransactionID":1,"ErrorNumber":0,"ErrorMessage":""}',
  '{"Value":true,"ErrorNumber":0}',
  '{"Value":"2026-11-20T22:14:05Z","ErrorNumber":0}',
  '{"Value":["a","b"],"ErrorNumber":0}',
  '{"Value":[{"Name":"CameraState","Value":2},{"Name":"TimeStamp","Value":"2026-11-20T22:14:05"}]}',
  '{"Value":[{"Maximum":4,"Minimum":0}]}',
  '{"Type":2,"Rank":2,"Value":[[1,2,3],[4,5,6]],"ErrorNumber":0}',
  '{"Type":2,"Rank":3,"Value":[[[1,2,3],[4,5,6]]],"ErrorNumber":0}',
  '{"Value":[{"DeviceName":"C","DeviceType":"Camera","DeviceNumber":0,"UniqueID":"x"}]}',
  '{"ErrorNumber":1024,"ErrorMessage":"no"}',
  '<!DOCTYPE html><html></html>',
];

function clientAnswer(pick: Pick) {
  const status = pick.chance(0.9) ? 200 : pick.of([0, 204, 400, 401, 404, 500, 999]);
  if (pick.chance(0.25))
    return { status, contentType: 'application/imagebytes', body: mutatedBytes(someImage(pick), pick) };
  const text = pick.of(answers);
  const body = new TextEncoder().encode(pick.chance(0.8) ? mutated(text, pick) : text);
  return {
    status,
    contentType: pick.of(['application/json', '', 'text/html', 'application/json; charset=utf-8']),
    body,
  };
}

function someImage(pick: Pick): Uint8Array {
  const [width, height, planes] = [1 + pick.below(20), 1 + pick.below(20), pick.of([1, 3] as const)];
  const count = width * height * planes;
  const data = pick.of([
    () => new Uint8Array(count),
    () => new Uint16Array(count),
    () => new Int32Array(count).fill(-70000),
    () => new Float64Array(count),
  ])();
  return encodeImageBytes({ width, height, planes, data }, { clientTransactionId: 1, serverTransactionId: 1 });
}

/** Bytes of HTTP in pieces of any size. */
function fuzzReader(pick: Pick): void {
  const body = pick.of(answers);
  const heads = [
    `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n${body.slice(0, 5)}\r\n${(body.length - 5).toString(16)}\r\n${body.slice(5)}\r\n0\r\n\r\n`,
    `HTTP/1.0 200 OK\r\n\r\n${body}`,
  ];
  const text = pick.of(heads);
  const bytes = Buffer.from(pick.chance(0.8) ? mutated(text, pick) : text, 'latin1');
  const reader = responseReader({ path: '/fuzz', maxBytes: 1_000_000, onProgress: () => {} });
  for (let at = 0; at < bytes.length; ) {
    const target = reader.target();
    const piece = bytes.subarray(at, at + 1 + pick.below(40));
    at += piece.length;
    if (target && target.length >= piece.length) {
      target.set(piece);
      reader.written(piece.length);
    } else reader.take(piece);
  }
  reader.ended();
  const response = reader.response();
  if (!response || response.body.length > 1_000_000) throw new Error('the reader ended without a response');
}

function fuzzArrival(pick: Pick): void {
  const bytes = mutatedBytes(someImage(pick), pick);
  const arrival = imageArrival(bytes.length);
  for (let at = 0; at < bytes.length; ) {
    const place = arrival.next();
    const piece = bytes.subarray(at, Math.min(at + place.length, at + 1 + pick.below(500)));
    place.set(piece);
    at += piece.length;
    arrival.written(piece.length);
  }
  arrival.image();
}

async function onlyHouseErrors(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof HouseError)) throw error;
    if (error.message.length > 20_000)
      throw new Error(`an error of ${error.message.length} characters`, { cause: error });
  }
}
