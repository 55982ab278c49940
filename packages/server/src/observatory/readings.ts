import type { Reading, Role } from '@uraniborg/api';
import type { Clock } from '@uraniborg/core';
import type { Camera, FilterWheel, Focuser, Mount, Site } from '@uraniborg/devices';
import { fromMountEquinox } from '@uraniborg/operations';

export interface DeviceOf {
  camera: Camera;
  mount: Mount;
  focuser: Focuser;
  filterWheel: FilterWheel;
}
export type AnyDevice = DeviceOf[Role];

interface Looking {
  clock: Clock;
  signal: AbortSignal;
  site: Site | undefined;
}

/** What the screens show of a connected device. @throws DeviceError, TransportError, TimeoutError */
export async function readingOf(device: AnyDevice, looking: Looking): Promise<Reading> {
  switch (device.kind) {
    case 'camera':
      return await cameraReading(device, looking);
    case 'mount':
      return await mountReading(device, looking);
    case 'focuser': {
      const { position, moving, temperature = null } = await device.read(looking);
      return { kind: 'focuser', position, moving, temperature, maxPosition: device.capabilities().maxPosition };
    }
    case 'filterWheel': {
      const { slot = null } = await device.read(looking);
      return { kind: 'filterWheel', slot, filters: device.capabilities().filters.map((filter) => ({ ...filter })) };
    }
  }
}

/** Whether the next look should come soon. */
export function isMoving(reading: Reading): boolean {
  switch (reading.kind) {
    case 'camera':
      return reading.state !== 'idle' && reading.state !== 'error';
    case 'mount':
      return reading.slewing;
    case 'focuser':
      return reading.moving;
    case 'filterWheel':
      return reading.slot === null;
  }
}

async function cameraReading(camera: Camera, looking: Looking): Promise<Reading> {
  const { state, temperature, setpoint, coolerOn, coolerPower, gain, offset } = await camera.read(looking);
  const able = camera.capabilities();
  return {
    kind: 'camera',
    state,
    temperature: temperature ?? null,
    setpoint: setpoint ?? null,
    coolerOn: coolerOn ?? null,
    coolerPower: coolerPower ?? null,
    gain: gain ?? null,
    offset: offset ?? null,
    width: able.width,
    height: able.height,
    maxBin: Math.min(able.maxBin.x, able.maxBin.y),
    gainRange: able.gain && 'min' in able.gain ? { ...able.gain } : null,
    gainNames: able.gain && 'names' in able.gain ? [...able.gain.names] : null,
    offsetRange: able.offset && 'min' in able.offset ? { ...able.offset } : null,
    exposureMin: able.exposure.min,
    exposureMax: able.exposure.max,
    canSetTemperature: able.canSetTemperature,
  };
}

async function mountReading(mount: Mount, looking: Looking): Promise<Reading> {
  const reading = await mount.read(looking);
  const able = mount.capabilities();
  const { ra, dec } = fromMountEquinox(reading, able.equinox, looking.clock.now());
  return {
    kind: 'mount',
    ra,
    dec,
    altitude: reading.altitude ?? null,
    azimuth: reading.azimuth ?? null,
    siderealTimeHours: reading.siderealTimeHours ?? null,
    tracking: reading.tracking,
    slewing: reading.slewing,
    parked: reading.parked,
    pierSide: reading.pierSide ?? null,
    moveRates: [...able.moveRates],
    canPark: able.canPark,
    canSync: able.canSync,
  };
}
