import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Keeps other people's web pages out. A page from elsewhere reaches a server on loopback in two ways: under its own
 * name, re-pointed at 127.0.0.1 (DNS rebinding: the Host is that name), or by a request across origins (CSRF: the
 * Origin is that page). An address cannot be re-pointed, so addresses are always good hosts; names only those given.
 *
 * @param names host names, without port, under which this server is reached; localhost is always one
 */
export function hostGuard(app: FastifyInstance, names: readonly string[]): void {
  const known = new Set(['localhost', ...names.map((name) => name.toLowerCase())]);
  app.addHook('onRequest', async (request, reply) => {
    const host = hostOf(request.headers.host);
    if (!host || !(isIP(host) || known.has(host))) {
      return reply.code(421).send({
        error: {
          tag: 'InvalidInput',
          message: `This server does not go by the name "${request.headers.host ?? ''}". Use its address, or start it with --name`,
        },
      });
    }
    if (!sameOrigin(request)) {
      return reply.code(403).send({
        error: { tag: 'InvalidInput', message: 'This request comes from the page of another site and is refused' },
      });
    }
  });
}

/** The host without port and brackets, lower case; undefined when it is not one. */
function hostOf(header: string | undefined): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(header ?? '');
  return (match?.[1] ?? match?.[2])?.toLowerCase();
}

/** Reading across origins is stopped by the browser itself, save for WebSockets; what changes something is stopped here. */
function sameOrigin({ method, headers }: FastifyRequest): boolean {
  const reads = (method === 'GET' || method === 'HEAD') && headers.upgrade === undefined;
  if (reads) return true;
  if (headers['sec-fetch-site'] !== undefined && !['same-origin', 'none'].includes(String(headers['sec-fetch-site']))) {
    return false;
  }
  // A script that is not a browser sends no Origin, and carries no one else's cookies.
  if (headers.origin === undefined) return true;
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host?.toLowerCase();
}
