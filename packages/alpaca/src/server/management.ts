import { deviceTypes } from '../deviceTypes.ts';
import type { ServedDevice } from './device.ts';
import { envelope } from './deviceAnswer.ts';
import { plainText, type ServerRequest, type ServerResponse } from './message.ts';
import type { Transaction } from './transaction.ts';

/** What a server says of itself. */
export interface ServerDescription {
  readonly name: string;
  readonly manufacturer: string;
  readonly version: string;
  /** Where it stands, for a person. */
  readonly location: string;
}

/** The three answers of the management interface. */
export function managementAnswer(
  request: ServerRequest,
  server: ServerDescription,
  devices: readonly ServedDevice[],
  transaction: Transaction,
): ServerResponse {
  if (request.method !== 'GET') return plainText(400, 'The management interface is used with GET only');
  switch (request.path) {
    case '/management/apiversions':
      return envelope(transaction, [1]);
    case '/management/v1/description':
      return envelope(transaction, {
        ServerName: server.name,
        Manufacturer: server.manufacturer,
        ManufacturerVersion: server.version,
        Location: server.location,
      });
    case '/management/v1/configureddevices':
      return envelope(
        transaction,
        devices.map(({ type, number, name, uniqueId }) => ({
          DeviceName: name,
          DeviceType: deviceTypes[type].name,
          DeviceNumber: number,
          UniqueID: uniqueId,
        })),
      );
    default:
      return plainText(
        400,
        `There is no ${request.path}; apiversions, v1/description and v1/configureddevices are there`,
      );
  }
}
