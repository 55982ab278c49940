import { InvalidInput } from '@uraniborg/core';
import { deviceAddress } from './deviceAddress.ts';

export interface ServerChange {
  readonly protocol: 'indi' | 'alpaca';
  /** "host" or "host:port". */
  readonly server: string;
  /** Only what is at this one. Default: whatever it is at. */
  readonly from?: string | undefined;
}

/**
 * The address of the same device on another server; undefined for one that is not meant.
 *
 * @throws InvalidInput the server is no host
 */
export function onServer(address: string, { protocol, server, from }: ServerChange): string | undefined {
  if (!/^[^\s/@?#]+$/.test(server))
    throw new InvalidInput(`"${server}" is not a server; write for example 192.168.1.5 or 192.168.1.5:7624`, 'server');
  const [, scheme = '', at = '', rest = ''] = /^([a-z]+):\/\/([^/]*)(\/.*)$/i.exec(address) ?? [];
  if (deviceAddress(address).protocol !== protocol) return undefined;
  if (from !== undefined && at.toLowerCase() !== from.toLowerCase()) return undefined;
  const moved = `${scheme}://${server}${rest}`;
  // What cannot be an address is told before anything is changed.
  deviceAddress(moved);
  return moved === address ? undefined : moved;
}
