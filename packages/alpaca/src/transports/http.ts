import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { type Clock, HouseError, InvalidInput, systemClock, TransportError } from '@uraniborg/core';
import { type Authorisation, basicAuthorisation } from '../server/authorisation.ts';
import type { AlpacaRequest, AlpacaResponse, Transport } from '../transport.ts';
import { withDeadline } from './deadline.ts';
import { encodedParameters } from './parameters.ts';
import { straightGet } from './straightGet.ts';

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
  const { secure } = base;
  const agentOptions = { keepAlive: true, maxSockets: maxConnections, noDelay: true };
  const agent = secure ? new HttpsAgent({ ...agentOptions, ca: options.certificate }) : new HttpAgent(agentOptions);
  const headers: Record<string, string> = {};
  const login = options.authorisation ?? base.login;
  if (login) headers.authorization = basicAuthorisation(login);

  const sendStraight = async (request: AlpacaRequest, signal: AbortSignal) => {
    const target = `${request.path}?${encodedParameters(request)}`;
    const all = { host: `${base.authority}`, accept: request.accept ?? '*/*', ...headers };
    const { host, port, secure } = base;
    try {
      return await straightGet(
        { host, port, secure, certificate: options.certificate, target, headers: all },
        request,
        signal,
      );
    } catch (error) {
      throw signal.aborted ? signal.reason : failure(base, error);
    }
  };
  const sendUsual = (request: AlpacaRequest, signal: AbortSignal) =>
    new Promise<AlpacaResponse>((resolve, reject) => {
      const encoded = encodedParameters(request);
      const form = request.method === 'PUT' ? encoded : undefined;
      const outgoing = (secure ? httpsRequest : httpRequest)({
        host: base.host,
        port: base.port,
        method: request.method,
        path: form === undefined && encoded ? `${request.path}?${encoded}` : request.path,
        agent: request.repeatable ? agent : false,
        ca: options.certificate,
        signal,
        headers: {
          ...headers,
          ...(form === undefined
            ? {}
            : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(form) }),
        },
      });
      const fail = (error: unknown) => reject(signal.aborted ? signal.reason : failure(base, error));
      outgoing.on('error', fail);
      outgoing.on('response', (incoming) => collect(incoming, request).then(resolve, fail));
      outgoing.end(form);
    });

  const send = (request: AlpacaRequest, signal: AbortSignal) =>
    request.accept === undefined ? sendUsual(request, signal) : sendStraight(request, signal);

  const transport = async (request: AlpacaRequest) => {
    try {
      return await withDeadline(clock, request, (signal) => send(request, signal));
    } catch (error) {
      if (!request.repeatable || !isLostConnection(error)) throw error;
      return withDeadline(clock, request, (signal) => send(request, signal));
    }
  };
  return Object.assign(transport, { url: base.origin, close: () => agent.destroy() });
}

/** The whole body, in one piece from the start where the server says how long it is. */
function collect(incoming: IncomingMessage, request: AlpacaRequest): Promise<AlpacaResponse> {
  return new Promise((resolve, reject) => {
    const announced = incoming.headers['content-length'];
    const total = announced === undefined ? undefined : Number(announced);
    const tooLong = () => {
      incoming.destroy();
      reject(new TransportError(`the answer to ${request.path} is longer than ${request.maxBytes} bytes`));
    };
    if (total !== undefined && total > request.maxBytes) return tooLong();
    let body = Buffer.allocUnsafeSlow(total ?? 65536);
    let length = 0;
    incoming.on('data', (piece: Buffer) => {
      if (length + piece.length > request.maxBytes) return tooLong();
      if (length + piece.length > body.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(body.length * 2, length + piece.length));
        body.copy(larger, 0, 0, length);
        body = larger;
      }
      piece.copy(body, length);
      length += piece.length;
      request.onProgress?.(length, total);
    });
    incoming.on('error', reject);
    incoming.on('close', () => {
      if (!incoming.complete)
        reject(
          new TransportError(`the connection broke off after ${length} of ${total ?? 'an unknown number of'} bytes`),
        );
    });
    incoming.on('end', () => {
      if (!incoming.complete) return;
      const contentType = incoming.headers['content-type'] ?? '';
      resolve({ status: incoming.statusCode ?? 0, contentType, body: body.subarray(0, length) });
    });
  });
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
  const text = why[code] ?? (error instanceof Error ? error.message : String(error));
  return new TransportError(`${base.origin}: ${text}`, { cause: error });
}

/** The connection was there and is gone: a kept one that the server had closed, most often. */
function isLostConnection(error: unknown): boolean {
  const code = error instanceof TransportError ? (error.cause as { code?: unknown } | undefined)?.code : undefined;
  return code === 'ECONNRESET' || code === 'EPIPE';
}
