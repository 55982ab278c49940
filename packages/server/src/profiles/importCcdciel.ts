import { type DeviceChoice, type Profile, type SingleRole, type SwitchesChoice, singleRole } from '@uraniborg/api';
import { InvalidInput } from '@uraniborg/core';
import { parseProfile } from './profileFile.ts';
import { type XmlConfig, xmlConfig } from './xmlConfig.ts';

/** A configuration of CCDciel as a profile, and what could not be taken over, a sentence each. */
export interface Imported {
  readonly profile: Profile;
  readonly notes: readonly string[];
}

/** How CCDciel numbers the ways to a device (TDevInterface). */
const WAYS = ['indi', 'ascom', 'inCamera', 'inTelescope', 'alpaca', 'manual'] as const;

interface Source {
  /** Of "/Devices/Mount"; undefined for what is always there. */
  readonly present: string | undefined;
  /** The key that holds the way. */
  readonly way: string;
  /** Of "/INDImount", "/ASCOMRestmount". */
  readonly keys: string;
  /** Alpaca's word in an address. */
  readonly type: string;
  readonly called: string;
}

const source = (name: string, way: string, keys: string, type: string, called: string): Source => ({
  present: name === 'Camera' ? undefined : `/Devices/${name}`,
  way,
  keys,
  type,
  called,
});

const SOURCES: Partial<Record<SingleRole, Source>> = {
  camera: source('Camera', '/CameraInterface', 'camera', 'camera', 'camera'),
  guideCamera: source('GuideCamera', '/GuideCameraInterface', 'guidecamera', 'camera', 'guide camera'),
  finderCamera: source('FinderCamera', '/FinderCameraInterface', 'findercamera', 'camera', 'finder camera'),
  mount: source('Mount', '/MountInterface', 'mount', 'telescope', 'mount'),
  focuser: source('Focuser', '/FocuserInterface', 'focuser', 'focuser', 'focuser'),
  filterWheel: source('FilterWheel', '/FilterWheelInterface', 'wheel', 'filterwheel', 'filter wheel'),
  rotator: source('Rotator', '/RotatorInterface', 'rotator', 'rotator', 'rotator'),
  dome: source('Dome', '/DomeInterface', 'dome', 'dome', 'dome'),
  weather: source('Weather', '/WeatherInterface', 'weather', 'observingconditions', 'weather station'),
  safety: source('Safety', '/SafetyInterface', 'safety', 'safetymonitor', 'safety monitor'),
  coverCalibrator: source('Cover', '/CoverInterface', 'cover', 'covercalibrator', 'cover'),
};
/** Its place among the guiders that CCDciel knows. */
const AUTOGUIDER_PHD2 = 2;
/** How CCDciel writes "nobody has said". */
const UNSAID = -9999;
const MOST_SWITCHES = 20;
const MOST_FILTERS = 100;

/**
 * Takes over the devices, the site, and the options that have their like here. Logins are in another file of CCDciel,
 * encrypted: they have to be given again.
 *
 * @throws InvalidInput it is no such file
 */
export function importCcdciel(text: string, name: string): Imported {
  const config = xmlConfig(text);
  if (config.text('/CameraInterface') === '' && config.text('/INDIcamera/Device') === '')
    throw new InvalidInput('This configuration names no camera: it is not one of CCDciel', 'text');
  const notes: string[] = [];
  const devices: Partial<Record<SingleRole, DeviceChoice>> = {};
  for (const role of singleRole.options) {
    const from = SOURCES[role];
    if (!from || (from.present !== undefined && !config.flag(from.present))) continue;
    const choice = choiceFrom(config, '', from, notes);
    if (choice) devices[role] = choice;
  }
  if (config.flag('/Devices/Watchdog')) {
    const watchdog = indiFrom(config, '/INDIwatchdog', 'watchdog', notes);
    if (watchdog) devices.watchdog = watchdog;
  }
  if (config.number('/Autoguider/Software') === AUTOGUIDER_PHD2) {
    const host = config.text('/Autoguider/PHDhostname', 'localhost').trim();
    devices.guider = { address: `phd2://${bracketed(host)}:${config.number('/Autoguider/PHDport') ?? 4400}` };
  }
  if (config.text('/Info/HorizonFile') !== '')
    notes.push(`The horizon file ${config.text('/Info/HorizonFile')} is not read; enter its points under Settings.`);
  const value = {
    version: 1,
    name,
    devices,
    switches: config.flag('/Devices/Switch') ? switchesFrom(config, notes) : [],
    options: optionsFrom(config),
  };
  // Their numbers go through our own schema: what cannot be is told with its place.
  return { profile: parseProfile(JSON.stringify(value), 'made of this file'), notes };
}

/** @param under where its keys begin, "" or "/Switch/Switch0" */
function choiceFrom(config: XmlConfig, under: string, from: Source, notes: string[]): DeviceChoice | undefined {
  const { keys, type, called } = from;
  const way = WAYS[config.number(from.way) ?? 0];
  switch (way) {
    case 'indi': {
      const at = `${under}/INDI${keys}`;
      const choice = indiFrom(config, at, called, notes);
      // Its RAM disk.
      const writes = type === 'camera' && config.number(`${at}/IndiTransfert`) === 1;
      return choice && writes ? { ...choice, frameFolder: config.text(`${at}/IndiTransfertDir`, '/tmp') } : choice;
    }
    case 'alpaca': {
      const at = `${under}/ASCOMRest${keys}`;
      const scheme = config.number(`${at}/Protocol`) === 1 ? 'alpacas' : 'alpaca';
      const host = config.text(`${at}/Host`, '127.0.0.1').trim();
      const place = `${bracketed(host)}:${config.number(`${at}/Port`) ?? 11111}`;
      if (keys === 'weather' && config.number(`${at}/DeviceType`) === 1) {
        notes.push('The weather station is a safety monitor; it is left out. Choose it as safety monitor instead.');
        return undefined;
      }
      return { address: `${scheme}://${place}/${type}/${config.number(`${at}/Device`) ?? 0}` };
    }
    case 'inCamera': {
      if (WAYS[config.number('/CameraInterface') ?? 0] === 'indi')
        return indiFrom(config, '/INDIcamera', called, notes);
      notes.push(`The ${called} is inside the camera, which only INDI knows; it is left out.`);
      return undefined;
    }
    case 'ascom': {
      const driver = config.text(`${under}/ASCOM${keys}/Device`) || 'no driver';
      notes.push(
        `The ${called} is an ASCOM driver of Windows (${driver}); offer it through ASCOM Remote and choose it there.`,
      );
      return undefined;
    }
    case 'manual':
      return { address: 'manual://filters' };
    default:
      notes.push(`The ${called} is a part of another device; it is left out.`);
      return undefined;
  }
}

function indiFrom(config: XmlConfig, at: string, called: string, notes: string[]): DeviceChoice | undefined {
  const device = config.text(`${at}/Device`);
  if (device === '') {
    notes.push(`The ${called} has no INDI device; it is left out.`);
    return undefined;
  }
  const host = bracketed(config.text(`${at}/Server`, 'localhost').trim());
  const port = config.number(`${at}/ServerPort`) ?? 7624;
  return {
    address: `indi://${host}:${port}/${encodeURIComponent(device)}`,
    ...(config.flag(`${at}/AutoLoadConfig`, true) && { loadConfiguration: true }),
  };
}

function switchesFrom(config: XmlConfig, notes: string[]): SwitchesChoice[] {
  const count = Math.min(MOST_SWITCHES, config.number('/Switch/NumSwitch') ?? 0);
  const made: SwitchesChoice[] = [];
  for (let i = 0; i < count; i++) {
    const under = `/Switch/Switch${i}`;
    const nickname = unused(config.text(`${under}/Nickname`).trim().slice(0, 36) || `Switch ${i + 1}`, made);
    const called = `switch "${nickname}"`;
    const from = { present: undefined, way: `${under}/SwitchInterface`, keys: 'switch', type: 'switch', called };
    const choice = choiceFrom(config, under, from, notes);
    if (choice) made.push({ ...choice, nickname });
  }
  return made;
}

function unused(nickname: string, made: readonly SwitchesChoice[]): string {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? nickname : `${nickname} ${n}`;
    if (!made.some((one) => one.nickname === candidate)) return candidate;
  }
}

function optionsFrom(config: XmlConfig): Record<string, unknown> {
  const latitude = config.number('/Info/ObservatoryLatitude') ?? 0;
  // West is positive there.
  const longitude = -(config.number('/Info/ObservatoryLongitude') ?? 0) || 0;
  const elevation = config.number('/Info/ObservatoryElevation') ?? 0;
  const said = latitude !== 0 || longitude !== 0 || elevation !== 0;
  const backlash = Math.round(config.number('/StarAnalysis/FocuserBacklash') ?? 0);
  const slope = config.number('/Cooler/TemperatureSlope') ?? 0;
  const focalLength = config.number('/Astrometry/FocaleLength') ?? 0;
  const known = (path: string) => {
    const value = config.number(path);
    return value === undefined || value === UNSAID ? null : value;
  };
  return {
    site: said ? { name: config.text('/Info/ObservatoryName'), latitude, longitude, elevation } : null,
    siteFrom: config.flag('/Mount/GetObservatory') ? 'mount' : 'profile',
    horizon: { lowest: config.number('/Info/ElevationMin') ?? 10 },
    observer: config.text('/Info/ObserverName'),
    telescope: { name: config.text('/Info/TelescopeName'), focalLengthMm: focalLength > 0 ? focalLength : null },
    camera: { name: config.text('/Info/InstrumentName'), gain: known('/Gain/Gain'), offset: known('/Offset/Offset') },
    cooling: {
      degreesPerMinute: slope > 0 ? slope : null,
      onConnect: config.flag('/Cooler/CameraAutoCool') ? (config.number('/Cooler/CameraAutoCoolTemp') ?? 0) : null,
    },
    mount: { setSite: config.flag('/Mount/SetObservatory'), setTime: config.flag('/Mount/SetDateTime') },
    focuser: {
      backlash: config.flag('/StarAnalysis/FocuserBacklashActive', backlash !== 0) ? backlash : 0,
      approach: config.flag('/StarAnalysis/FocuserBacklashDirection', true) ? 'in' : 'out',
    },
    watchdog: { minutes: config.number('/INDIwatchdog/Threshold') ?? 10 },
    filters: filtersFrom(config),
  };
}

function filtersFrom(config: XmlConfig): { name: string; focusOffset: number }[] {
  const byHand = WAYS[config.number('/FilterWheelInterface') ?? 0] === 'manual';
  const [count, key] = byHand
    ? [config.number('/Manualwheel/Slots') ?? 0, '/Manualwheel/Slot']
    : [config.number('/Filters/Num') ?? 0, '/Filters/Filter'];
  return Array.from({ length: Math.min(MOST_FILTERS, Math.max(0, count)) }, (_, i) => ({
    name: config.text(`${key}${i + 1}`) || `Slot ${i + 1}`,
    focusOffset: Math.trunc(config.number(`/Filters/Offset${i + 1}`) ?? 0),
  }));
}

/** An IPv6 address needs its brackets. */
function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}
