/**
 * A process of its own for benches: an Alpaca server with two cameras of 4656x3520 and a focuser, and beside it a plain
 * HTTP server that sends as many bytes. Camera 0 turns its pixels round while they are sent; camera 1 has turned them when
 * it says ImageReady, and tells by the action "turnedAheadMs" how long that took. An exposure of either is another frame
 * than the one before. Prints its two ports as JSON and ends with its standard input.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type AlpacaDriver,
  alpacaError,
  answerDiscovery,
  createAlpacaHandler,
  serveAlpaca,
  turnAhead,
} from '@uraniborg/alpaca';
import { seededRandom } from '@uraniborg/core';

const [width, height] = [4656, 3520];
const random = seededRandom(1576);
const frame = Uint16Array.from({ length: width * height }, () => 800 + 30 * random.normal());

function camera(ahead: boolean): AlpacaDriver<'camera'> {
  // Each camera has its own two: what one has turned is nothing to the other.
  const frames = [frame.slice(), frame.toReversed()];
  let exposures = 0;
  let turnedAheadMs = 0;
  const image = () => {
    const data = frames[exposures % 2];
    if (!data || exposures === 0) throw alpacaError('invalidOperation', 'There is no image yet');
    return { width, height, planes: 1 as const, data };
  };
  return {
    cameraState: () => 'idle',
    cameraXSize: () => width,
    cameraYSize: () => height,
    imageReady: () => exposures > 0,
    imageArray: image,
    startExposure() {
      exposures++;
      const begun = performance.now();
      if (ahead) turnAhead(image());
      turnedAheadMs = performance.now() - begun;
    },
    supportedActions: () => ['turnedAheadMs'],
    action: () => String(turnedAheadMs),
    pixelSizeX: () => 3.8,
    pixelSizeY: () => 3.8,
    startX: () => 0,
    startY: () => 0,
    numX: () => width,
    numY: () => height,
  };
}
const focuser = { maxStep: () => 10_000, isMoving: () => false, position: () => 5000, move: () => {} };

const handler = createAlpacaHandler({
  server: { name: 'Bench', manufacturer: 'Uraniborg', version: '1', location: 'loopback' },
  devices: [
    { type: 'camera', number: 0, name: 'Camera', uniqueId: 'bench-camera', driver: camera(false) },
    { type: 'camera', number: 1, name: 'Camera that turns ahead', uniqueId: 'bench-ahead', driver: camera(true) },
    { type: 'focuser', number: 0, name: 'Focuser', uniqueId: 'bench-focuser', driver: focuser },
  ],
});

const alpaca = await serveAlpaca(handler, { host: '127.0.0.1', port: 0 });
await answerDiscovery({ alpacaPort: alpaca.port }).catch(() => undefined);
const bytes = Buffer.alloc(44 + 2 * width * height, 7);
const raw = createServer((_request, response) => response.setHeader('content-length', bytes.length).end(bytes));
raw.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ alpaca: alpaca.port, raw: (raw.address() as AddressInfo).port }));
});
process.stdin.on('end', () => process.exit(0)).resume();
