/** Every deviation that was met in a published server or driver, each with its name: our client lives with all of them. */
import { DeviceError } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { encodeImageBytes } from '../imageBytes/encode.ts';
import { type AlpacaRequest, type AlpacaResponse, alpacaClient, managementClient, type Transport } from '../index.ts';

interface Deviation {
  readonly name: string;
  /** What the server answers; to all requests, or by request. */
  readonly server: Answer | ((request: AlpacaRequest) => Answer);
  readonly use: (transport: Transport) => Promise<unknown>;
  readonly expected: unknown;
}
/** A text is the body of a good JSON answer, an object its Value. */
type Answer = string | { readonly value: unknown } | Partial<AlpacaResponse>;

const bytes = (text: string) => new TextEncoder().encode(text);
const pixels = { width: 2, height: 2, planes: 1 as const, data: new Uint16Array([1, 2, 3, 4]) };
const ids = { clientTransactionId: 1, serverTransactionId: 1 };
const camera = (transport: Transport) => alpacaClient('camera', 0, { transport });
const device = (entry: object) => ({ value: [{ DeviceName: 'A', DeviceNumber: 0, UniqueID: 'a', ...entry }] });
const refused = (act: Promise<unknown>) =>
  act.catch((error: unknown) => (error instanceof DeviceError ? error.code : error));
const data = async (transport: Transport) => Array.from((await camera(transport).imageArray()).data);

/** An ImageBytes answer whose pixels (or message) begin later than right behind the header. */
function startingLater(by: number): Uint8Array {
  const image = encodeImageBytes(pixels, ids);
  const later = new Uint8Array([...image.subarray(0, 44), ...new Uint8Array(by), ...image.subarray(44)]);
  new DataView(later.buffer).setInt32(16, 44 + by, true);
  return later;
}
function refusalInBytes(): Uint8Array {
  const head = new DataView(new ArrayBuffer(44));
  for (const [at, value] of [
    [0, 1],
    [4, 0x40b],
    [16, 44],
  ] as const)
    head.setInt32(at, value, true);
  return new Uint8Array([...new Uint8Array(head.buffer), ...bytes('no image yet')]);
}

const deviations: readonly Deviation[] = [
  {
    name: 'Version for ManufacturerVersion (AlpacaDevice)',
    server: { value: { ServerName: 'A', Manufacturer: 'B', Version: '3', Location: 'C' } },
    use: (transport) => managementClient(transport).description(),
    expected: { name: 'A', manufacturer: 'B', version: '3', location: 'C' },
  },
  {
    name: 'a description that is a bare text',
    server: { value: 'Just a name' },
    use: (transport) => managementClient(transport).description(),
    expected: { name: 'Just a name', manufacturer: '', version: '', location: '' },
  },
  {
    name: 'device numbers with gaps: 0, 9, 11',
    server: { value: [0, 9, 11].map((DeviceNumber) => ({ DeviceType: 'Camera', DeviceNumber })) },
    use: async (transport) => (await managementClient(transport).configuredDevices()).map(({ number }) => number),
    expected: [0, 9, 11],
  },
  {
    name: 'a device number in quotes',
    server: device({ DeviceType: 'Camera', DeviceNumber: '11' }),
    use: async (transport) => (await managementClient(transport).configuredDevices())[0]?.number,
    expected: 11,
  },
  {
    name: 'DeviceType in lower case',
    server: device({ DeviceType: 'filterwheel' }),
    use: async (transport) => (await managementClient(transport).configuredDevices())[0]?.type,
    expected: 'filterWheel',
  },
  {
    name: 'a device of a type that Alpaca does not have',
    server: device({ DeviceType: 'Video' }),
    use: (transport) => managementClient(transport).configuredDevices(),
    expected: [],
  },
  {
    name: 'a device without a UniqueID',
    server: device({ DeviceType: 'Dome', UniqueID: undefined }),
    use: async (transport) => (await managementClient(transport).configuredDevices())[0],
    expected: { type: 'dome', number: 0, name: 'A', uniqueId: '' },
  },
  {
    name: 'an Action that is wanted as ActionName and ActionParameters (AlpacaDevice)',
    server: ({ parameters }) => {
      const names = parameters.map(([name]) => name);
      return names.includes('ActionName') && names.includes('ActionParameters')
        ? { value: 'done' }
        : { status: 400, body: bytes('missing parameter') };
    },
    use: (transport) => camera(transport).action('Fan', '3'),
    expected: 'done',
  },
  {
    name: 'a UTCDate without Z',
    server: { value: '2026-11-20T22:14:05.25' },
    use: (transport) => alpacaClient('telescope', 0, { transport }).utcDate(),
    expected: '2026-11-20T22:14:05.25Z',
  },
  {
    name: 'a TimeStamp of DeviceState without Z (AlpacaDevice)',
    server: ({ path }) =>
      path.endsWith('interfaceversion')
        ? { value: 4 }
        : { value: [{ Name: 'TimeStamp', Value: '2026-11-20T22:14:05' }] },
    use: async (transport) => (await camera(transport).deviceState()).timeStamp,
    expected: '2026-11-20T22:14:05Z',
  },
  {
    name: 'an image as JSON although ImageBytes was asked for',
    server: '{"Type":2,"Rank":2,"Value":[[1,3],[2,4]],"ErrorNumber":0,"ErrorMessage":""}',
    use: data,
    expected: [1, 2, 3, 4],
  },
  {
    name: 'an image as JSON without Type and Rank',
    server: '{"Value":[[1,3],[2,4]]}',
    use: data,
    expected: [1, 2, 3, 4],
  },
  {
    name: 'ImageBytes with a charset in the Content-Type',
    server: { contentType: 'application/imagebytes; charset=utf-8', body: encodeImageBytes(pixels, ids) },
    use: data,
    expected: [1, 2, 3, 4],
  },
  {
    name: 'ImageBytes whose pixels do not begin at byte 44',
    server: { contentType: 'application/imagebytes', body: startingLater(20) },
    use: data,
    expected: [1, 2, 3, 4],
  },
  {
    name: 'a refusal as ImageBytes',
    server: { contentType: 'application/imagebytes', body: refusalInBytes() },
    use: (transport) => refused(camera(transport).imageArray()),
    expected: 0x40b,
  },
  {
    name: 'a refusal as JSON with status 400',
    server: { status: 400, body: bytes('{"ErrorNumber":1035,"ErrorMessage":"no"}') },
    use: (transport) => refused(camera(transport).binX()),
    expected: 0x40b,
  },
  {
    name: 'a JSON body of another kind with status 404',
    server: { status: 404, body: bytes('{"title":"Not Found"}') },
    use: (transport) => refused(camera(transport).binX()),
    expected: 'HTTP 404',
  },
  {
    name: 'an error number as Windows counts it, 0x80040400',
    server: '{"ErrorNumber":-2147220480,"ErrorMessage":"COM"}',
    use: (transport) => refused(camera(transport).binX()),
    expected: 0x400,
  },
  {
    name: 'no ClientTransactionID and no ErrorNumber in the answer',
    server: '{"Value":5}',
    use: (transport) => camera(transport).binX(),
    expected: 5,
  },
  {
    name: 'another ClientTransactionID than was sent',
    server: '{"Value":5,"ClientTransactionID":-12,"ErrorNumber":0}',
    use: (transport) => camera(transport).binX(),
    expected: 5,
  },
  {
    name: 'keys in other cases',
    server: '{"value":5,"errornumber":0}',
    use: (transport) => camera(transport).binX(),
    expected: 5,
  },
  {
    name: 'numbers and truth values in quotes',
    server: ({ path }) => ({ value: path.endsWith('binx') ? '5' : 'True' }),
    use: async (transport) => [await camera(transport).binX(), await camera(transport).hasShutter()],
    expected: [5, true],
  },
  {
    name: 'null for an empty list',
    server: { value: null },
    use: (transport) => camera(transport).gains(),
    expected: [],
  },
  {
    name: 'NaN in quotes for a number that is not known',
    server: { value: 'NaN' },
    use: (transport) => camera(transport).ccdTemperature(),
    expected: Number.NaN,
  },
  {
    name: 'a byte order mark before the JSON',
    server: '\ufeff{"Value":5,"ErrorNumber":0}',
    use: (transport) => camera(transport).binX(),
    expected: 5,
  },
  {
    name: 'JSON as text/html',
    server: { contentType: 'text/html', body: bytes('{"Value":5,"ErrorNumber":0}') },
    use: (transport) => camera(transport).binX(),
    expected: 5,
  },
];

test.each(deviations)('$name', async ({ server, use, expected }) => {
  const transport: Transport = async (request) => {
    const answer = typeof server === 'function' ? server(request) : server;
    const good = { status: 200, contentType: 'application/json', body: new Uint8Array(0) };
    if (typeof answer === 'string') return { ...good, body: bytes(answer) };
    if (!('value' in answer)) return { ...good, ...answer };
    return { ...good, body: bytes(JSON.stringify({ Value: answer.value, ErrorNumber: 0, ErrorMessage: '' })) };
  };
  expect(await use(transport)).toEqual(expected);
});
