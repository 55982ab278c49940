import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Answers a request itself, or answers false to let it through. */
export type Tamper = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

/** Stands before a sound Alpaca server and spoils what it is told to. Gone when the test has finished. */
export async function tamperingProxy(port: number, tamper: Tamper): Promise<number> {
  const server = createServer((incoming, outgoing) => {
    if (tamper(incoming, outgoing)) return;
    const { method, url, headers } = incoming;
    const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}
