import { InvalidInput, TransportError } from '@uraniborg/core';
import type { AlpacaClient, DownloadOptions } from '../deviceInterface.ts';
import { type DeviceType, deviceTypes } from '../deviceTypes.ts';
import { type Member, memberParameters, membersByPath } from '../memberIndex.ts';
import type { AlpacaRequest, Transport } from '../transport.ts';
import { readAnswer } from '../wire/answer.ts';
import { parameterText } from '../wire/parameter.ts';
import { valueFromJson, WrongValue } from '../wire/value.ts';
import { deviceStateFrom } from './deviceState.ts';
import { type ImageSource, imagesOver } from './images.ts';
import { completeOlderDevice } from './olderDevice.ts';
import { emulatePlatform7, type Methods } from './platform7.ts';

export interface ClientOptions {
  readonly transport: Transport;
  /** What brings the images of a camera. Default: the transport, on this thread. */
  readonly images?: ImageSource;
  /** How this client calls itself in every request, 0 to 4294967295. Default 1576. */
  readonly clientId?: number;
  /** Milliseconds that a read, a command, and a member that may take minutes are waited for. */
  readonly timeouts?: Partial<Timeouts>;
}

interface Timeouts {
  /** Default 10000. */
  readonly readMs: number;
  /** Default 30000. */
  readonly commandMs: number;
  /** Default 600000. */
  readonly slowMs: number;
}

/**
 * A device of a server, with every member of its type.
 *
 * Every call throws DeviceError when the device refuses (`code` is the ASCOM number, or "HTTP 400" when the server does
 * not know the device or the member), TransportError when no answer of the protocol comes, TimeoutError, AbortedError,
 * and InvalidInput for a parameter that the protocol cannot carry.
 *
 * @param number 0-based among the devices of that type on the server
 * @throws InvalidInput `number` is not one
 */
export function alpacaClient<T extends DeviceType>(type: T, number: number, options: ClientOptions): AlpacaClient<T> {
  if (!Number.isInteger(number) || number < 0)
    throw new InvalidInput(`device number ${number} is not 0, 1, 2 ...`, 'number');
  const { transport, images = imagesOver(transport), clientId = 1576 } = options;
  const timeouts: Timeouts = { readMs: 10_000, commandMs: 30_000, slowMs: 600_000, ...options.timeouts };
  const device = `${deviceTypes[type].name} ${number}`;
  let transactions = 0;

  const call = async (member: Member, writes: boolean, values: readonly unknown[], given: DownloadOptions) => {
    const { row, name, path } = member;
    const parameters = memberParameters(member, writes).flatMap((p, i) => {
      const text = parameterText(p.name, p.type, values[i]);
      return [p.name, ...(p.also ? [p.also] : [])].map((spelt) => [spelt, text] as const);
    });
    const method = writes || row.access === 'command' ? 'PUT' : 'GET';
    transactions = transactions >= 4294967295 ? 1 : transactions + 1;
    const asked = `${device}, ${name}`;
    const request: AlpacaRequest = {
      method,
      path: `/api/v1/${type.toLowerCase()}/${number}/${path}`,
      parameters: [...parameters, ['ClientID', String(clientId)], ['ClientTransactionID', String(transactions)]],
      // Writing Connected may take minutes; reading it is a read like any other. Only an image is slow to read.
      timeoutMs:
        row.slow && (method === 'PUT' || row.type === 'image')
          ? timeouts.slowMs
          : method === 'GET'
            ? timeouts.readMs
            : timeouts.commandMs,
      repeatable: row.access !== 'command' || row.repeatable === true,
      maxBytes: maxAnswerBytes,
      signal: given.signal,
      onProgress: given.onProgress,
    };
    if (row.type === 'image') return images.fetch(request, asked, given);
    const { value } = readAnswer(await transport(request), asked);
    if (path === 'startexposure') images.exposing(request.path);
    if (row.type === undefined || writes) return undefined;
    try {
      return row.type === 'deviceState' ? deviceStateFrom(type, value) : valueFromJson(row.type, value);
    } catch (error) {
      if (error instanceof WrongValue)
        throw new TransportError(`${asked}: the answer makes no sense: ${error.message}`);
      throw error;
    }
  };

  const client: Methods = {};
  for (const member of membersByPath(type).values()) {
    const { method, put } = member;
    const count = memberParameters(member, false).length;
    client[method] = (...given) => call(member, false, given, (given[count] ?? {}) as DownloadOptions);
    if (put) client[put] = (...given) => call(member, true, given, (given[1] ?? {}) as DownloadOptions);
  }
  // The mapped type is computed from the same table as the loop above.
  return emulatePlatform7(type, completeOlderDevice(type, client)) as unknown as AlpacaClient<T>;
}

/** An answer that is no image is never longer. */
export const maxAnswerBytes = 16 * 1024 * 1024;
