/**
 * A process of its own for benches: an Alpaca server with a camera that sees repeatedSky, as many times across as its
 * argument says. It has turned its pixels round when it says ImageReady; every second exposure is upside down. Prints its
 * port and ends with its standard input.
 */
import { setTimeout } from 'node:timers/promises';
import { alpacaError, createAlpacaHandler, serveAlpaca, turnAhead } from '@uraniborg/alpaca';
import { repeatedSky } from './repeatedSky.ts';

const sky = repeatedSky(Number(process.argv[2] ?? 4));
const { width, height } = sky;
const frames = [sky.data, sky.data.toReversed()];
let exposures = 0;
let ready = false;

const image = () => {
  const data = frames[exposures % 2];
  if (!data || !ready) throw alpacaError('invalidOperation', 'There is no image yet');
  return { width, height, planes: 1 as const, data };
};

const handler = createAlpacaHandler({
  server: { name: 'Bench', manufacturer: 'Uraniborg', version: '1', location: 'loopback' },
  devices: [
    {
      type: 'camera',
      number: 0,
      name: 'Camera',
      uniqueId: 'bench-sky',
      driver: {
        cameraState: () => (ready ? 'idle' : 'exposing'),
        cameraXSize: () => width,
        cameraYSize: () => height,
        imageReady: () => ready,
        imageArray: image,
        async startExposure(seconds: number) {
          ready = false;
          exposures++;
          setTimeout(1000 * seconds).then(() => {
            ready = true;
            turnAhead(image());
          });
        },
        pixelSizeX: () => 3.8,
        pixelSizeY: () => 3.8,
        startX: () => 0,
        startY: () => 0,
        numX: () => width,
        numY: () => height,
      },
    },
  ],
});
console.log((await serveAlpaca(handler, { host: '127.0.0.1', port: 0 })).port);
process.stdin.on('end', () => process.exit(0)).resume();
