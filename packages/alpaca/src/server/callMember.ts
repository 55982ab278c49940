import { DeviceError } from '@uraniborg/core';
import { alpacaError } from '../alpacaError.ts';
import { type DeviceType, deviceTypes } from '../deviceTypes.ts';
import { type Member, membersByPath, methodName } from '../memberIndex.ts';
import type { Row } from '../members/row.ts';
import { type Connection, requireConnected } from './connection.ts';
import { methodOf, type ServedDevice } from './device.ts';

/** A device with what the server knows of it. */
export interface OpenDevice {
  readonly device: ServedDevice;
  readonly connection: Connection;
  /** Answers for the members that say who a device and its driver are, where the driver does not. */
  readonly identity: Readonly<Record<string, string>>;
}

/**
 * Reads, asks or does a member; what the driver leaves out comes from the table.
 *
 * @throws DeviceError not implemented, not connected, or what the driver throws
 */
export async function callMember(open: OpenDevice, member: Member, parameters: readonly unknown[]): Promise<unknown> {
  const { device, connection, identity } = open;
  const { name, row } = member;
  switch (name) {
    case 'Connected':
      return connection.connected();
    case 'Connecting':
      return connection.connecting();
    case 'Connect':
    case 'Disconnect':
      return connection.begin(name === 'Connect');
  }
  if (row.whenDisconnected !== undefined && !(await connection.connected())) return row.whenDisconnected;
  if (!row.offline) await requireConnected(connection, device.name);
  const method = methodOf(device.driver, member.method);
  if (method) return method(...parameters);
  if (name in identity) return identity[name];
  if (name === 'InterfaceVersion') return deviceTypes[device.type].platform7;
  if (row.default === undefined) throw notImplemented(device, name);
  if (typeof row.default !== 'object' || Array.isArray(row.default)) return row.default;
  if ('has' in row.default) return has(device, row.default.has);
  if ('same' in row.default) return callMember(open, memberNamed(device.type, row.default.same), parameters);
  if (!('when' in row.default)) return row.default;
  return (await callMember(open, memberNamed(device.type, row.default.when), [])) === row.default.is;
}

/**
 * Writes a property. One that the driver cannot write, but that has a default, takes that default and nothing else.
 *
 * @throws DeviceError not implemented, invalid value, not connected, or what the driver throws
 */
export async function writeMember(open: OpenDevice, member: Member, value: unknown): Promise<void> {
  const { device, connection } = open;
  if (member.name === 'Connected') return connection.change(value === true);
  await requireConnected(connection, device.name);
  const method = methodOf(device.driver, member.put);
  if (method) {
    await method(value);
    return;
  }
  if (askedFor(device.type, member.name) || member.row.default === undefined || methodOf(device.driver, member.method))
    throw notImplemented(device, member.name);
  const only = await callMember(open, member, []);
  if (value !== only)
    throw alpacaError(
      'invalidValue',
      `${member.name} of ${device.name} can only be ${String(only)}, not ${String(value)}`,
    );
}

/** Whether a Can property tells of the member: it says no then, and a client must not be told otherwise. */
function askedFor(type: DeviceType, name: string): boolean {
  const rows: Row[] = Object.values(deviceTypes[type].members);
  return rows.some(({ default: value }) => typeof value === 'object' && 'has' in value && value.has === name);
}

function has(device: ServedDevice, name: string): boolean {
  const member = memberNamed(device.type, name);
  return methodOf(device.driver, member.put ?? member.method) !== undefined;
}

function memberNamed(type: DeviceType, name: string): Member {
  const member = membersByPath(type).get(name.toLowerCase());
  if (!member) throw new DeviceError(`${type} has no member ${name}`, methodName(name));
  return member;
}

function notImplemented(device: ServedDevice, name: string): DeviceError {
  return alpacaError('notImplemented', `${name} is not implemented by ${device.name}`);
}
