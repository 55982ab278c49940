import type { Socket } from 'node:net';
import { AbortedError } from '@uraniborg/core';
import { afterEach, expect, test } from 'vitest';
import { alpacaClient } from '../client/client.ts';
import { httpAnswer, type RawServer, rawServer } from '../testing/rawServer.ts';
import { type HttpTransport, httpTransport } from './http.ts';

const ok = httpAnswer(JSON.stringify({ Value: 5, ErrorNumber: 0, ErrorMessage: '' }));
const used: { readonly server: RawServer; readonly transport: HttpTransport }[] = [];

afterEach(async () => {
  for (const { server, transport } of used.splice(0)) {
    transport.close();
    await server.close();
  }
});

async function setUp(maxConnections: number, answer: (socket: Socket, line: string, count: number) => void) {
  const server = await rawServer(answer);
  const transport = httpTransport(server.url, { maxConnections });
  used.push({ server, transport });
  return { server, camera: alpacaClient('camera', 0, { transport }) };
}

test('as many connections as are allowed; who comes later waits for one, or gives up waiting', async () => {
  const asked: Socket[] = [];
  let reached: (() => void) | undefined;
  const { server, camera } = await setUp(2, (socket) => {
    asked.push(socket);
    reached?.();
  });
  const until = async (count: number) => {
    while (asked.length < count)
      await new Promise<void>((resolve) => {
        reached = resolve;
      });
  };
  const reads = [camera.binX(), camera.binX(), camera.binX()];
  const giveUp = new AbortController();
  const late = camera.binX({ signal: giveUp.signal });
  await until(2);
  giveUp.abort();
  await expect(late).rejects.toBeInstanceOf(AbortedError);
  asked[0]?.write(ok);
  await until(3);
  for (const socket of asked.slice(1)) socket.write(ok);
  expect(await Promise.all(reads)).toEqual([5, 5, 5]);
  expect(server.connections()).toBe(2);
  expect(server.requests).toHaveLength(3);
});

test('a connection on which more comes than was asked for is not used again', async () => {
  const { server, camera } = await setUp(1, (socket) => socket.write(Buffer.concat([ok, ok])));
  expect([await camera.binX(), await camera.binX()]).toEqual([5, 5]);
  expect(server.connections()).toBe(2);
});

test('a server that says that it closes is believed', async () => {
  const closing = httpAnswer('{"Value":5,"ErrorNumber":0}', 'application/json', 200, 'Connection: close\r\n');
  const { server, camera } = await setUp(1, (socket) => socket.write(closing));
  expect([await camera.binX(), await camera.binX()]).toEqual([5, 5]);
  expect(server.connections()).toBe(2);
});

test('an answer in chunks leaves the connection as it was', async () => {
  const body = '{"Value":5,"ErrorNumber":0}';
  const { server, camera } = await setUp(1, (socket) =>
    socket.write(
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
    ),
  );
  expect([await camera.binX(), await camera.binX()]).toEqual([5, 5]);
  expect(server.connections()).toBe(1);
});
