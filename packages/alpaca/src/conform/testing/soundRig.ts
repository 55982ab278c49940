/** One small, sound device of each type: what the checker must find nothing wrong with. */
import { type Clock, utcText } from '@uraniborg/core';
import { alpacaError } from '../../alpacaError.ts';
import type { AlpacaDriver } from '../../deviceInterface.ts';
import type { ServedDevice } from '../../server/device.ts';
import { mover } from './mover.ts';
import { soundCamera } from './soundCamera.ts';
import { soundTelescope } from './soundTelescope.ts';

export function soundRig(clock: Clock): ServedDevice[] {
  const named = { number: 0, name: 'Sound' };
  return [
    { ...named, type: 'camera', uniqueId: 'camera', driver: soundCamera(clock) },
    { ...named, type: 'coverCalibrator', uniqueId: 'cover', driver: coverCalibrator(clock) },
    { ...named, type: 'dome', uniqueId: 'dome', driver: dome(clock) },
    { ...named, type: 'filterWheel', uniqueId: 'wheel', driver: filterWheel(clock) },
    { ...named, type: 'focuser', uniqueId: 'focuser', driver: focuser(clock) },
    { ...named, type: 'observingConditions', uniqueId: 'weather', driver: observingConditions() },
    { ...named, type: 'rotator', uniqueId: 'rotator', driver: rotator(clock) },
    { ...named, type: 'safetyMonitor', uniqueId: 'safety', driver: { isSafe: () => true } },
    { ...named, type: 'switch', uniqueId: 'switch', driver: switches(clock) },
    { ...named, type: 'telescope', uniqueId: 'telescope', driver: soundTelescope(clock) },
  ];
}

function within(name: string, value: number, low: number, high: number): number {
  if (value >= low && value <= high) return value;
  throw alpacaError('invalidValue', `${name} ${value} lies outside ${low} to ${high}`);
}

function filterWheel(clock: Clock): AlpacaDriver<'filterWheel'> {
  const wheel = mover(clock, 0, 2);
  return {
    names: () => ['L', 'R', 'G'],
    focusOffsets: () => [0, 20, -10],
    position: () => (wheel.moving() ? -1 : wheel.at()),
    putPosition: (slot) => wheel.go(within('Position', slot, 0, 2)),
  };
}

function focuser(clock: Clock): AlpacaDriver<'focuser'> {
  const tube = mover(clock, 5000, 400);
  let compensated = false;
  return {
    maxStep: () => 10_000,
    maxIncrement: () => 10_000,
    stepSize: () => 2,
    isMoving: tube.moving,
    position: () => Math.round(tube.at()),
    temperature: () => 8.5,
    tempCompAvailable: () => true,
    tempComp: () => compensated,
    putTempComp: (on) => {
      compensated = on;
    },
    move: (position) => tube.go(within('Position', position, 0, 10_000)),
    halt: tube.halt,
  };
}

function rotator(clock: Clock): AlpacaDriver<'rotator'> {
  const gear = mover(clock, 10, 20);
  let [offset, target, reversed] = [0, 10, false];
  const turn = (degrees: number) => ((degrees % 360) + 360) % 360;
  const go = (sky: number) => {
    target = turn(sky);
    gear.go(turn(sky - offset));
  };
  return {
    isMoving: gear.moving,
    mechanicalPosition: () => turn(gear.at()),
    position: () => turn(gear.at() + offset),
    targetPosition: () => target,
    stepSize: () => 0.1,
    reverse: () => reversed,
    putReverse: (on) => {
      reversed = on;
    },
    halt: gear.halt,
    move: (by) => go(turn(gear.at() + offset) + within('Position', by, -360, 360)),
    moveAbsolute: (sky) => go(within('Position', sky, 0, 359.999)),
    moveMechanical: (angle) => {
      gear.go(within('Position', angle, 0, 359.999));
      target = turn(angle + offset);
    },
    sync: (sky) => {
      offset = within('Position', sky, 0, 359.999) - gear.at();
    },
  };
}

function coverCalibrator(clock: Clock): AlpacaDriver<'coverCalibrator'> {
  const lid = mover(clock, 0, 0.5);
  const lamp = mover(clock, 0, 100);
  let brightness = 0;
  return {
    coverState: () => (lid.moving() ? 'moving' : lid.at() === 1 ? 'open' : 'closed'),
    coverMoving: lid.moving,
    openCover: () => lid.go(1),
    closeCover: () => lid.go(0),
    haltCover: lid.halt,
    calibratorState: () => (lamp.moving() ? 'notReady' : brightness > 0 ? 'ready' : 'off'),
    calibratorChanging: lamp.moving,
    brightness: () => brightness,
    maxBrightness: () => 100,
    calibratorOn: (wanted) => {
      brightness = within('Brightness', wanted, 0, 100);
      lamp.go(brightness);
    },
    calibratorOff: () => {
      brightness = 0;
      lamp.go(0);
    },
  };
}

function dome(clock: Clock): AlpacaDriver<'dome'> {
  const turntable = mover(clock, 0, 30);
  const shutter = mover(clock, 0, 0.2);
  const slit = mover(clock, 0, 30);
  let goal: 'home' | 'park' | undefined;
  let slaved = false;
  const at = (place: 'home' | 'park') => goal === place && !turntable.moving();
  const free = () => {
    if (slaved) throw alpacaError('invalidWhileSlaved', 'It follows the telescope');
  };
  const turnTo = (azimuth: number, place?: 'home' | 'park') => {
    free();
    goal = place;
    turntable.go(azimuth);
  };
  return {
    azimuth: turntable.at,
    altitude: slit.at,
    atHome: () => at('home'),
    atPark: () => at('park'),
    slewing: () => turntable.moving() || shutter.moving() || slit.moving(),
    shutterStatus: () => (shutter.moving() ? 'opening' : shutter.at() === 1 ? 'open' : 'closed'),
    openShutter: () => shutter.go(1),
    closeShutter: () => shutter.go(0),
    slaved: () => slaved,
    canSlave: () => true,
    putSlaved: (on) => {
      slaved = on;
    },
    slewToAzimuth: (azimuth) => turnTo(within('Azimuth', azimuth, 0, 359.999)),
    slewToAltitude: (altitude) => slit.go(within('Altitude', altitude, 0, 90)),
    syncToAzimuth: (azimuth) => {
      free();
      turntable.set(within('Azimuth', azimuth, 0, 359.999));
    },
    findHome: () => turnTo(0, 'home'),
    park: () => turnTo(180, 'park'),
    setPark: () => {},
    abortSlew: () => {
      slaved = false;
      turntable.halt();
      shutter.halt();
      slit.halt();
    },
  };
}

function observingConditions(): AlpacaDriver<'observingConditions'> {
  const readings: Record<string, number> = { temperature: 8, humidity: 70, dewpoint: 2.9, pressure: 1010 };
  let period = 0;
  const lookUp = (name: string) => {
    const known = [
      'cloudcover',
      'rainrate',
      'skybrightness',
      'skyquality',
      'skytemperature',
      'starfwhm',
      'winddirection',
      'windgust',
      'windspeed',
    ];
    const sensor = name.toLowerCase();
    if (sensor in readings || sensor === '') return sensor;
    throw known.includes(sensor)
      ? alpacaError('notImplemented', `There is no ${name} sensor`)
      : alpacaError('invalidValue', `${name} is no sensor`);
  };
  return {
    averagePeriod: () => period,
    putAveragePeriod: (hours) => {
      period = within('AveragePeriod', hours, 0, 24);
    },
    temperature: () => readings.temperature ?? 0,
    humidity: () => readings.humidity ?? 0,
    dewPoint: () => readings.dewpoint ?? 0,
    pressure: () => readings.pressure ?? 0,
    refresh: () => {},
    sensorDescription: (name) => `A ${lookUp(name)} sensor`,
    timeSinceLastUpdate: (name) => (lookUp(name) === '' ? 1 : 2),
  };
}

function switches(clock: Clock): AlpacaDriver<'switch'> {
  const all = [
    { name: 'Mount', low: 0, high: 1, step: 1, writable: true, async: false },
    { name: 'Dew heater', low: 0, high: 100, step: 5, writable: true, async: true },
    { name: 'Current', low: 0, high: 10, step: 0.1, writable: false, async: false },
  ].map((description) => ({
    ...description,
    slider: mover(clock, description.low, 50),
    changed: utcText(clock.now()),
  }));
  const one = (id: number) => {
    const found = all[id];
    if (!found) throw alpacaError('invalidValue', `There is no switch ${id}; they run from 0 to ${all.length - 1}`);
    return found;
  };
  const set = (id: number, value: number, async: boolean) => {
    const { low, high, step, writable, slider, async: can } = one(id);
    if (!writable || (async && !can)) throw alpacaError('notImplemented', `Switch ${id} cannot be set that way`);
    const rounded = low + Math.round((within('Value', value, low, high) - low) / step) * step;
    if (async) slider.go(rounded);
    else slider.set(rounded);
  };
  const end = (id: number, on: boolean) => (on ? one(id).high : one(id).low);
  return {
    maxSwitch: () => all.length,
    canWrite: (id) => one(id).writable,
    canAsync: (id) => one(id).async,
    getSwitchName: (id) => one(id).name,
    getSwitchDescription: (id) => `The ${one(id).name.toLowerCase()}`,
    getSwitch: (id) => one(id).slider.at() > one(id).low,
    getSwitchValue: (id) => one(id).slider.at(),
    minSwitchValue: (id) => one(id).low,
    maxSwitchValue: (id) => one(id).high,
    switchStep: (id) => one(id).step,
    stateChangeComplete: (id) => !one(id).slider.moving(),
    setSwitch: (id, on) => set(id, end(id, on), false),
    setSwitchValue: (id, value) => set(id, value, false),
    setAsync: (id, on) => set(id, end(id, on), true),
    setAsyncValue: (id, value) => set(id, value, true),
    setSwitchName: (id, name) => {
      one(id).name = name;
    },
    cancelAsync: (id) => one(id).slider.halt(),
  };
}
