import { plainText, type ServerRequest, type ServerResponse } from './message.ts';

/** A user name and password by HTTP basic authentication. It travels readable: only over https, or in a trusted network. */
export interface Authorisation {
  readonly user: string;
  readonly password: string;
}

export function authorised(request: ServerRequest, wanted: Authorisation | undefined): boolean {
  return !wanted || same(request.headers.authorization ?? '', basicAuthorisation(wanted));
}

/** The value of the Authorization header. */
export function basicAuthorisation({ user, password }: Authorisation): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

export function unauthorised(realm: string): ServerResponse {
  return {
    ...plainText(401, 'A user name and a password are needed here'),
    headers: { 'www-authenticate': `Basic realm="${realm.replace(/[^\x20-\x7e]|["\\]/g, ' ')}", charset="UTF-8"` },
  };
}

/** In the same time wherever they differ. */
function same(given: string, wanted: string): boolean {
  let difference = given.length ^ wanted.length;
  for (let i = 0; i < wanted.length; i++) difference |= wanted.charCodeAt(i) ^ (given.charCodeAt(i) || 0);
  return difference === 0;
}
