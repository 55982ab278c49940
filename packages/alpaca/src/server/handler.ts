import { type Clock, InvalidInput, sentenceOf, systemClock } from '@uraniborg/core';
import type { DriverImage } from '../deviceInterface.ts';
import { deviceTypes } from '../deviceTypes.ts';
import { membersByPath } from '../memberIndex.ts';
import { type Authorisation, authorised, unauthorised } from './authorisation.ts';
import { callMember, type OpenDevice } from './callMember.ts';
import { createConnection } from './connection.ts';
import { corsHeaders, preflight } from './cors.ts';
import type { ServedDevice } from './device.ts';
import { deviceAnswer } from './deviceAnswer.ts';
import { base64Pixels } from './imageAnswer.ts';
import { managementAnswer, type ServerDescription } from './management.ts';
import { type AlpacaHandler, plainText, type ServerRequest, type ServerResponse } from './message.ts';
import { setupPage } from './setupPage.ts';
import { clientTransactionIdOf, parametersOf } from './transaction.ts';

export interface HandlerOptions {
  readonly server: ServerDescription;
  readonly devices: readonly ServedDevice[];
  /** For time stamps only. Default: the system clock. */
  readonly clock?: Clock;
  /** Wanted of every request where given. Alpaca has no protection of its own. */
  readonly authorisation?: Authorisation;
  /** Origins whose web pages may use the devices from a browser, or '*' for all. Default: none. */
  readonly allowOrigins?: readonly string[] | '*';
  /** Told of faults: a driver that throws what is no refusal, or answers what its type cannot be. */
  readonly onFault?: (error: unknown, where: string) => void;
}

/**
 * A whole Alpaca server as a function from request to response: no sockets, no timers.
 *
 * @throws InvalidInput two devices with one number or one unique ID, or one without a unique ID
 */
export function createAlpacaHandler(options: HandlerOptions): AlpacaHandler {
  const { server, devices, clock = systemClock, allowOrigins = [], authorisation } = options;
  const opened = openDevices(devices, server);
  let transactions = 0;

  const api = async (request: ServerRequest): Promise<ServerResponse> => {
    const match = /^\/api\/v1\/([a-z]+)\/(\d{1,10})\/([a-z0-9]+)$/.exec(request.path);
    if (!match)
      return plainText(
        400,
        `${request.path} is not of the form /api/v1/{device type}/{number}/{member}, in lower case`,
      );
    const [, type = '', number = '', path = ''] = match;
    const open = opened.get(`${type}/${Number(number)}`);
    if (!open) return plainText(400, `There is no ${type} number ${number} here`);
    const asCamera = path === 'imagearraybase64' && open.device.type === 'camera' && request.method === 'GET';
    const member = membersByPath(open.device.type).get(asCamera ? 'imagearray' : path);
    if (!member) return plainText(400, `A ${deviceTypes[open.device.type].name} has no member ${path}`);
    if (asCamera) return base64Pixels((await callMember(open, member, [])) as DriverImage);
    const parameters = parametersOf(request);
    const transaction = { clientTransactionId: clientTransactionIdOf(parameters), serverTransactionId: transactions };
    return deviceAnswer({ open, member, request, parameters, transaction }, clock, (error) =>
      options.onFault?.(error, `${request.method} ${request.path}`),
    );
  };

  const respond = async (request: ServerRequest): Promise<ServerResponse> => {
    const { method, path } = request;
    if (method === 'OPTIONS') return preflight();
    if (!authorised(request, authorisation)) return unauthorised(server.name);
    if (method !== 'GET' && method !== 'PUT')
      return { ...plainText(405, `Alpaca uses GET and PUT, not ${method}`), headers: { allow: 'GET, PUT, OPTIONS' } };
    transactions = transactions >= 4294967295 ? 1 : transactions + 1;
    if (path.startsWith('/api/')) return api(request);
    if (path.startsWith('/management/')) {
      const clientTransactionId = clientTransactionIdOf(parametersOf(request));
      return managementAnswer(request, server, devices, { clientTransactionId, serverTransactionId: transactions });
    }
    if (/^\/setup(?:\/|$)/.test(path)) return setupPage(request, server, opened, clock);
    return plainText(404, `There is nothing at ${path}: devices are at /api/v1/, and a page for people is at /setup`);
  };

  return async (request) => {
    let response: ServerResponse;
    try {
      response = await respond(request);
    } catch (error) {
      options.onFault?.(error, `${request.method} ${request.path}`);
      response = plainText(500, `The server failed: ${sentenceOf(error)}`);
    }
    const cors = corsHeaders(request, allowOrigins);
    return cors ? { ...response, headers: { ...response.headers, ...cors } } : response;
  };
}

function openDevices(devices: readonly ServedDevice[], server: ServerDescription): Map<string, OpenDevice> {
  const opened = new Map<string, OpenDevice>();
  const uniqueIds = new Set<string>();
  for (const device of devices) {
    const path = `${device.type.toLowerCase()}/${device.number}`;
    if (!Number.isInteger(device.number) || device.number < 0)
      throw new InvalidInput(`device number ${device.number} of ${device.name} is not 0, 1, 2 ...`, 'number');
    if (opened.has(path)) throw new InvalidInput(`there are two devices ${path}: number them 0, 1, 2 ...`, 'number');
    if (device.uniqueId === '' || uniqueIds.has(device.uniqueId))
      throw new InvalidInput(`the unique ID "${device.uniqueId}" of ${device.name} is empty or used twice`, 'uniqueId');
    uniqueIds.add(device.uniqueId);
    const identity = {
      Name: device.name,
      Description: device.name,
      DriverInfo: `${server.manufacturer} ${server.name} ${server.version}`,
      DriverVersion: server.version,
    };
    opened.set(path, { device, connection: createConnection(device.driver), identity });
  }
  return opened;
}
