import { deviceAddress } from './deviceAddress.ts';

/** What somebody typed as "alpaca://user:password@host/camera/0", taken apart: the login has a place of its own. */
export interface AddressParts {
  /** Without the login. */
  readonly address: string;
  /** Where it is for, as the transport calls it: "https://host:port". */
  readonly login: { readonly server: string; readonly user: string; readonly password: string } | undefined;
}

/** @throws InvalidInput it is no address of a device */
export function loginOfAddress(text: string): AddressParts {
  const where = deviceAddress(text);
  const url = new URL(text);
  if (where.protocol !== 'alpaca' || url.username === '') return { address: text, login: undefined };
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  url.username = '';
  url.password = '';
  return { address: url.href, login: { server: new URL(where.server).origin, user, password } };
}
