import {
  type AlpacaHandler,
  alpacaClient,
  createAlpacaHandler,
  httpTransport,
  type ListeningServer,
  memoryTransport,
  serveAlpaca,
  type Transport,
} from '@uraniborg/alpaca';
import { type Clock, scaledClock, VirtualClock } from '@uraniborg/core';
import { describe } from 'vitest';
import { type ContractRole, contractPaths } from '../testing/contractPaths.ts';
import { holdContracts, type RoleDevices } from '../testing/holdContracts.ts';
import { olderAlpaca } from '../testing/olderAlpaca.ts';
import { NIGHT, simulatedNight } from '../testing/simulatedNight.ts';
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

function simulated(clock: Clock, device: string): AlpacaHandler {
  const server = { name: 'Simulated', manufacturer: 'Uraniborg', version: '0', location: 'Hven' };
  return createAlpacaHandler({ server, devices: simulatedNight(clock, device).devices, clock });
}

type Make<D> = (transport: Transport, number: number) => D;
const adapters: { readonly [R in ContractRole]: Make<RoleDevices[R]> } = {
  camera: (transport, n) => alpacaCamera(alpacaClient('camera', n, { transport }), `alpaca://s/camera/${n}`),
  mount: (transport, n) => alpacaMount(alpacaClient('telescope', n, { transport }), `alpaca://s/telescope/${n}`),
  focuser: (transport, n) => alpacaFocuser(alpacaClient('focuser', n, { transport }), `alpaca://s/focuser/${n}`),
  filterWheel: (transport, n) =>
    alpacaFilterWheel(alpacaClient('filterWheel', n, { transport }), `alpaca://s/filterwheel/${n}`),
  rotator: (transport, n) => alpacaRotator(alpacaClient('rotator', n, { transport }), `alpaca://s/rotator/${n}`),
  dome: (transport, n) => alpacaDome(alpacaClient('dome', n, { transport }), `alpaca://s/dome/${n}`),
  coverCalibrator: (transport, n) =>
    alpacaCoverCalibrator(alpacaClient('coverCalibrator', n, { transport }), `alpaca://s/covercalibrator/${n}`),
  weather: (transport, n) =>
    alpacaWeather(alpacaClient('observingConditions', n, { transport }), `alpaca://s/observingconditions/${n}`),
  safety: (transport, n) =>
    alpacaSafety(alpacaClient('safetyMonitor', n, { transport }), `alpaca://s/safetymonitor/${n}`),
  switches: (transport, n) => alpacaSwitches(alpacaClient('switch', n, { transport }), `alpaca://s/switch/${n}`),
  gps: () => {
    throw new Error('Alpaca knows no receivers');
  },
};
const numberOf = (device: string) => (device === 'Simulated guide camera' ? 1 : 0);

describe('the simulated observatory through Alpaca in memory, on a virtual clock', () => {
  holdContracts(contractPaths.alpacaMemory, (role, name) => async () => {
    const clock = new VirtualClock(NIGHT);
    const transport = memoryTransport(simulated(clock, name), { clock });
    return {
      device: adapters[role](transport, numberOf(name)),
      clock,
      run: (work) => clock.run(work),
      end: async () => {},
    };
  });
});

describe('the simulated observatory as servers were before Platform 7: older interfaces, and a mount that keeps its client waiting', () => {
  holdContracts(contractPaths.olderAlpaca, (role, name) => async () => {
    const clock = new VirtualClock(NIGHT);
    const transport = olderAlpaca(simulated(clock, name), clock);
    return {
      device: adapters[role](transport, numberOf(name)),
      clock,
      run: (work) => clock.run(work),
      end: async () => {},
    };
  });
});

describe('the simulated observatory through Alpaca on loopback, sixty times as fast', () => {
  // Sixty times as fast, a request takes seconds.
  const options = { camera: { seconds: 6, stampMs: 20_000 } };
  holdContracts(
    contractPaths.alpacaLoopback,
    (role, name) => async () => {
      const clock = scaledClock(60, NIGHT);
      const listening: ListeningServer = await serveAlpaca(simulated(clock, name));
      const transport = httpTransport(`http://${listening.host}:${listening.port}`);
      return {
        device: adapters[role](transport, numberOf(name)),
        clock,
        run: (work) => work,
        async end() {
          transport.close();
          await listening.close();
        },
      };
    },
    options,
  );
});
