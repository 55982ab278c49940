/** The rules of the protocol as a conformance checker tests them: request for request, byte for byte. */
import { expect, test } from 'vitest';
import { type DeviceType, deviceTypes } from '../deviceTypes.ts';
import { createAlpacaHandler } from '../index.ts';
import { memberParameters, membersByPath } from '../memberIndex.ts';
import { exampleDevices } from '../testing/exampleDrivers.ts';
import { wholeBody } from './message.ts';

const server = { name: 'Test', manufacturer: 'Uraniborg', version: '0.1', location: 'Hven' };

interface Asked {
  readonly status: number;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

function setUp(options: Partial<Parameters<typeof createAlpacaHandler>[0]> = {}) {
  const handler = createAlpacaHandler({ server, devices: exampleDevices(), ...options });
  const ask = async (
    method: string,
    path: string,
    parameters = '',
    headers: Record<string, string> = {},
  ): Promise<Asked> => {
    const form = method === 'PUT' ? parameters : '';
    const response = await handler({
      method,
      path,
      query: method === 'PUT' ? '' : parameters,
      headers,
      body: new TextEncoder().encode(form),
    });
    const text = new TextDecoder().decode(wholeBody(response));
    return {
      status: response.status,
      contentType: response.contentType,
      headers: response.headers ?? {},
      text,
      json: /json/.test(response.contentType) ? JSON.parse(text) : {},
    };
  };
  return { ask, connect: (path: string) => ask('PUT', `/api/v1/${path}/connected`, 'Connected=true') };
}

test('an answer has exactly the five keys, the content type without a charset, and counts from 1', async () => {
  const { ask, connect } = setUp();
  const first = await connect('camera/0');
  expect(first).toMatchObject({ status: 200, contentType: 'application/json' });
  expect(Object.keys(first.json)).toEqual([
    'ClientTransactionID',
    'ServerTransactionID',
    'ErrorNumber',
    'ErrorMessage',
  ]);
  expect(first.json.ServerTransactionID).toBe(1);
  const second = await ask('GET', '/api/v1/camera/0/cameraxsize', 'ClientID=1&ClientTransactionID=4294967295');
  expect(second.json).toEqual({
    Value: 5,
    ClientTransactionID: 4294967295,
    ServerTransactionID: 2,
    ErrorNumber: 0,
    ErrorMessage: '',
  });
});

test('the names of a query are found in any case, those of a form only as they are spelt', async () => {
  const { ask, connect } = setUp();
  await connect('camera/0');
  await connect('telescope/0');
  const get = await ask('GET', '/api/v1/telescope/0/canmoveaxis', 'aXIS=0&clientid=5&CLIENTTRANSACTIONID=77&unknown=x');
  expect(get).toMatchObject({ status: 200, json: { Value: true, ClientTransactionID: 77 } });
  expect((await ask('PUT', '/api/v1/camera/0/gain', 'gAIN=5')).status).toBe(400);
  expect(
    (await ask('PUT', '/api/v1/camera/0/gain', 'Gain=5&unknown=x&clientid=1&clienttransactionid=9')).json,
  ).toMatchObject({
    ErrorNumber: 0,
    ClientTransactionID: 0,
  });
  expect(
    (await ask('PUT', '/api/v1/camera/0/startexposure', 'Light=TRUE&Duration=1.5e-1&ClientTransactionID=3')).json,
  ).toMatchObject({
    ErrorNumber: 0,
    ClientTransactionID: 3,
  });
});

test.each(['', '%20', '-1', 'abc', '1.5', '4294967296', '99999999999999999999'])(
  'a ClientTransactionID of "%s" counts as none',
  async (id) => {
    const { ask } = setUp();
    const answer = await ask('GET', '/api/v1/camera/0/name', `ClientID=1&ClientTransactionID=${id}`);
    expect(answer).toMatchObject({ status: 200, json: { Value: 'Camera', ClientTransactionID: 0 } });
  },
);

test.each([
  ['GET', '/api/v1/Camera/0/name'],
  ['GET', '/api/v1/camera/0/Name'],
  ['GET', '/api/V1/camera/0/name'],
  ['GET', '/api/v2/camera/0/name'],
  ['GET', '/api/v1/camera/1/name'],
  ['GET', '/api/v1/camera/-1/name'],
  ['GET', '/api/v1/camera/A/name'],
  ['GET', '/api/v1/camera/99999999999/name'],
  ['GET', '/api/v1/baddevice/0/name'],
  ['GET', '/api/v1/camera/0/nosuchmember'],
  ['GET', '/api/v1/camera/0/startexposure'],
  ['PUT', '/api/v1/camera/0/cameraxsize'],
  ['GET', '/api/v1/camera/0'],
  ['GET', '/management/v2/description'],
  ['PUT', '/management/apiversions'],
  ['GET', '/setup/v1/camera/7/setup'],
])('%s %s is refused with 400 and a sentence', async (method, path) => {
  const { ask, connect } = setUp();
  await connect('camera/0');
  const answer = await ask(method, path, 'ClientTransactionID=1');
  expect(answer.status).toBe(400);
  expect(answer.contentType).toMatch(/^text\/plain/);
  expect(answer.text.length).toBeGreaterThan(20);
});

test('other methods and other places', async () => {
  const { ask } = setUp();
  expect((await ask('POST', '/api/v1/camera/0/name')).status).toBe(405);
  expect((await ask('DELETE', '/api/v1/camera/0/name')).status).toBe(405);
  expect((await ask('GET', '/favicon.ico')).status).toBe(404);
  expect((await ask('GET', '/API/v1/camera/0/name')).status).toBe(404);
  expect(await ask('OPTIONS', '/api/v1/camera/0/name')).toMatchObject({
    status: 204,
    headers: { allow: 'GET, PUT, OPTIONS' },
  });
});

test('every parameter of every member refuses garbage with 400, and its absence too', async () => {
  const { ask, connect } = setUp();
  for (const type of Object.keys(deviceTypes) as DeviceType[]) {
    const path = `${type.toLowerCase()}/0`;
    await connect(path);
    for (const member of membersByPath(type).values()) {
      const { row } = member;
      const parameters = memberParameters(member, row.access === 'readWrite');
      if (parameters.length === 0) continue;
      const method = row.access === 'query' ? 'GET' : 'PUT';
      const url = `/api/v1/${path}/${member.path}`;
      expect([url, (await ask(method, url, 'ClientID=1')).status]).toEqual([url, 400]);
      if (parameters.every((p) => p.type === 'string')) continue;
      const garbage = parameters.map((p) => `${p.name}=asduio6fghZZ`).join('&');
      expect([url, (await ask(method, url, garbage)).status]).toEqual([url, 400]);
    }
  }
});

test.each([
  ['camera', 'startexposure', 'Duration=1,5&Light=true'],
  ['camera', 'startexposure', 'Duration=NaN&Light=true'],
  ['camera', 'startexposure', 'Duration=Infinity&Light=true'],
  ['camera', 'startexposure', 'Duration=1e999&Light=true'],
  ['camera', 'startexposure', 'Duration=&Light=true'],
  ['camera', 'startexposure', 'Duration=0x10&Light=true'],
  ['camera', 'startexposure', 'Duration=1&Light=1'],
  ['camera', 'gain', 'Gain=1.0'],
  ['camera', 'gain', 'Gain=2147483648'],
  ['telescope', 'utcdate', 'UTCDate=yesterday'],
])('%s %s: %s is refused with 400', async (type, member, form) => {
  const { ask, connect } = setUp();
  await connect(`${type}/0`);
  expect((await ask('PUT', `/api/v1/${type}/0/${member}`, form)).status).toBe(400);
});

test('errors of the device come with status 200 and their number', async () => {
  const { ask, connect } = setUp();
  const error = async (method: string, path: string, parameters = '') => {
    const { status, json } = await ask(method, `/api/v1/${path}`, parameters);
    expect(status).toBe(200);
    expect(json.ErrorMessage).not.toBe('');
    expect('Value' in json).toBe(false);
    return json.ErrorNumber;
  };
  expect(await error('GET', 'camera/0/cameraxsize')).toBe(0x407);
  expect(await error('GET', 'camera/0/devicestate')).toBe(0x407);
  await connect('camera/0');
  await connect('telescope/0');
  expect(await error('GET', 'camera/0/heatsinktemperature')).toBe(0x400);
  expect(await error('GET', 'camera/0/imagearrayvariant')).toBe(0x400);
  expect(await error('PUT', 'camera/0/abortexposure')).toBe(0x400);
  expect(await error('PUT', 'camera/0/gain', 'Gain=301')).toBe(0x401);
  expect(await error('PUT', 'camera/0/pulseguide', 'Direction=4&Duration=10')).toBe(0x401);
  expect(await error('PUT', 'telescope/0/trackingrate', 'TrackingRate=5')).toBe(0x401);
  expect(await error('GET', 'telescope/0/targetrightascension')).toBe(0x402);
  expect(await error('GET', 'camera/0/imagearray')).toBe(0x40b);
  expect(await error('PUT', 'camera/0/action', 'Action=x&Parameters=')).toBe(0x400);
});

test('what a driver leaves out comes from the table', async () => {
  const { ask, connect } = setUp();
  await connect('camera/0');
  await connect('telescope/0');
  await connect('switch/0');
  const value = async (path: string, query = '') => (await ask('GET', `/api/v1/${path}`, query)).json.Value;
  expect(await value('camera/0/numx')).toBe(5);
  expect(await value('camera/0/canabortexposure')).toBe(false);
  expect(await value('camera/0/canpulseguide')).toBe(true);
  expect(await value('camera/0/readoutmodes')).toEqual(['Normal']);
  expect(await value('camera/0/interfaceversion')).toBe(4);
  expect(await value('camera/0/supportedactions')).toEqual([]);
  expect(await value('telescope/0/cansettracking')).toBe(true);
  expect(await value('telescope/0/cansetpark')).toBe(false);
  expect(await value('telescope/0/canslewasync')).toBe(true);
  expect(await value('switch/0/getswitchdescription', 'Id=1')).toBe('Voltage');
  // One bin is what there is, and it can be set to that.
  expect((await ask('PUT', '/api/v1/camera/0/binx', 'BinX=1')).json.ErrorNumber).toBe(0);
  expect((await ask('PUT', '/api/v1/camera/0/binx', 'BinX=2')).json.ErrorNumber).toBe(0x401);
});

test('the words of an enumeration are numbers on the wire, dates have the Z that each of them wants', async () => {
  const { ask, connect } = setUp();
  await connect('camera/0');
  await connect('telescope/0');
  const value = async (path: string, query = '') => (await ask('GET', `/api/v1/${path}`, query)).json.Value;
  expect(await value('camera/0/sensortype')).toBe(2);
  expect(await value('telescope/0/sideofpier')).toBe(-1);
  expect(await value('telescope/0/trackingrates')).toEqual([0, 1]);
  expect(await value('telescope/0/axisrates', 'Axis=0')).toEqual([{ Maximum: 4, Minimum: 0 }]);
  expect(await value('telescope/0/destinationsideofpier', 'RightAscension=13&Declination=0')).toBe(1);
  expect(await value('telescope/0/utcdate')).toBe('2026-11-20T22:14:05.1234567Z');
  expect(await value('camera/0/lastexposurestarttime')).toBe('2026-11-20T22:14:05.123456');
});

test('the state has the names of the standard, and only what can be read', async () => {
  const { ask, connect } = setUp();
  await connect('camera/0');
  await connect('switch/0');
  const names = async (path: string) =>
    ((await ask('GET', `/api/v1/${path}/devicestate`)).json.Value as { Name: string; Value: unknown }[]).map(
      ({ Name }) => Name,
    );
  expect(await names('camera/0')).toEqual(['CameraState', 'CCDTemperature', 'ImageReady', 'TimeStamp']);
  expect(await names('switch/0')).toEqual([
    'GetSwitch0',
    'GetSwitch1',
    'GetSwitchValue0',
    'GetSwitchValue1',
    'StateChangeComplete0',
    'StateChangeComplete1',
    'TimeStamp',
  ]);
});

test('the management interface', async () => {
  const { ask } = setUp();
  expect((await ask('GET', '/management/apiversions', 'clienttransactionid=4')).json).toMatchObject({
    Value: [1],
    ClientTransactionID: 4,
  });
  expect((await ask('GET', '/management/v1/description')).json.Value).toEqual({
    ServerName: 'Test',
    Manufacturer: 'Uraniborg',
    ManufacturerVersion: '0.1',
    Location: 'Hven',
  });
  const devices = (await ask('GET', '/management/v1/configureddevices')).json.Value as unknown[];
  expect(devices).toHaveLength(10);
  expect(devices[1]).toEqual({
    DeviceName: 'Panel',
    DeviceType: 'CoverCalibrator',
    DeviceNumber: 0,
    UniqueID: 'id-panel',
  });
});

test('pages for people, in which nothing that a driver says is markup', async () => {
  const devices = [
    { type: 'safetyMonitor', number: 3, name: '<script>', uniqueId: '"&', driver: { isSafe: () => true } },
  ] as const;
  const { ask, connect } = setUp({ devices });
  await connect('safetymonitor/3');
  for (const path of ['/setup', '/setup/v1/safetymonitor/3/setup']) {
    const { status, contentType, text } = await ask('GET', path);
    expect([status, contentType]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain('&#60;script&#62;');
    expect(text).not.toContain('<script>');
  }
});

test('an image as JSON, as ImageBytes and by the base64 hand-off is the same image', async () => {
  const { ask, connect } = setUp();
  await connect('camera/0');
  await ask('PUT', '/api/v1/camera/0/startexposure', 'Duration=1&Light=true');
  const plain = await ask('GET', '/api/v1/camera/0/imagearray', 'ClientTransactionID=6');
  expect(plain.text.startsWith('{"Type":2,"Rank":2,')).toBe(true);
  expect(plain.json).toMatchObject({ ClientTransactionID: 6, ErrorNumber: 0 });
  const columns = plain.json.Value as number[][];
  expect(columns).toHaveLength(5);
  expect(columns[1]).toEqual([3, 18, 33, 48]);

  const bytes = await ask('GET', '/api/v1/camera/0/imagearray', '', {
    accept: 'application/json, application/imagebytes',
  });
  expect(bytes.contentType).toBe('application/imagebytes');

  const announced = await ask('GET', '/api/v1/camera/0/imagearray', '', { base64handoff: 'true' });
  expect(announced.headers).toEqual({ base64handoff: 'true' });
  expect(announced.json).toMatchObject({
    Type: 2,
    Rank: 2,
    Dimension0Length: 5,
    Dimension1Length: 4,
    Dimension2Length: 0,
  });
  const pixels = Buffer.from((await ask('GET', '/api/v1/camera/0/imagearraybase64')).text, 'base64');
  expect([...new Int32Array(pixels.buffer, pixels.byteOffset, 20)]).toEqual(columns.flat());
});

test('an image that there is not is a JSON error, whatever was asked for', async () => {
  const { ask, connect } = setUp();
  await connect('camera/0');
  const answer = await ask('GET', '/api/v1/camera/0/imagearray', '', { accept: 'application/imagebytes' });
  expect(answer).toMatchObject({ contentType: 'application/json', json: { ErrorNumber: 0x40b } });
});

test('web pages of other origins are kept out unless they are let in', async () => {
  const origin = 'https://example.org';
  const closed = setUp();
  expect((await closed.ask('OPTIONS', '/api/v1/camera/0/gain', '', { origin })).headers).toEqual({
    allow: 'GET, PUT, OPTIONS',
  });
  const open = setUp({ allowOrigins: [origin] });
  expect((await open.ask('OPTIONS', '/api/v1/camera/0/gain', '', { origin })).headers).toMatchObject({
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, PUT, OPTIONS',
  });
  expect((await open.ask('GET', '/api/v1/camera/0/name', '', { origin: 'https://example.net' })).headers).toEqual({});
});

test('a password is wanted where one is set', async () => {
  const { ask } = setUp({ authorisation: { user: 'tycho', password: 'stjerneborg' } });
  const login = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
  const status = async (headers: Record<string, string>) =>
    (await ask('GET', '/api/v1/camera/0/name', '', headers)).status;
  expect(await status({})).toBe(401);
  expect(await status(login('tycho:uraniborg'))).toBe(401);
  expect(await status(login('tycho:stjerneborgen'))).toBe(401);
  expect(await status(login('tycho:stjerneborg'))).toBe(200);
  expect((await ask('GET', '/api/v1/camera/0/name')).headers['www-authenticate']).toContain('Basic realm="Test"');
});

test('a fault of a driver is reported and answered, never fatal', async () => {
  const faults: string[] = [];
  const devices = [
    {
      type: 'focuser',
      number: 0,
      name: 'F',
      uniqueId: 'f',
      driver: {
        maxStep: () => Number.NaN,
        isMoving: () => {
          throw new TypeError('x is undefined');
        },
        move: () => {},
      },
    },
  ] as const;
  const { ask, connect } = setUp({ devices, onFault: (error, where) => faults.push(`${where}: ${String(error)}`) });
  await connect('focuser/0');
  expect((await ask('GET', '/api/v1/focuser/0/ismoving')).json).toMatchObject({
    ErrorNumber: 0x4ff,
    ErrorMessage: 'x is undefined',
  });
  expect((await ask('GET', '/api/v1/focuser/0/maxstep')).json).toMatchObject({
    ErrorNumber: 0x4ff,
    ErrorMessage: 'The driver of F is wrong about MaxStep: NaN is not of type int',
  });
  expect(faults).toHaveLength(2);
});

test('devices that could not be told apart are refused', () => {
  const monitor = {
    type: 'safetyMonitor',
    number: 0,
    name: 'S',
    uniqueId: 's',
    driver: { isSafe: () => true },
  } as const;
  const make = (...devices: (typeof monitor)[]) => createAlpacaHandler({ server, devices });
  expect(() => make(monitor, monitor)).toThrow('there are two devices safetymonitor/0');
  expect(() => make({ ...monitor, uniqueId: '' as 's' })).toThrow('is empty or used twice');
  expect(() => make({ ...monitor, number: -1 as 0 })).toThrow('is not 0, 1, 2');
});
