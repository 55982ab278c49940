import { readFileSync } from 'node:fs';
import {
  type AlpacaHandler,
  alpacaClient,
  createAlpacaHandler,
  type HttpTransport,
  httpTransport,
  type ListeningServer,
  memoryTransport,
  serveAlpaca,
  type Transport,
} from '@uraniborg/alpaca';
import { openStarCatalogue } from '@uraniborg/astrometry';
import { type Clock, parseUtc, scaledClock, VirtualClock } from '@uraniborg/core';
import { createSimulatedObservatory } from '@uraniborg/simulators';
import { describe } from 'vitest';
import type { Device } from '../device.ts';
import {
  cameraContract,
  coverCalibratorContract,
  domeContract,
  filterWheelContract,
  focuserContract,
  type MakeBench,
  mountContract,
  rotatorContract,
  safetyContract,
  switchesContract,
  weatherContract,
} from '../testing/index.ts';
import { alpacaCamera } from './alpacaCamera.ts';
import { alpacaCoverCalibrator } from './alpacaCoverCalibrator.ts';
import { alpacaDome } from './alpacaDome.ts';
import { alpacaFilterWheel } from './alpacaFilterWheel.ts';
import { alpacaFocuser } from './alpacaFocuser.ts';
import { alpacaMount } from './alpacaMount.ts';
import { alpacaRotator } from './alpacaRotator.ts';
import { alpacaSafety } from './alpacaSafety.ts';
import { alpacaSwitches } from './alpacaSwitches.ts';
import { alpacaWeather } from './alpacaWeather.ts';

const stars = openStarCatalogue(readFileSync(new URL('../../../astrometry/data/stars.bin', import.meta.url)));
const NIGHT = parseUtc('2026-11-20T23:00:00Z');

function simulated(clock: Clock): AlpacaHandler {
  const { devices } = createSimulatedObservatory({ clock, seed: 1, stars });
  const server = { name: 'Simulated', manufacturer: 'Uraniborg', version: '0', location: 'Hven' };
  return createAlpacaHandler({ server, devices, clock });
}

type Make<D> = (transport: Transport) => D;
const camera = (transport: Transport) => alpacaCamera(alpacaClient('camera', 0, { transport }), 'alpaca://s/camera/0');
const guide = (transport: Transport) => alpacaCamera(alpacaClient('camera', 1, { transport }), 'alpaca://s/camera/1');
const mount = (transport: Transport) =>
  alpacaMount(alpacaClient('telescope', 0, { transport }), 'alpaca://s/telescope/0');
const focuser = (transport: Transport) =>
  alpacaFocuser(alpacaClient('focuser', 0, { transport }), 'alpaca://s/focuser/0');
const wheel = (transport: Transport) =>
  alpacaFilterWheel(alpacaClient('filterWheel', 0, { transport }), 'alpaca://s/filterwheel/0');

const rotator = (transport: Transport) =>
  alpacaRotator(alpacaClient('rotator', 0, { transport }), 'alpaca://s/rotator/0');
const dome = (transport: Transport) => alpacaDome(alpacaClient('dome', 0, { transport }), 'alpaca://s/dome/0');
const cover = (transport: Transport) =>
  alpacaCoverCalibrator(alpacaClient('coverCalibrator', 0, { transport }), 'alpaca://s/covercalibrator/0');
const weather = (transport: Transport) =>
  alpacaWeather(alpacaClient('observingConditions', 0, { transport }), 'alpaca://s/observingconditions/0');
const safety = (transport: Transport) =>
  alpacaSafety(alpacaClient('safetyMonitor', 0, { transport }), 'alpaca://s/safetymonitor/0');
const switches = (transport: Transport) =>
  alpacaSwitches(alpacaClient('switch', 0, { transport }), 'alpaca://s/switch/0');

describe('the simulated observatory through Alpaca in memory, on a virtual clock', () => {
  const bench =
    <D extends Device>(make: Make<D>): MakeBench<D> =>
    async () => {
      const clock = new VirtualClock(NIGHT);
      const device = make(memoryTransport(simulated(clock), { clock }));
      return { device, clock, run: (work) => clock.run(work), end: async () => {} };
    };
  cameraContract('simulated camera', bench(camera));
  cameraContract('simulated guide camera', bench(guide));
  mountContract('simulated mount', bench(mount));
  focuserContract('simulated focuser', bench(focuser));
  filterWheelContract('simulated filter wheel', bench(wheel));
  rotatorContract('simulated rotator', bench(rotator));
  domeContract('simulated dome', bench(dome));
  coverCalibratorContract('simulated cover and flat panel', bench(cover));
  weatherContract('simulated weather station', bench(weather));
  safetyContract('simulated safety monitor', bench(safety));
  switchesContract('simulated power box', bench(switches));
});

describe('the simulated observatory through Alpaca on loopback, sixty times as fast', () => {
  const bench =
    <D extends Device>(make: Make<D>): MakeBench<D> =>
    async () => {
      const clock = scaledClock(60, NIGHT);
      const listening: ListeningServer = await serveAlpaca(simulated(clock));
      const transport: HttpTransport = httpTransport(`http://${listening.host}:${listening.port}`);
      return {
        device: make(transport),
        clock,
        run: (work) => work,
        async end() {
          transport.close();
          await listening.close();
        },
      };
    };
  // Sixty times as fast, a request takes seconds.
  cameraContract('simulated camera', bench(camera), { seconds: 6, stampMs: 20_000 });
  mountContract('simulated mount', bench(mount));
  focuserContract('simulated focuser', bench(focuser));
  filterWheelContract('simulated filter wheel', bench(wheel));
  rotatorContract('simulated rotator', bench(rotator));
  domeContract('simulated dome', bench(dome));
  coverCalibratorContract('simulated cover and flat panel', bench(cover));
  weatherContract('simulated weather station', bench(weather));
  safetyContract('simulated safety monitor', bench(safety));
  switchesContract('simulated power box', bench(switches));
});
