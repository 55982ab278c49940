import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const NOT_BUILT = `<!doctype html><meta charset="utf-8"><title>Uraniborg</title>
<body style="background:#0b0b0c;color:#d8d4cf;font:16px system-ui;padding:2rem">
<p>The web application is not built yet. Run <code>npm run build</code> and reload.</p>`;

/** Serves the built web application; every address that is not a file or the API is the application's own. */
export async function webPages(app: FastifyInstance, folder: string): Promise<void> {
  const built = existsSync(join(folder, 'index.html'));
  if (built) {
    await app.register(fastifyStatic, {
      root: folder,
      cacheControl: false,
      setHeaders(reply, path) {
        // Built files carry a hash of their content in their name; pages do not.
        const fixed = path.startsWith(join(folder, 'assets'));
        reply.header('cache-control', fixed ? 'private, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const page = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (page && !request.url.startsWith('/api/')) {
      if (built) return reply.header('cache-control', 'no-cache').sendFile('index.html');
      return reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT);
    }
    const message = `There is nothing at ${request.method} ${request.url.slice(0, 200)}`;
    return reply.code(404).send({ error: { tag: 'InvalidInput', message } });
  });
}
