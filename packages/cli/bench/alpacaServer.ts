/**
 * A process of its own for benches: an Alpaca server with two cameras that hold one frame of 4656x3520 and a focuser, and
 * beside it a plain HTTP server that sends the same bytes. Camera 0 turns its pixels round for every download; camera 1
 * has its answer ready, so that only the client is measured. Prints its two ports as JSON and ends with its standard input.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type AlpacaHandler,
  answerDiscovery,
  createAlpacaHandler,
  type ServerResponse,
  serveAlpaca,
} from '@uraniborg/alpaca';
import { seededRandom } from '@uraniborg/core';

const [width, height] = [4656, 3520];
const random = seededRandom(1576);
const data = Uint16Array.from({ length: width * height }, () => 800 + 30 * random.normal());
const camera = {
  cameraState: () => 'idle' as const,
  cameraXSize: () => width,
  cameraYSize: () => height,
  imageReady: () => true,
  imageArray: () => ({ width, height, planes: 1 as const, data }),
  startExposure: () => {},
  pixelSizeX: () => 3.8,
  pixelSizeY: () => 3.8,
  startX: () => 0,
  startY: () => 0,
  numX: () => width,
  numY: () => height,
};
const focuser = { maxStep: () => 10_000, isMoving: () => false, position: () => 5000, move: () => {} };

const handler = createAlpacaHandler({
  server: { name: 'Bench', manufacturer: 'Uraniborg', version: '1', location: 'loopback' },
  devices: [
    { type: 'camera', number: 0, name: 'Camera', uniqueId: 'bench-camera', driver: camera },
    { type: 'camera', number: 1, name: 'Ready camera', uniqueId: 'bench-ready', driver: camera },
    { type: 'focuser', number: 0, name: 'Focuser', uniqueId: 'bench-focuser', driver: focuser },
  ],
});

let ready: ServerResponse | undefined;
const withReadyAnswer: AlpacaHandler = async (request) => {
  if (request.path !== '/api/v1/camera/1/imagearray') return handler(request);
  if (!ready) {
    const { body, ...answer } = await handler(request);
    ready = {
      ...answer,
      // Copied piece by piece: the memory of a piece is used again for the next.
      body: body instanceof Uint8Array ? body : Buffer.concat(Array.from(body, (piece) => Buffer.from(piece))),
    };
  }
  return ready;
};
const alpaca = await serveAlpaca(withReadyAnswer, { host: '127.0.0.1', port: 0 });
await answerDiscovery({ alpacaPort: alpaca.port }).catch(() => undefined);
const bytes = Buffer.alloc(44 + data.byteLength, 7);
const raw = createServer((_request, response) => response.setHeader('content-length', bytes.length).end(bytes));
raw.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ alpaca: alpaca.port, raw: (raw.address() as AddressInfo).port }));
});
process.stdin.on('end', () => process.exit(0)).resume();
