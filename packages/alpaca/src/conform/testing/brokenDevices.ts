/** For each rule a device that breaks it: a sound one whose answers are tampered with on the way. */
import type { Clock } from '@uraniborg/core';
import type { DeviceType } from '../../deviceTypes.ts';
import type { AlpacaRequest, AlpacaResponse, Transport } from '../../transport.ts';
import type { RuleName } from '../rules.ts';

export interface BrokenDevice {
  readonly type: DeviceType;
  readonly broken: (sound: Transport, clock: Clock) => Transport;
}

type Envelope = Record<string, unknown>;

const json = (status: number, body: unknown): AlpacaResponse => ({
  status,
  contentType: 'application/json',
  body: new TextEncoder().encode(JSON.stringify(body)),
});
const success = (value?: unknown) =>
  json(200, { Value: value, ErrorNumber: 0, ErrorMessage: '', ClientTransactionID: 0, ServerTransactionID: 1 });
const failure = (error: number) =>
  json(200, { ErrorNumber: error, ErrorMessage: 'broken', ClientTransactionID: 0, ServerTransactionID: 1 });
const memberOf = (request: AlpacaRequest) => request.path.split('/').at(-1) ?? '';
const given = (request: AlpacaRequest, name: string) => request.parameters.find(([key]) => key === name)?.[1];

/** Changes the JSON of the answers to one member (any, when it is ''). */
function edited(verb: 'GET' | 'PUT', member: string, edit: (envelope: Envelope) => Envelope): BrokenDevice['broken'] {
  return (sound) => async (request) => {
    const response = await sound(request);
    const meant = request.method === verb && (member === '' || memberOf(request) === member);
    if (!meant || !response.contentType.includes('json')) return response;
    return {
      ...response,
      body: new TextEncoder().encode(JSON.stringify(edit(JSON.parse(new TextDecoder().decode(response.body))))),
    };
  };
}

/** Answers some requests itself, without asking the device. */
function answered(answer: (request: AlpacaRequest) => AlpacaResponse | undefined): BrokenDevice['broken'] {
  return (sound) => async (request) => answer(request) ?? sound(request);
}

const reads = (member: string, value: unknown) =>
  edited('GET', member, (envelope) => (envelope.ErrorNumber === 0 ? { ...envelope, Value: value } : envelope));
const shifted = (member: string, by: number) =>
  edited('GET', member, (envelope) => ({ ...envelope, Value: Number(envelope.Value) + by }));
const swallows = (...members: string[]) =>
  answered((request) => (request.method === 'PUT' && members.includes(memberOf(request)) ? success() : undefined));
const refuses = (verb: 'GET' | 'PUT', member: string, error: number) =>
  answered((request) => (request.method === verb && memberOf(request) === member ? failure(error) : undefined));
/** Says that all is well where the device refused. */
const forgives = (verb: 'GET' | 'PUT', member: string, error: number, value?: unknown) =>
  edited(verb, member, (envelope) =>
    envelope.ErrorNumber === error ? { ...envelope, ErrorNumber: 0, ErrorMessage: '', Value: value } : envelope,
  );
const slow =
  (verb: 'GET' | 'PUT', ms: number): BrokenDevice['broken'] =>
  (sound, clock) =>
  async (request) => {
    if (request.method === verb) await clock.sleep(ms);
    return sound(request);
  };

export const brokenDevices: { readonly [R in RuleName]: BrokenDevice } = {
  'protocol.reachable': { type: 'filterWheel', broken: () => () => Promise.reject(new Error('connection refused')) },
  'protocol.status': {
    type: 'filterWheel',
    broken: answered((r) => (memberOf(r) === 'names' ? json(500, 'oops') : undefined)),
  },
  'protocol.contentType': {
    type: 'filterWheel',
    broken: (sound) => async (r) => ({ ...(await sound(r)), contentType: 'text/html' }),
  },
  'protocol.keys': {
    type: 'filterWheel',
    broken: edited('GET', 'names', ({ ErrorNumber, ...rest }) => ({ ...rest, errornumber: ErrorNumber })),
  },
  'protocol.value': { type: 'filterWheel', broken: edited('GET', 'names', ({ Value: _, ...rest }) => rest) },
  'protocol.serverTransaction': {
    type: 'filterWheel',
    broken: edited('GET', '', (e) => ({ ...e, ServerTransactionID: 0 })),
  },
  'protocol.clientTransaction': {
    type: 'filterWheel',
    broken: edited('GET', '', (e) => ({ ...e, ClientTransactionID: 7 })),
  },
  'protocol.errorMessage': {
    type: 'filterWheel',
    broken: edited('GET', 'names', (e) => ({ ...e, ErrorMessage: 'all is well' })),
  },
  'protocol.extraParameter': {
    type: 'filterWheel',
    broken: answered((r) => (given(r, 'ExtraParameter') ? json(400, 'no') : undefined)),
  },
  'protocol.idCasing': {
    type: 'filterWheel',
    broken: answered((r) => (given(r, 'clientid') ? json(400, 'no') : undefined)),
  },
  'protocol.badIds': {
    type: 'filterWheel',
    broken: (sound, clock) => (r) =>
      given(r, 'ClientID') === '-12345'
        ? edited('GET', '', (e) => ({ ...e, ClientTransactionID: -12345 }))(sound, clock)(r)
        : sound(r),
  },
  'protocol.queryCasing': {
    type: 'switch',
    broken: answered((r) => (given(r, 'iD') !== undefined ? json(400, 'no') : undefined)),
  },
  'protocol.formCasing': {
    type: 'filterWheel',
    broken: answered((r) => (given(r, 'pOSITION') !== undefined ? success() : undefined)),
  },
  'protocol.formIds': {
    type: 'filterWheel',
    broken: answered((r) => (r.method === 'PUT' && given(r, 'clientid') ? json(400, 'no') : undefined)),
  },
  'protocol.order': {
    type: 'filterWheel',
    broken: answered((r) =>
      r.method === 'PUT' && r.parameters.length === 3 && r.parameters[0]?.[0] !== 'Connected' && given(r, 'Connected')
        ? json(400, 'no')
        : undefined,
    ),
  },
  'protocol.missingParameter': {
    type: 'filterWheel',
    broken: answered((r) =>
      r.method === 'PUT' && memberOf(r) === 'position' && r.parameters.length === 2 ? success() : undefined,
    ),
  },
  'protocol.garbage': {
    type: 'filterWheel',
    broken: answered((r) => (given(r, 'Position') === 'asduio6fghZZ' ? success() : undefined)),
  },
  'protocol.unknownPath': {
    type: 'filterWheel',
    broken: answered((r) => (r.path.includes('FILTERWHEEL') ? success('Sound') : undefined)),
  },
  'management.apiVersions': { type: 'filterWheel', broken: reads('apiversions', [2]) },
  'management.description': {
    type: 'filterWheel',
    broken: edited('GET', 'description', (e) => ({ ...e, Value: { ServerName: 'x', Version: '1' } })),
  },
  'management.devices': {
    type: 'filterWheel',
    broken: reads('configureddevices', [{ DeviceName: 'x', DeviceType: 'FilterWheel', DeviceNumber: 0, UniqueID: '' }]),
  },
  'management.listed': {
    type: 'filterWheel',
    broken: reads('configureddevices', [{ DeviceName: 'x', DeviceType: 'Dome', DeviceNumber: 0, UniqueID: 'x' }]),
  },
  'connect.completes': { type: 'filterWheel', broken: refuses('PUT', 'connect', 0x500) },
  'connect.async': { type: 'filterWheel', broken: edited('GET', 'connected', (e) => ({ ...e, Value: false })) },
  'connect.disconnects': { type: 'filterWheel', broken: swallows('disconnect') },
  'connect.required': {
    type: 'filterWheel',
    broken: edited('GET', '', (e) =>
      e.ErrorNumber === 0x407 ? { ...e, ErrorNumber: 0, ErrorMessage: '', Value: 0 } : e,
    ),
  },
  'common.text': { type: 'filterWheel', broken: reads('driverinfo', ' ') },
  'common.interfaceVersion': { type: 'filterWheel', broken: reads('interfaceversion', 99) },
  'common.unknownAction': { type: 'filterWheel', broken: swallows('action') },
  'state.names': { type: 'filterWheel', broken: reads('devicestate', [{ Name: 'position', Value: 0 }]) },
  'state.types': {
    type: 'filterWheel',
    broken: reads('devicestate', [
      { Name: 'Position', Value: '0' },
      { Name: 'TimeStamp', Value: '2026-11-20T00:00:00Z' },
    ]),
  },
  'read.mandatory': { type: 'telescope', broken: refuses('GET', 'declination', 0x400) },
  'read.error': { type: 'camera', broken: refuses('GET', 'ccdtemperature', 0x500) },
  'read.type': { type: 'camera', broken: reads('pixelsizex', '3.8') },
  'read.range': { type: 'camera', broken: reads('pixelsizex', -1) },
  'read.time': { type: 'filterWheel', broken: slow('GET', 300) },
  'write.time': { type: 'focuser', broken: slow('PUT', 2000) },
  'can.true': { type: 'camera', broken: refuses('GET', 'ispulseguiding', 0x400) },
  'can.false': { type: 'telescope', broken: reads('canpark', false) },
  'write.roundTrip': { type: 'camera', broken: reads('gain', 7) },
  'write.refuses': { type: 'camera', broken: forgives('PUT', 'gain', 0x401) },
  'write.error': { type: 'camera', broken: refuses('PUT', 'gain', 0x500) },
  'command.works': { type: 'focuser', broken: refuses('PUT', 'move', 0x500) },
  'command.refuses': { type: 'rotator', broken: forgives('PUT', 'moveabsolute', 0x401) },
  'command.completes': { type: 'filterWheel', broken: reads('position', -1) },
  'command.arrives': { type: 'focuser', broken: shifted('position', 100) },
  'camera.noImage': { type: 'camera', broken: forgives('GET', 'imagearray', 0x40b, [[0]]) },
  'camera.frameChecked': { type: 'camera', broken: forgives('PUT', 'startexposure', 0x401) },
  'camera.exposing': { type: 'camera', broken: reads('imageready', true) },
  'camera.dimensions': { type: 'camera', broken: shifted('numx', 1) },
  'camera.lastExposure': { type: 'camera', broken: reads('lastexposureduration', 99) },
  'camera.aborts': { type: 'camera', broken: swallows('abortexposure') },
  'camera.stops': { type: 'camera', broken: swallows('stopexposure') },
  'camera.gainForm': {
    type: 'camera',
    broken: answered((r) => (memberOf(r) === 'gains' && r.method === 'GET' ? success(['low', 'high']) : undefined)),
  },
  'camera.readoutModes': { type: 'camera', broken: swallows('readoutmode') },
  'camera.imageBytes': {
    type: 'camera',
    broken: (sound) => async (r) => {
      const response = await sound(r);
      if (!response.contentType.includes('imagebytes')) return response;
      const body = response.body.slice();
      body[0] = 2;
      return { ...response, body };
    },
  },
  'telescope.siderealTime': { type: 'telescope', broken: shifted('siderealtime', 1) },
  'telescope.parkedRefuses': {
    type: 'telescope',
    broken: edited('PUT', '', (e) => (e.ErrorNumber === 0x408 ? { ...e, ErrorNumber: 0, ErrorMessage: '' } : e)),
  },
  'telescope.parks': { type: 'telescope', broken: reads('atpark', false) },
  'telescope.stops': { type: 'telescope', broken: swallows('abortslew') },
  'telescope.axisRates': { type: 'telescope', broken: reads('axisrates', [{ Minimum: 4, Maximum: 1 }]) },
  'telescope.trackingRates': { type: 'telescope', broken: reads('trackingrates', [1]) },
  'telescope.altAzConsistent': { type: 'telescope', broken: shifted('altitude', 5) },
  'dome.slaved': { type: 'dome', broken: forgives('PUT', 'slewtoazimuth', 0x409) },
  'filterWheel.lists': { type: 'filterWheel', broken: reads('names', ['L']) },
  'focuser.temperatureCompensation': { type: 'focuser', broken: reads('tempcompavailable', false) },
  'rotator.sync': { type: 'rotator', broken: swallows('sync') },
  'cover.states': { type: 'coverCalibrator', broken: reads('coverstate', 1) },
  'cover.halts': { type: 'coverCalibrator', broken: swallows('haltcover') },
  'cover.absent': { type: 'coverCalibrator', broken: reads('coverstate', 0) },
  'conditions.lookups': { type: 'observingConditions', broken: forgives('GET', 'timesincelastupdate', 0x401, 1) },
  'conditions.dewPoint': { type: 'observingConditions', broken: refuses('GET', 'humidity', 0x400) },
  'switch.ids': { type: 'switch', broken: forgives('GET', 'getswitch', 0x401, false) },
  'switch.names': { type: 'switch', broken: swallows('setswitchname') },
  'switch.limits': { type: 'switch', broken: reads('switchstep', 0) },
  'switch.steps': { type: 'switch', broken: reads('switchstep', 0.3) },
  'switch.readOnly': { type: 'switch', broken: reads('canwrite', false) },
};
