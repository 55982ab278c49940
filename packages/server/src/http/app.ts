import fastifyWebsocket from '@fastify/websocket';
import type { Session } from '@uraniborg/api';
import type { Clock } from '@uraniborg/core';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { StateStore } from '../observatory/stateStore.ts';
import { feedProperties, type PropertySources } from '../properties/feedProperties.ts';
import type { Certificate } from '../security/certificate.ts';
import { hostGuard } from '../security/hostGuard.ts';
import { login } from '../security/login.ts';
import type { CheckPassword } from '../security/password.ts';
import { apiErrorOf } from './apiErrorOf.ts';
import { commandRoutes, type Handlers } from './commandRoutes.ts';
import { feedEvents } from './eventFeed.ts';
import { fileRoutes, type OpenFile } from './fileRoutes.ts';
import { type FrameSource, frameRoutes } from './frameRoutes.ts';
import { openApi } from './openApi.ts';
import { propertyRoutes } from './propertyRoutes.ts';
import { webPages } from './webPages.ts';

export interface AppParts {
  store: StateStore;
  handlers: Handlers;
  frames: FrameSource;
  openFile: OpenFile;
  properties: PropertySources;
  /** Where the built web application lies. */
  webFolder: string;
  /** Host names under which the server is reached, besides localhost and addresses. */
  names: readonly string[];
  /** Tells whose a password is; undefined: none is asked for. */
  password: CheckPassword | undefined;
  /** With which it proves itself and encrypts; undefined: plain HTTP. */
  certificate?: Certificate | undefined;
  /** Paces what people and sockets see: the machine's own clock. */
  clock: Clock;
  /** Ends every feed. */
  signal: AbortSignal;
  logger: FastifyBaseLogger;
}

/** The largest command carries a configuration file. */
const BODY_LIMIT = 6 * 1024 * 1024;

const HEADERS = {
  'content-security-policy':
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'cross-origin-resource-policy': 'same-origin',
  // Not no-referrer: a browser then sends "Origin: null" with the login form, which looks like another site.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/** The HTTP face of an observatory, not yet listening. */
export async function app(parts: AppParts): Promise<FastifyInstance> {
  const { store, logger, clock, signal } = parts;
  const server: FastifyInstance = Fastify({
    loggerInstance: logger,
    ...(parts.certificate && { https: parts.certificate }),
    bodyLimit: BODY_LIMIT,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
  });
  // Only JSON: a form of another site can post text without asking first.
  server.removeContentTypeParser('text/plain');
  server.setErrorHandler((error, _request, reply) => {
    const { status, body } = apiErrorOf(error);
    if (status === 500) logger.error(error);
    return reply.code(status).send(body);
  });
  server.addHook('onSend', async (_request, reply) => {
    reply.headers(HEADERS);
  });
  // A refused WebSocket is a bare connection that Node's server no longer counts as its own.
  server.addHook('onResponse', async (request) => {
    if (request.headers.upgrade !== undefined) request.raw.socket.destroySoon();
  });
  hostGuard(server, parts.names);
  const whose =
    parts.password && login(server, parts.password, { clock, signal, secure: parts.certificate !== undefined });

  await server.register(fastifyWebsocket, { options: { maxPayload: 4096 } });
  server.get('/api/v1/events', { websocket: true }, (socket) => {
    const gone = new AbortController();
    socket.on('close', () => gone.abort());
    socket.on('error', (error) => logger.debug(error));
    const feeding = { clock, signal: AbortSignal.any([signal, gone.signal]) };
    Promise.all([feedEvents(socket, store, feeding), feedProperties(socket, parts.properties, feeding)])
      .catch((error) => logger.error(error))
      .finally(() => socket.close());
  });
  server.get('/api/v1/state', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return store.state;
  });
  server.get('/api/v1/session', async (request, reply): Promise<Session> => {
    reply.header('cache-control', 'no-store');
    return { access: whose?.(request) ?? 'owner', login: whose !== undefined };
  });
  server.get('/api/v1/openapi.json', async () => openApi(store.state.version));
  commandRoutes(server, parts.handlers);
  frameRoutes(server, parts.frames);
  fileRoutes(server, parts.openFile);
  propertyRoutes(server, parts.properties.blobs);
  await webPages(server, parts.webFolder, () => store.state);
  return server;
}
