import type { Reading, ReadingOf, Role } from '@uraniborg/api';
import type { Clock } from '@uraniborg/core';
import type {
  Camera,
  CoverCalibrator,
  Dome,
  FilterWheel,
  Focuser,
  Gps,
  Guided,
  Guider,
  Mount,
  Rotator,
  Safety,
  Site,
  Switches,
  Watchdog,
  Weather,
} from '@uraniborg/devices';
import { fromMountEquinox } from '@uraniborg/operations';
import { isCalibrated } from '../rig/withCalibration.ts';

export interface DeviceOf {
  camera: Camera;
  guideCamera: Camera;
  finderCamera: Camera;
  mount: Mount;
  focuser: Focuser;
  filterWheel: FilterWheel;
  rotator: Rotator;
  dome: Dome;
  coverCalibrator: CoverCalibrator;
  weather: Weather;
  safety: Safety;
  gps: Gps;
  watchdog: Watchdog;
  guider: Guider;
  switches: Switches;
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
      const { maxPosition, positioning } = device.capabilities();
      return { kind: 'focuser', position, moving, temperature, maxPosition, positioning };
    }
    case 'filterWheel': {
      const { slot = null, turning } = await device.read(looking);
      return {
        kind: 'filterWheel',
        slot,
        turning,
        filters: device.capabilities().filters.map((filter) => ({ ...filter })),
      };
    }
    case 'rotator': {
      const read = await device.read(looking);
      const { angle, mechanicalAngle = null, moving, reversed = null } = read;
      const calibrated = isCalibrated(device, read);
      const { canReverse, canSync, canHalt } = device.capabilities();
      return { kind: 'rotator', angle, mechanicalAngle, moving, reversed, calibrated, canReverse, canSync, canHalt };
    }
    case 'dome': {
      const { azimuth = null, shutter = null, moving, parked, slaved } = await device.read(looking);
      const { canSetAzimuth, canSetShutter, canPark, canSlave, canSync } = device.capabilities();
      const can = { canSetAzimuth, canSetShutter, canPark, canSlave, canSync };
      return { kind: 'dome', azimuth, shutter, moving, parked, slaved, ...can };
    }
    case 'coverCalibrator': {
      const { cover = null, light = null, brightness = null } = await device.read(looking);
      const { maxBrightness, canHalt } = device.capabilities();
      return { kind: 'coverCalibrator', cover, light, brightness, maxBrightness, canHalt };
    }
    case 'weather':
      return await weatherReading(device, looking);
    case 'safety':
      return { kind: 'safety', safe: (await device.read(looking)).safe };
    case 'gps': {
      const { fixed, latitude = null, longitude = null, elevation = null, time = null } = await device.read(looking);
      return { kind: 'gps', fixed, latitude, longitude, elevation, time };
    }
    case 'watchdog': {
      const { armed, seconds = null, shutdown } = await device.read(looking);
      return { kind: 'watchdog', armed, seconds, shutdown };
    }
    case 'guider': {
      const { state, guided } = await device.read(looking);
      return { kind: 'guider', state, rms: guided ? shownRms(guided) : null, lost: guided?.lost ?? 0 };
    }
    case 'switches': {
      const { values } = await device.read(looking);
      const { switches } = device.capabilities();
      return { kind: 'switches', switches: switches.map((one) => ({ ...one, value: values.get(one.id) ?? null })) };
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
    case 'rotator':
    case 'dome':
      return reading.moving;
    case 'coverCalibrator':
      return reading.cover === 'moving' || reading.light === 'warming';
    case 'weather':
    case 'safety':
    case 'gps':
    case 'watchdog':
    case 'guider':
    case 'switches':
      return false;
    case 'filterWheel':
      return reading.turning;
  }
}

/** In arcseconds as soon as the scale of the guide camera is known. */
function shownRms({ rms, arcsecPerPixel }: Guided): ReadingOf<'guider'>['rms'] {
  if (!rms) return null;
  const [unit, scale] = arcsecPerPixel === undefined ? (['px', 1] as const) : (['arcsec', arcsecPerPixel] as const);
  return { ra: rms.ra * scale, dec: rms.dec * scale, total: rms.total * scale, unit };
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
    trackingRate: reading.trackingRate ?? null,
    trackingRates: [...able.trackingRates],
    slewing: reading.slewing,
    parked: reading.parked,
    pierSide: reading.pierSide ?? null,
    moveRates: [...able.moveRates],
    canPark: able.canPark,
    canSync: able.canSync,
    canFindHome: able.canFindHome,
  };
}

async function weatherReading(station: Weather, looking: Looking): Promise<Reading> {
  const now = await station.read(looking);
  return {
    kind: 'weather',
    cloudCoverPercent: now.cloudCover ?? null,
    temperature: now.temperature ?? null,
    dewPoint: now.dewPoint ?? null,
    humidityPercent: now.humidity ?? null,
    pressureHpa: now.pressure ?? null,
    rainMmPerHour: now.rainRate ?? null,
    skyBrightnessLux: now.skyBrightness ?? null,
    skyQuality: now.skyQuality ?? null,
    skyTemperature: now.skyTemperature ?? null,
    seeingArcsec: now.seeing ?? null,
    windDirection: now.windDirection ?? null,
    windGust: now.windGust ?? null,
    windSpeed: now.windSpeed ?? null,
    verdict: now.verdict ?? null,
  };
}
