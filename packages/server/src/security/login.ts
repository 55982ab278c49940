import { type Access, accessNeeded, type CommandName, commands, mayDo } from '@uraniborg/api';
import type { Clock } from '@uraniborg/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { COMMAND_ROUTE } from '../http/commandRoutes.ts';
import { loginPage } from './loginPage.ts';
import type { CheckPassword } from './password.ts';
import { sessions } from './sessions.ts';

const COOKIE = 'uraniborg';

/** After a wrong password the next answer waits: a dictionary takes years, a typing error a second. */
const WRONG_MS = 1000;
/** Checking costs memory on purpose, so few may wait for it at once. */
const MOST_WAITING = 8;

/**
 * Asks for the password before anything is served: a page for people at any address of the site, 401 for scripts. A
 * script says POST /login with {"password": "..."} and keeps the cookie. Whose the password is decides what it opens.
 *
 * @returns who a request that was let in comes from
 */
export function login(
  app: FastifyInstance,
  check: CheckPassword,
  { clock, signal, secure }: { clock: Clock; signal: AbortSignal; secure: boolean },
): (request: FastifyRequest) => Access {
  // A browser then never sends the cookie over a line that is not encrypted.
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  const known = sessions(clock);
  let waiting = 0;
  let turn: Promise<unknown> = Promise.resolve();

  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.url === '/login') return;
    const who = known.whose(tokenOf(request));
    if (who && mayDo(who, accessOf(request))) return;
    if (who) return await forbid(reply, who, accessOf(request));
    return await refuse(request, reply, 401, 'Say the password first: POST /login with {"password": "..."}', '');
  });
  app.get('/login', (_request, reply) => page(reply, 200, ''));
  app.post('/login', { bodyLimit: 4096 }, async (request, reply) => {
    if (waiting >= MOST_WAITING) {
      return await refuse(request, reply, 429, 'Too many are trying to log in at once; try again in a while');
    }
    waiting++;
    const answer = turn.then(async () => {
      const who = await check(passwordOf(request.body));
      if (!who) await clock.sleep(WRONG_MS, signal);
      return who;
    });
    turn = answer.catch(() => undefined);
    let who: Access | undefined;
    try {
      who = await answer;
      if (!who) return await refuse(request, reply, 401, 'This is not the password');
    } finally {
      waiting--;
    }
    reply.header('set-cookie', `${COOKIE}=${known.begin(who)}; ${attributes}; Max-Age=${30 * 86_400}`);
    return wantsPage(request) ? reply.redirect('/', 303) : {};
  });
  app.post('/logout', async (request, reply) => {
    known.end(tokenOf(request));
    reply.header('set-cookie', `${COOKIE}=; ${attributes}; Max-Age=0`);
    return wantsPage(request) ? reply.redirect('/', 303) : {};
  });
  return (request) => known.whose(tokenOf(request)) ?? 'observer';
}

/** Who a request is for: to look is for everybody, a command says it itself, all else that changes something is an operator's. */
function accessOf({ method, url, routeOptions, params }: FastifyRequest): Access {
  if (method === 'GET' || method === 'HEAD' || url === '/logout') return 'observer';
  if (routeOptions.url !== COMMAND_ROUTE) return 'operator';
  const { name } = params as { name: string };
  return Object.hasOwn(commands, name) ? accessNeeded(name as CommandName) : 'operator';
}

function forbid(reply: FastifyReply, who: Access, needed: Access) {
  const may = who === 'observer' ? 'look, and stop what runs' : 'observe';
  const message = `You are here as an ${who} and may ${may}; this needs the password of the ${needed}`;
  return reply.code(403).send({ error: { tag: 'InvalidInput', message } });
}

function tokenOf(request: FastifyRequest): string {
  const pair = (request.headers.cookie ?? '').split(/;\s*/).find((text) => text.startsWith(`${COOKIE}=`));
  return pair?.slice(COOKIE.length + 1) ?? '';
}

function passwordOf(body: unknown): string {
  const password = typeof body === 'object' && body !== null && 'password' in body ? body.password : '';
  return typeof password === 'string' ? password : '';
}

function wantsPage(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').includes('text/html');
}

function refuse(request: FastifyRequest, reply: FastifyReply, status: number, message: string, shown = message) {
  if (wantsPage(request)) return page(reply, status, shown);
  return reply.code(status).send({ error: { tag: 'InvalidInput', message } });
}

function page(reply: FastifyReply, status: number, message: string) {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(loginPage(message));
}
