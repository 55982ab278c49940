/**
 * Many clients at one server: each asks ten devices for their state, one after the other, again and again. Ends with 1
 * when an answer fails or memory keeps growing.
 *
 *     node packages/alpaca/scripts/load.ts [clients] [seconds]
 */
import { systemClock } from '@uraniborg/core';
import {
  type AlpacaClient,
  alpacaClient,
  createAlpacaHandler,
  type DeviceType,
  httpTransport,
  serveAlpaca,
} from '../src/index.ts';
import { exampleDevices } from '../src/testing/exampleDrivers.ts';

const clients = Number(process.argv[2] ?? 200);
const seconds = Number(process.argv[3] ?? 60);
const devices = exampleDevices();
const server = { name: 'Load', manufacturer: 'Uraniborg', version: '0', location: '' };
const listening = await serveAlpaca(createAlpacaHandler({ server, devices }));
const url = `http://127.0.0.1:${listening.port}`;
const end = systemClock.now() + seconds * 1000;
const megabytes = () => process.memoryUsage().rss / 2 ** 20;
let requests = 0;
let errors = 0;
let firstError = '';

async function poll(): Promise<void> {
  const transport = httpTransport(url, { maxConnections: 1 });
  const polled = devices.map(
    ({ type, number }) => alpacaClient(type, number, { transport }) as AlpacaClient<DeviceType>,
  );
  const ask = async (request: () => Promise<unknown>) => {
    requests++;
    try {
      await request();
    } catch (error) {
      if (errors++ === 0) firstError = String(error);
    }
  };
  for (const device of polled) await ask(() => device.putConnected(true));
  while (systemClock.now() < end) for (const device of polled) await ask(() => device.deviceState());
  transport.close();
}

const polling = Promise.all(Array.from({ length: clients }, poll));
// A quarter of the time warms everything up.
await systemClock.sleep(seconds * 250);
const start = megabytes();
await polling;
const late = megabytes();
await listening.close();
console.log(
  `${requests} requests (${Math.round(requests / seconds)} a second), ${errors} errors; ${start.toFixed(0)} MB after ${seconds / 4} s, ${late.toFixed(0)} MB after ${seconds} s`,
);
if (errors > 0) throw new Error(`${errors} requests failed, the first: ${firstError}`);
if (late > start * 1.5 + 50) throw new Error('memory keeps growing');
