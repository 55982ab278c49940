import { TransportError } from '@uraniborg/core';
import type { CallOptions } from '../deviceInterface.ts';
import type { DeviceType } from '../deviceTypes.ts';
import { deviceTypeNamed } from '../memberIndex.ts';
import type { Transport } from '../transport.ts';
import { readAnswer } from '../wire/answer.ts';
import { fieldOf, numberIn } from '../wire/value.ts';
import { maxAnswerBytes } from './client.ts';

/** What a server says of itself; empty where it does not. */
export interface DescribedServer {
  readonly name: string;
  readonly manufacturer: string;
  readonly version: string;
  readonly location: string;
}

/** A device that a server has. Numbers need not follow each other. */
export interface ConfiguredDevice {
  readonly type: DeviceType;
  readonly number: number;
  readonly name: string;
  /** The same wherever and whenever it is found; empty where the server gives none. */
  readonly uniqueId: string;
}

/** The management interface of a server. */
export interface ManagementClient {
  apiVersions(options?: CallOptions): Promise<readonly number[]>;
  description(options?: CallOptions): Promise<DescribedServer>;
  /** Devices of the ten standard types; others (a video camera) are left out. */
  configuredDevices(options?: CallOptions): Promise<readonly ConfiguredDevice[]>;
}

export function managementClient(transport: Transport, timeoutMs = 10_000): ManagementClient {
  const ask = async (path: string, options: CallOptions = {}) => {
    const response = await transport({
      method: 'GET',
      path: `/management/${path}`,
      parameters: [],
      timeoutMs,
      repeatable: true,
      maxBytes: maxAnswerBytes,
      ...options,
    });
    return readAnswer(response, `management, ${path}`).value;
  };
  return {
    async apiVersions(options) {
      const value = await ask('apiversions', options);
      if (!Array.isArray(value)) throw new TransportError('the server does not list its API versions');
      return value.map(numberIn).filter((version) => Number.isInteger(version)) as number[];
    },
    async description(options) {
      const value = await ask('v1/description', options);
      if (typeof value === 'string') return { name: value, manufacturer: '', version: '', location: '' };
      return {
        name: textOf(value, 'ServerName'),
        manufacturer: textOf(value, 'Manufacturer'),
        version: textOf(value, 'ManufacturerVersion') || textOf(value, 'Version'),
        location: textOf(value, 'Location'),
      };
    },
    async configuredDevices(options) {
      const value = await ask('v1/configureddevices', options);
      if (!Array.isArray(value)) throw new TransportError('the server does not list its devices');
      return value.flatMap((entry): ConfiguredDevice[] => {
        const type = deviceTypeNamed(textOf(entry, 'DeviceType'));
        const number = numberIn(fieldOf(entry, 'DeviceNumber')) ?? -1;
        if (!type || !Number.isInteger(number) || number < 0) return [];
        return [{ type, number, name: textOf(entry, 'DeviceName'), uniqueId: textOf(entry, 'UniqueID') }];
      });
    },
  };
}

function textOf(object: unknown, name: string): string {
  const text = fieldOf(object, name);
  return typeof text === 'string' ? text : '';
}
