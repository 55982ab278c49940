/** The simulated observatory as INDI devices on a property server: what its Alpaca devices are, seen from the other side. */
import type { DeviceType, ServedDevice } from '@uraniborg/alpaca';
import type { PropertyServer } from '@uraniborg/indi';
import type { SimulatedObservatory } from '../simulatedObservatory.ts';
import type { World } from '../world.ts';
import { type Configuration, memoryConfiguration } from './configuration.ts';
import { DeviceHost, type DeviceTable, type Hardware } from './deviceHost.ts';
import type { Driver } from './driver.ts';
import { cameraTable } from './tables/cameraTable.ts';
import { coverCalibratorTable } from './tables/coverCalibratorTable.ts';
import { domeTable } from './tables/domeTable.ts';
import { dslrTable } from './tables/dslrTable.ts';
import { filterWheelTable } from './tables/filterWheelTable.ts';
import { focuserTable } from './tables/focuserTable.ts';
import { gpsTable } from './tables/gpsTable.ts';
import { mountTable } from './tables/mountTable.ts';
import { powerBoxTable } from './tables/powerBoxTable.ts';
import { rotatorTable } from './tables/rotatorTable.ts';
import { safetyTable } from './tables/safetyTable.ts';
import { weatherTable } from './tables/weatherTable.ts';

export interface OfferOverIndiOptions {
  /** Where settings are kept; default: in memory. */
  readonly configuration?: Configuration;
  /** Of the program, for DRIVER_INFO. */
  readonly version?: string;
}

/**
 * Offers every device of the observatory on `server`, under the names that it has in Alpaca. Serve it then:
 * `serveTcp(server)` or `serveStdio(server)`. What is done over one protocol is seen over the other; a device that is
 * disconnected over one is gone from both. Faults of the observatory act here too.
 */
export function offerOverIndi(
  server: PropertyServer,
  { devices, world }: SimulatedObservatory,
  { configuration = memoryConfiguration(), version = '0' }: OfferOverIndiOptions = {},
): void {
  const nameOf = (type: DeviceType) => devices.find((device) => device.type === type)?.name ?? '';
  const companions = {
    telescope: nameOf('telescope'),
    focuser: nameOf('focuser'),
    filter: nameOf('filterWheel'),
    rotator: nameOf('rotator'),
  };
  const options = { server, clock: world.clock, configuration, version };
  for (const device of devices) new DeviceHost(device.name, tableOf(device), hardwareOf(device), options);
  // Alpaca has no such type.
  new DeviceHost('Simulated GPS', gpsTable(world), alwaysThere, options);

  function tableOfCamera(driver: Driver<'camera'>, { sensor, telescope }: World['main']): DeviceTable {
    if (sensor.iso) return dslrTable(driver, sensor, telescope, companions);
    return cameraTable(driver, telescope, companions);
  }

  function tableOf({ type, number, driver }: ServedDevice): DeviceTable {
    // The simulators implement all that their tables ask for.
    switch (type) {
      case 'camera':
        return tableOfCamera(driver as Driver<'camera'>, number === 0 ? world.main : world.guide);
      case 'telescope':
        return mountTable(driver as Driver<'telescope'>);
      case 'focuser':
        return focuserTable(driver as Driver<'focuser'>, world.focuserKind);
      case 'filterWheel':
        return filterWheelTable(driver as Driver<'filterWheel'>);
      case 'rotator':
        return rotatorTable(driver as Driver<'rotator'>);
      case 'dome':
        return domeTable(driver as Driver<'dome'>);
      case 'coverCalibrator':
        return coverCalibratorTable(driver as Driver<'coverCalibrator'>);
      case 'observingConditions':
        return weatherTable(driver as Driver<'observingConditions'>);
      case 'safetyMonitor':
        return safetyTable(driver as Driver<'safetyMonitor'>);
      case 'switch':
        return powerBoxTable(driver as Driver<'switch'>);
      default:
        throw new Error(`the simulated observatory has no ${type}`);
    }
  }
}

/** Connecting, as `faults.wrap` gives it to every driver. */
function hardwareOf({ driver }: ServedDevice): Hardware {
  return {
    connect: () => driver.connect?.(),
    connected: () => driver.connected?.() ?? true,
    disconnect: () => driver.disconnect?.(),
  };
}

const alwaysThere: Hardware = { connect: () => {}, connected: () => true, disconnect: () => {} };
