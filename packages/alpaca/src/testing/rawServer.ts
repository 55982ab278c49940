/** A server that does with a connection whatever a test wants, wrong things above all. */
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface RawServer {
  readonly url: string;
  /** The first line of each request so far. */
  readonly requests: readonly string[];
  /** How many connections were made. */
  connections(): number;
  close(): Promise<void>;
}

/** @param answer is called for each request, once its head and body are there */
export async function rawServer(
  answer: (socket: Socket, requestLine: string, count: number) => void,
): Promise<RawServer> {
  const open = new Set<Socket>();
  const requests: string[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    open.add(socket);
    connections++;
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => {}); // the other side may be rude as well
    let text = '';
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
      for (;;) {
        const end = text.indexOf('\r\n\r\n');
        const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
        if (end < 0 || text.length < end + 4 + length) return;
        const line = text.slice(0, text.indexOf('\r\n'));
        text = text.slice(end + 4 + length);
        requests.push(line);
        answer(socket, line, requests.length);
      }
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    connections: () => connections,
    close: () =>
      new Promise((closed) => {
        for (const socket of open) socket.destroy();
        server.close(() => closed());
      }),
  };
}

/** A whole HTTP answer. */
export function httpAnswer(
  body: string | Uint8Array,
  contentType = 'application/json',
  status = 200,
  more = '',
): Buffer {
  const bytes = Buffer.from(body);
  const head = `HTTP/1.1 ${status} X\r\nContent-Type: ${contentType}\r\nContent-Length: ${bytes.length}\r\n${more}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes]);
}
