/** Small drivers of every type, for the tests of this package. They are in memory, and honest. */
import { alpacaError } from '../alpacaError.ts';
import type { AlpacaDriver } from '../deviceInterface.ts';
import type { ServedDevice } from '../server/device.ts';

export function exampleCamera(width = 5, height = 4): AlpacaDriver<'camera'> {
  let state: 'idle' | 'exposing' = 'idle';
  let exposed: number | undefined;
  let gain = 10;
  return {
    cameraXSize: () => width,
    cameraYSize: () => height,
    cameraState: () => state,
    ccdTemperature: () => -9.75,
    gain: () => gain,
    gainMin: () => 0,
    gainMax: () => 300,
    putGain(value) {
      if (value < 0 || value > 300) throw alpacaError('invalidValue', `a gain of ${value} is not from 0 to 300`);
      gain = value;
    },
    startExposure(seconds) {
      if (seconds < 0) throw alpacaError('invalidValue', `an exposure of ${seconds} s is not possible`);
      exposed = seconds;
      state = 'idle';
    },
    imageReady: () => exposed !== undefined,
    lastExposureDuration() {
      if (exposed === undefined) throw alpacaError('invalidOperation', 'there is no exposure yet');
      return exposed;
    },
    lastExposureStartTime: () => '2026-11-20T22:14:05.123456',
    imageArray() {
      if (exposed === undefined) throw alpacaError('invalidOperation', 'there is no image yet');
      return { width, height, planes: 1, data: Uint16Array.from({ length: width * height }, (_, i) => i * 3) };
    },
    pulseGuide: () => {},
    sensorType: () => 'rggb',
  };
}

export function exampleTelescope(): AlpacaDriver<'telescope'> {
  let tracking = false;
  let target: { ra?: number; dec?: number } = {};
  let at = { ra: 1.5, dec: 20.25 };
  const slew = (ra: number, dec: number) => {
    if (ra < 0 || ra >= 24 || dec < -90 || dec > 90)
      throw alpacaError('invalidValue', `there is no point ${ra} h, ${dec} degrees`);
    target = { ra, dec };
    at = { ra, dec };
  };
  return {
    rightAscension: () => at.ra,
    declination: () => at.dec,
    equatorialSystem: () => 'topocentric',
    siderealTime: () => 3.25,
    slewing: () => false,
    tracking: () => tracking,
    putTracking(on) {
      tracking = on;
    },
    sideOfPier: () => 'unknown',
    utcDate: () => '2026-11-20T22:14:05.1234567Z',
    targetRightAscension() {
      if (target.ra === undefined) throw alpacaError('valueNotSet', 'the target is not set');
      return target.ra;
    },
    slewToCoordinatesAsync: slew,
    axisRates: (axis) => (axis === 'tertiary' ? [] : [{ minimum: 0, maximum: 4 }]),
    canMoveAxis: (axis) => axis !== 'tertiary',
    destinationSideOfPier: (ra) => (ra < 12 ? 'east' : 'west'),
    trackingRates: () => ['sidereal', 'lunar'],
  };
}

export function exampleSwitch(): AlpacaDriver<'switch'> {
  const values = [0, 7.5];
  const names = ['Dew heater', 'Voltage'];
  const checked = (id: number) => {
    if (id < 0 || id >= values.length) throw alpacaError('invalidValue', `there is no switch ${id}`);
    return id;
  };
  return {
    maxSwitch: () => values.length,
    getSwitch: (id) => (values[checked(id)] ?? 0) > 0,
    getSwitchName: (id) => names[checked(id)] ?? '',
    getSwitchValue: (id) => values[checked(id)] ?? 0,
    maxSwitchValue: (id) => (checked(id) === 0 ? 1 : 15),
    canWrite: (id) => checked(id) === 0,
    setSwitch(id, on) {
      values[checked(id)] = on ? 1 : 0;
    },
    setSwitchName(id, name) {
      names[checked(id)] = name;
    },
    setSwitchValue(id, value) {
      values[checked(id)] = value;
    },
    stateChangeComplete: (id) => checked(id) >= 0,
  };
}

export function exampleFilterWheel(): AlpacaDriver<'filterWheel'> {
  let slot = 0;
  const names = ['L', 'R', 'G', 'B'];
  return {
    names: () => names,
    focusOffsets: () => [0, 12, 5, -7],
    position: () => slot,
    putPosition(wanted) {
      if (!names[wanted]) throw alpacaError('invalidValue', `there is no slot ${wanted}`);
      slot = wanted;
    },
  };
}

/** One of each of the ten types, all number 0. */
export function exampleDevices(): ServedDevice[] {
  return [
    { type: 'camera', number: 0, name: 'Camera', uniqueId: 'id-camera', driver: exampleCamera() },
    {
      type: 'coverCalibrator',
      number: 0,
      name: 'Panel',
      uniqueId: 'id-panel',
      driver: {
        maxBrightness: () => 255,
        brightness: () => 0,
        calibratorState: () => 'off',
        calibratorOn: () => {},
        calibratorOff: () => {},
      },
    },
    {
      type: 'dome',
      number: 0,
      name: 'Dome',
      uniqueId: 'id-dome',
      driver: {
        slewing: () => false,
        abortSlew: () => {},
        azimuth: () => 12.5,
        shutterStatus: () => 'closed',
        slewToAzimuth: () => {},
      },
    },
    { type: 'filterWheel', number: 0, name: 'Wheel', uniqueId: 'id-wheel', driver: exampleFilterWheel() },
    {
      type: 'focuser',
      number: 0,
      name: 'Focuser',
      uniqueId: 'id-focuser',
      driver: {
        maxStep: () => 1000,
        isMoving: () => false,
        position: () => 500,
        move: () => {},
        temperature: () => 4.25,
      },
    },
    {
      type: 'observingConditions',
      number: 0,
      name: 'Weather',
      uniqueId: 'id-weather',
      driver: {
        humidity: () => 61,
        dewPoint: () => 2.5,
        timeSinceLastUpdate: () => 3,
        sensorDescription: (name) => `the ${name}`,
      },
    },
    {
      type: 'rotator',
      number: 0,
      name: 'Rotator',
      uniqueId: 'id-rotator',
      driver: { isMoving: () => false, position: () => 33.5, moveAbsolute: () => {} },
    },
    { type: 'safetyMonitor', number: 0, name: 'Safety', uniqueId: 'id-safety', driver: { isSafe: () => true } },
    { type: 'switch', number: 0, name: 'Switches', uniqueId: 'id-switch', driver: exampleSwitch() },
    { type: 'telescope', number: 0, name: 'Mount', uniqueId: 'id-mount', driver: exampleTelescope() },
  ];
}
