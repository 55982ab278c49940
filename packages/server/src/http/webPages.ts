import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { ObservatoryState } from '@uraniborg/api';
import type { FastifyInstance, FastifyReply } from 'fastify';

const NOT_BUILT = `<!doctype html><meta charset="utf-8"><title>Uraniborg</title>
<body style="background:#0b0b0c;color:#d8d4cf;font:16px system-ui;padding:2rem">
<p>The web application is not built yet. Run <code>npm run build</code> and reload.</p>`;

/**
 * Serves the built web application; every address that is not a file or the API is the application's own. The page
 * carries the state of the observatory as it is now, and names the newest frame's preview: the first look is complete
 * before the first message comes.
 */
export async function webPages(app: FastifyInstance, folder: string, state: () => ObservatoryState): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined);
  const sendPage = (reply: FastifyReply) => {
    if (page === undefined) return reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT);
    return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(withState(page, state()));
  };
  for (const path of ['/', '/index.html']) app.get(path, (_request, reply) => sendPage(reply));
  if (page !== undefined) {
    await app.register(fastifyStatic, {
      root: folder,
      index: false,
      cacheControl: false,
      setHeaders(reply, path) {
        // Built files carry a hash of their content in their name; others do not.
        const fixed = path.startsWith(join(folder, 'assets'));
        reply.header('cache-control', fixed ? 'private, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const wanted = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (wanted && !request.url.startsWith('/api/')) return sendPage(reply);
    const message = `There is nothing at ${request.method} ${request.url.slice(0, 200)}`;
    return reply.code(404).send({ error: { tag: 'InvalidInput', message } });
  });
}

function withState(page: string, state: ObservatoryState): string {
  const [newest] = state.frames;
  const preview = newest && `/api/v1/frames/${encodeURIComponent(newest.id)}/preview?size=large`;
  const preload = preview ? `<link rel="preload" as="image" href="${preview}">` : '';
  // Inside a script element only "<" could end it.
  const data = JSON.stringify(state).replaceAll('<', '\\u003c');
  return page.replace('</head>', () => `${preload}<script type="application/json" id="state">${data}</script></head>`);
}
