import type { CommandInput, CommandName, CommandOutput, ObservatoryState, ServerEvent } from '@uraniborg/api';
import { parseUtc, scaledClock } from '@uraniborg/core';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { type ServerOptions, startServer } from '../startServer.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** A whole server with its simulated rig on a free port, twenty times as fast as life, and a client of it. */
export async function runningServer(options: ServerOptions = {}) {
  const { clock = scaledClock(20, parseUtc('2026-11-20T22:00:00Z')) } = options;
  const server = await startServer({
    data: temporaryFolder(),
    port: 0,
    begin: false,
    logLevel: 'silent',
    ...options,
    clock,
  });
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= server.close();
    return closed;
  };
  onTestFinished(close);
  return { url: server.url, clock, close, ...(await client(server.url)) };
}

/** What a browser does: one WebSocket, and commands. */
export async function client(url: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}api/v1/events`);
  // A test may wait for any number of things.
  socket.setMaxListeners(0);
  const waiting = new Set<() => void>();
  let state: ObservatoryState | undefined;
  socket.on('message', (data) => {
    const event = JSON.parse(String(data)) as ServerEvent;
    state = event.type === 'state' ? event.state : state && { ...state, ...event.parts };
    for (const look of [...waiting]) look();
  });
  /** Settles with the state as soon as `found` holds of it. */
  const until = (found: (state: ObservatoryState) => boolean) =>
    new Promise<ObservatoryState>((resolve, reject) => {
      const look = () => {
        if (!state || !found(state)) return;
        waiting.delete(look);
        resolve(state);
      };
      waiting.add(look);
      socket.on('close', () => reject(new Error('the server closed the connection')));
      look();
    });
  const nextEvent = () =>
    new Promise<void>((resolve) => {
      const look = () => {
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
    });
  const post = (name: string, input: unknown) =>
    fetch(`${url}api/v1/commands/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
  return {
    until,
    /** @throws Error with the server's sentence */
    async command<K extends CommandName>(name: K, input: CommandInput<K>): Promise<CommandOutput<K>> {
      const response = await post(name, input);
      const body = (await response.json()) as { error?: { message: string } };
      if (body.error) throw new Error(body.error.message);
      return body as CommandOutput<K>;
    },
    /** Settles with the state when the activity has ended. The feed lags behind the answers: the server is asked. */
    async over(id: string): Promise<ObservatoryState> {
      for (;;) {
        const next = nextEvent();
        const now = (await (await fetch(`${url}api/v1/state`)).json()) as ObservatoryState;
        if (!now.activities.some((activity) => activity.id === id)) return now;
        await next;
      }
    },
  };
}
