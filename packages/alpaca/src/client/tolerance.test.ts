/** What a client makes of answers of all kinds; the deviations of known servers have names in deviations.test.ts. */
import { DeviceError, InvalidInput, TransportError } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { type AlpacaRequest, type AlpacaResponse, alpacaClient, managementClient, type Transport } from '../index.ts';

function answering(answer: string | Partial<AlpacaResponse>, asked: AlpacaRequest[] = []): Transport {
  return async (request) => {
    asked.push(request);
    const response = typeof answer === 'string' ? { body: new TextEncoder().encode(answer) } : answer;
    return { status: 200, contentType: 'application/json', body: new Uint8Array(0), ...response };
  };
}
const text = (body: string, rest: Partial<AlpacaResponse> = {}) =>
  answering({ ...rest, body: new TextEncoder().encode(body) });
const camera = (transport: Transport) => alpacaClient('camera', 0, { transport });
const telescope = (transport: Transport) => alpacaClient('telescope', 0, { transport });

test('a request is as the standard wants it', async () => {
  const asked: AlpacaRequest[] = [];
  const transport = answering('{"ErrorNumber":0}', asked);
  await alpacaClient('telescope', 3, { transport, clientId: 9 }).slewToCoordinatesAsync(1.5, -20);
  await camera(transport).putCoolerOn(true);
  expect(asked[0]).toMatchObject({
    method: 'PUT',
    path: '/api/v1/telescope/3/slewtocoordinatesasync',
    parameters: [
      ['RightAscension', '1.5'],
      ['Declination', '-20'],
      ['ClientID', '9'],
      ['ClientTransactionID', '1'],
    ],
    repeatable: false,
  });
  expect(asked[1]).toMatchObject({
    parameters: [
      ['CoolerOn', 'True'],
      ['ClientID', '1576'],
      ['ClientTransactionID', '1'],
    ],
    repeatable: true,
  });
});

test('what the protocol cannot carry is refused before it is sent', async () => {
  const asked: AlpacaRequest[] = [];
  const transport = answering('{"ErrorNumber":0}', asked);
  await expect(camera(transport).startExposure(Number.NaN, true)).rejects.toThrow(
    'Duration is NaN; it must be a number with a decimal point',
  );
  await expect(camera(transport).putGain(1.5)).rejects.toThrow(InvalidInput);
  await expect(camera(transport).putGain(3e9)).rejects.toThrow(InvalidInput);
  await expect(telescope(transport).putUTCDate('now')).rejects.toThrow(InvalidInput);
  expect(() => alpacaClient('camera', -1, { transport })).toThrow('device number -1');
  expect(asked).toEqual([]);
});

test.each([
  ['spaces around', '\r\n {"Value":5,"ErrorNumber":0}\n'],
  ['a null message', '{"Value":5,"ErrorNumber":0,"ErrorMessage":null}'],
  ['an error number in quotes', '{"Value":5,"ErrorNumber":"0"}'],
])('survives %s', async (_, body) => {
  expect(await camera(text(body)).binX()).toBe(5);
});

test('survives any content type', async () => {
  expect(await camera(text('{"Value":true}', { contentType: 'text/json; charset=utf-8' })).canStopExposure()).toBe(
    true,
  );
  expect(await camera(text('{"Value":"True"}', { contentType: '' })).canStopExposure()).toBe(true);
});

test('a device state with stamps without Z, extras, nonsense and missing values', async () => {
  const state = [
    { Name: 'CameraState', Value: 2 },
    { Name: 'ccdtemperature', Value: -9.5 },
    { Name: 'CoolerPower', Value: 'warm' },
    { Name: 'FanSpeed', Value: 3 },
    { Name: '__proto__', Value: 4 },
    { Value: 1 },
    null,
    { Name: 'TimeStamp', Value: '2026-11-20T22:14:05' },
  ];
  const transport: Transport = async ({ path }) => {
    const value = path.endsWith('interfaceversion') ? 4 : state;
    return {
      status: 200,
      contentType: 'application/json',
      body: new TextEncoder().encode(JSON.stringify({ Value: value })),
    };
  };
  const read = await camera(transport).deviceState();
  expect(read).toEqual({
    cameraState: 'exposing',
    ccdTemperature: -9.5,
    timeStamp: '2026-11-20T22:14:05Z',
    others: { FanSpeed: 3, ['__proto__']: 4 },
  });
  expect(Object.getPrototypeOf(read.others ?? {})).toBe(Object.prototype);
});

test('a refusal is a DeviceError with its number, in whatever dress it comes', async () => {
  const error = (transport: Transport) =>
    camera(transport)
      .binX()
      .catch((e: unknown) => e);
  expect(await error(text('{"ErrorNumber":1024,"ErrorMessage":"not here"}'))).toEqual(
    new DeviceError('Camera 0, BinX: not here', 0x400),
  );
  expect(await error(text('{"Value":null,"ErrorNumber":1031,"ErrorMessage":""}'))).toMatchObject({
    code: 0x407,
    message: 'Camera 0, BinX: error 0x407',
  });
  expect(await error(text('{"ErrorNumber":-2147220480,"ErrorMessage":"COM"}'))).toMatchObject({ code: 0x400 });
  expect(await error(text('{"ErrorNumber":1035,"ErrorMessage":"as JSON"}', { status: 400 }))).toMatchObject({
    code: 0x40b,
  });
  expect(await error(text('{"Message":"as JSON"}', { status: 404 }))).toMatchObject({
    tag: 'DeviceError',
    code: 'HTTP 404',
  });
  expect(await error(text('Camera 0 does not exist', { status: 400, contentType: 'text/plain' }))).toMatchObject({
    code: 'HTTP 400',
    message: 'Camera 0, BinX: the server refuses (status 400): Camera 0 does not exist',
  });
  expect(await error(text('', { status: 500, contentType: '' }))).toMatchObject({ code: 'HTTP 500' });
  expect(await error(text('', { status: 401, contentType: '' }))).toMatchObject({
    message: expect.stringContaining('user name and a password'),
  });
});

test.each([
  ['<!DOCTYPE html><html><body>Router</body></html>', 'a web page came'],
  ['', 'the answer is not JSON: it is empty'],
  ['{"Value":5', 'the answer is not JSON'],
  ['[1,2]', 'the answer is not JSON'],
  ['null', 'the answer is not JSON'],
  ['{"Value":"five"}', 'makes no sense: "five" is not of type int'],
  ['{"Value":1.5}', 'makes no sense: 1.5 is not of type int'],
  ['{"ErrorNumber":0}', 'makes no sense: undefined is not of type int'],
  ['{"Value":[1]}', 'makes no sense'],
  ['{"Value":{"a":1}}', 'makes no sense'],
])('an answer that is none, %s, is a TransportError', async (body, sentence) => {
  const error = await camera(text(body))
    .binX()
    .catch((e: unknown) => e);
  expect(error).toBeInstanceOf(TransportError);
  expect(String(error)).toContain(sentence);
});

test('a number that is none of the enumeration is told', async () => {
  await expect(camera(text('{"Value":17}')).cameraState()).rejects.toThrow('17 is not a cameraState (idle, waiting');
});

test('an image as JSON although ImageBytes was asked for', async () => {
  const image = await camera(text('{"Type":2,"Rank":2,"Value":[[1,2],[3,4],[5,70000]],"ErrorNumber":0}')).imageArray();
  expect(image).toEqual({
    width: 3,
    height: 2,
    planes: 1,
    data: new Int32Array([1, 3, 5, 2, 4, 70000]),
    imageElementType: 'int32',
    transmissionElementType: 'int32',
  });
  const colour = await camera(text('{"Value":[[[1,2,3]],[[4,5,6]]]}')).imageArray();
  expect([colour.width, colour.height, colour.planes, [...colour.data]]).toEqual([2, 1, 3, [1, 4, 2, 5, 3, 6]]);
});

test('no image: an error as JSON, a web page, nothing, ImageBytes that are cut off', async () => {
  const error = (transport: Transport) =>
    camera(transport)
      .imageArray()
      .catch((e: unknown) => e);
  const bytes = { contentType: 'application/imagebytes; charset=utf-8' };
  expect(await error(text('{"ErrorNumber":1035,"ErrorMessage":"no image"}'))).toEqual(
    new DeviceError('Camera 0, ImageArray: no image', 0x40b),
  );
  expect(await error(text('{"ErrorNumber":1035,"ErrorMessage":"no image"}', { status: 400 }))).toMatchObject({
    code: 0x40b,
  });
  expect(await error(text('<html>', { contentType: 'text/html' }))).toBeInstanceOf(TransportError);
  expect(await error(text('{"Value":null,"ErrorNumber":0}'))).toEqual(
    new TransportError('Camera 0, ImageArray: the answer has no pixels'),
  );
  expect(await error(text('{"Value":[[1,2],[3'))).toMatchObject({ message: expect.stringContaining('breaks off') });
  expect(await error(text('', bytes))).toMatchObject({
    message: 'Camera 0, ImageArray: the image is 0 bytes long; its header alone has 44',
  });
  expect(await error(text('not an image, really not, but long enough to have a header', bytes))).toMatchObject({
    message: expect.stringContaining('metadata version'),
  });
});

test('management: nonsense is told, or passed over', async () => {
  const devices = [
    { DeviceName: 'e', DeviceType: 'Dome', DeviceNumber: -1, UniqueID: 'w' },
    { DeviceName: 'f', DeviceType: 'Dome', DeviceNumber: { valueOf: 1, toString: 1 }, UniqueID: 'w' },
    { DeviceType: 3, DeviceNumber: 0 },
    null,
  ];
  expect(await managementClient(text(JSON.stringify({ Value: devices }))).configuredDevices()).toEqual([]);
  await expect(managementClient(text('{"Value":3}')).configuredDevices()).rejects.toThrow('does not list its devices');
  expect(await managementClient(text('{"Value":[1,{"toString":1}]}')).apiVersions()).toEqual([1]);
});
