/** The simulated observatory as devices for an Alpaca server: `createAlpacaHandler({ server, devices })`. */
import type { DeviceType, ServedDevice } from '@uraniborg/alpaca';
import { createCameraDriver } from './drivers/cameraDriver.ts';
import { createCoverCalibratorDriver } from './drivers/coverCalibratorDriver.ts';
import { createDomeDriver } from './drivers/domeDriver.ts';
import { createFilterWheelDriver } from './drivers/filterWheelDriver.ts';
import { createFocuserDriver } from './drivers/focuserDriver.ts';
import { createObservingConditionsDriver } from './drivers/observingConditionsDriver.ts';
import { createRotatorDriver } from './drivers/rotatorDriver.ts';
import { createSafetyMonitorDriver } from './drivers/safetyMonitorDriver.ts';
import { createSwitchDriver } from './drivers/switchDriver.ts';
import { createTelescopeDriver } from './drivers/telescopeDriver.ts';
import { createFaults, type Faults } from './faults.ts';
import { latticeHash } from './smoothNoise.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

export interface SimulatedObservatory {
  /** Camera 0 (main) and 1 (guide), and one of every other type. */
  readonly devices: readonly ServedDevice[];
  readonly faults: Faults;
  /** The truth behind the devices: for scripts that make weather, and for tests. Nothing that observes may look here. */
  readonly world: World;
}

const focuserNames = {
  absolute: 'Simulated focuser',
  relative: 'Simulated relative focuser',
  timed: 'Simulated timed focuser',
} as const;

const cameraName = ({ main }: World) => (main.sensor.iso ? 'Simulated DSLR' : 'Simulated camera');

/**
 * Nothing runs by itself: what the devices answer follows from the clock, the seed and what they were told. The same
 * seed, the same commands at the same times: the same pixels.
 */
export function createSimulatedObservatory(options: WorldOptions): SimulatedObservatory {
  const world = createWorld(options);
  const faults = createFaults(world.clock);
  const devices: ServedDevice[] = [
    serve('camera', 0, cameraName(world), createCameraDriver(world, world.main), world.power.camera),
    serve('camera', 1, 'Simulated guide camera', createCameraDriver(world, world.guide)),
    serve('telescope', 0, 'Simulated mount', createTelescopeDriver(world), world.power.mount),
    serve('focuser', 0, focuserNames[world.focuserKind], createFocuserDriver(world)),
    serve('filterWheel', 0, 'Simulated filter wheel', createFilterWheelDriver(world)),
    serve('rotator', 0, 'Simulated rotator', createRotatorDriver(world)),
    serve('dome', 0, 'Simulated dome', createDomeDriver(world)),
    serve('coverCalibrator', 0, 'Simulated cover and flat panel', createCoverCalibratorDriver(world)),
    serve('observingConditions', 0, 'Simulated weather station', createObservingConditionsDriver(world)),
    serve('safetyMonitor', 0, 'Simulated safety monitor', createSafetyMonitorDriver(world)),
    serve('switch', 0, 'Simulated power box', createSwitchDriver(world)),
  ];
  return { devices, faults, world };

  function serve<T extends DeviceType>(
    type: T,
    number: number,
    name: string,
    driver: Extract<ServedDevice, { type: T }>['driver'],
    powered: (time: number) => boolean = () => true,
  ) {
    const wrapped = faults.wrap(`${type.toLowerCase()}/${number}`, driver, () => powered(world.clock.now()));
    return { type, number, name, uniqueId: uniqueId(options.seed, type, number), driver: wrapped } as ServedDevice;
  }
}

/** A UUID (version 8: made by rule) that stays with a device of a seed. */
function uniqueId(seed: number, type: string, number: number): string {
  let text = '';
  for (let part = 0; part < 4; part++) {
    let hash = latticeHash(seed, part, number);
    for (const letter of type) hash = latticeHash(hash, letter.charCodeAt(0), part);
    text += hash.toString(16).padStart(8, '0');
  }
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-8${text.slice(13, 16)}-a${text.slice(17, 20)}-${text.slice(20)}`;
}
