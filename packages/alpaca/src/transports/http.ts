import { type Clock, HouseError, InvalidInput, systemClock, TransportError } from '@uraniborg/core';
import { type Authorisation, basicAuthorisation } from '../server/authorisation.ts';
import type { AlpacaRequest, Transport } from '../transport.ts';
import { connectionPool } from './connectionPool.ts';
import { withDeadline } from './deadline.ts';
import { openConnection } from './httpConnection.ts';
import { encodedParameters } from './parameters.ts';

export interface HttpTransportOptions {
  /** Default: the system clock. */
  readonly clock?: Clock;
  readonly authorisation?: Authorisation;
  /** Connections kept open at most. Fewer for a small controller that can hold only one or two. Default 8. */
  readonly maxConnections?: number;
  /** PEM of the certificate to trust, for a server that signs its own. */
  readonly certificate?: string;
}

/** A transport that has connections to close. */
export interface HttpTransport extends Transport {
  /** Where it leads: "http://192.168.1.5:11111". */
  readonly url: string;
  close(): void;
}

/**
 * A server on the network. Connections are kept and reused; what must not be sent twice goes over a connection of its
 * own, so that an old one cannot swallow it, and so does an image, which then delays nobody.
 *
 * @param url "http://host:port" or "https://host:port"; an IPv6 address in brackets
 * @throws InvalidInput `url` is not one
 */
export function httpTransport(url: string, options: HttpTransportOptions = {}): HttpTransport {
  const base = parsedUrl(url);
  const { clock = systemClock, maxConnections = 8 } = options;
  const login = options.authorisation ?? base.login;
  const open = () => openConnection({ ...base, certificate: options.certificate });
  const pool = connectionPool(open, maxConnections);
  const common = `\r\nhost: ${base.authority}${login ? `\r\nauthorization: ${basicAuthorisation(login)}` : ''}`;

  const send = async (request: AlpacaRequest, signal: AbortSignal) => {
    const shared = request.repeatable && request.accept === undefined;
    const text = requestText(request, common, shared);
    try {
      if (shared) return await pool.use(signal, (connection) => connection.exchange(text, request, signal));
      return await open().exchange(text, request, signal);
    } catch (error) {
      throw signal.aborted ? signal.reason : failure(base, error);
    }
  };
  const transport = async (request: AlpacaRequest) => {
    try {
      return await withDeadline(clock, request, (signal) => send(request, signal));
    } catch (error) {
      if (!request.repeatable || !isLostConnection(error)) throw error;
      return withDeadline(clock, request, (signal) => send(request, signal));
    }
  };
  return Object.assign(transport, { url: base.origin, close: pool.close });
}

/** All of it is ASCII: parameters are escaped, an address is one that `parsedUrl` took. */
function requestText(request: AlpacaRequest, common: string, keep: boolean): string {
  const { method, path, accept } = request;
  const encoded = encodedParameters(request);
  const target = method === 'GET' && encoded ? `${path}?${encoded}` : path;
  const form = `\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${encoded.length}\r\n\r\n${encoded}`;
  return (
    `${method} ${target} HTTP/1.1${common}${accept ? `\r\naccept: ${accept}` : ''}` +
    `\r\nconnection: ${keep ? 'keep-alive' : 'close'}${method === 'PUT' ? form : '\r\n\r\n'}`
  );
}

interface Base {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  /** For the Host header. */
  readonly authority: string;
  readonly login: Authorisation | undefined;
  /** Without the password: for messages. */
  readonly origin: string;
}

/** By hand, because URL knows no IPv6 address with a zone, which is what a link-local one needs. */
function parsedUrl(url: string): Base {
  const match = /^(https?):\/\/(?:([^@/]*)@)?(\[[0-9a-f:.]+(?:%[\w.-]+)?\]|[^\s:/@[\]]+)(?::(\d{1,5}))?\/?$/i.exec(
    url.trim(),
  );
  const secure = match?.[1]?.toLowerCase() === 'https';
  const port = Number(match?.[4] ?? (secure ? 443 : 80));
  if (!match?.[3] || port < 1 || port > 65535)
    throw new InvalidInput(`"${url}" is not the address of a server, such as http://192.168.1.5:11111`, 'url');
  const [user = '', password = ''] = (match[2] ?? '').split(':', 2).map(decodeURIComponent);
  return {
    secure,
    host: match[3].replace(/^\[|\]$/g, ''),
    port,
    authority: `${match[3].replace(/%[^\]]+/, '')}:${port}`,
    login: match[2] === undefined ? undefined : { user, password },
    origin: `${secure ? 'https' : 'http'}://${match[3]}:${port}`,
  };
}

function failure(base: Base, error: unknown): Error {
  if (error instanceof HouseError) return error;
  const code = String((error as { code?: unknown }).code ?? '');
  const why: Record<string, string> = {
    ECONNREFUSED: 'nobody listens there',
    ENOTFOUND: 'there is no computer of that name',
    EAI_AGAIN: 'there is no computer of that name',
    EHOSTUNREACH: 'the computer cannot be reached',
    ENETUNREACH: 'the network cannot be reached',
    ECONNRESET: 'the connection broke off',
    ETIMEDOUT: 'the computer does not answer',
  };
  const known = why[code];
  if (known === undefined)
    return new TransportError(`${base.origin}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  // What the system calls it ("connect ECONNREFUSED") says no more; its code is what others decide by.
  return new TransportError(`${base.origin}: ${known}`, { cause: Object.assign(new Error(known), { code }) });
}

/** The connection was there and is gone: a kept one that the server had closed, most often. */
function isLostConnection(error: unknown): boolean {
  const code = error instanceof TransportError ? (error.cause as { code?: unknown } | undefined)?.code : undefined;
  return code === 'ECONNRESET' || code === 'EPIPE';
}
