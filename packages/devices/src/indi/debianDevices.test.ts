import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { afterAll, beforeAll, describe } from 'vitest';
import { cameraContract, filterWheelContract, focuserContract } from '../testing/index.ts';
import { indiBench } from '../testing/indiBench.ts';
import { indiCamera } from './indiCamera.ts';
import { indiFilterWheel } from './indiFilterWheel.ts';
import { indiFocuser } from './indiFocuser.ts';

const reason = whyNoIndiServer();
if (reason) console.log(`The contracts are not held against Debian's INDI drivers: ${reason}`);

describe.skipIf(reason)("Debian's unmodified drivers", () => {
  let server: RunningIndiServer;
  beforeAll(async () => {
    server = await startIndiServer({ drivers: ['indi_simulator_ccd', 'indi_simulator_focus', 'indi_simulator_wheel'] });
  });
  afterAll(() => server?.stop());

  cameraContract(
    'indi_simulator_ccd',
    indiBench(() => server, 'CCD Simulator', indiCamera),
    { seconds: 0.2 },
  );
  focuserContract(
    'indi_simulator_focus',
    indiBench(() => server, 'Focuser Simulator', indiFocuser),
  );
  filterWheelContract(
    'indi_simulator_wheel',
    indiBench(() => server, 'Filter Simulator', indiFilterWheel),
  );
});
