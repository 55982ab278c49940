import { type Clock, instantText, systemInstant } from '@uraniborg/core';
import { alpacaError } from '../../alpacaError.ts';
import type { AlpacaDriver, DriverImage } from '../../deviceInterface.ts';

const [sensorWidth, sensorHeight] = [60, 40];

/** A camera of 60 x 40 pixels that does everything an Alpaca camera can. */
export function soundCamera(clock: Clock): AlpacaDriver<'camera'> {
  const frame = { binX: 1, binY: 1, startX: 0, startY: 0, numX: sensorWidth, numY: sensorHeight };
  let [gain, offset, mode, setpoint, cooler, guidingUntil, sub] = [100, 10, 0, 0, false, 0, 1];
  let exposure: { began: number; ends: number; seconds: number } | undefined;
  let image: DriverImage | undefined;
  let last: { began: number; seconds: number } | undefined;

  const within = (name: string, value: number, low: number, high: number) => {
    if (!(value >= low && value <= high))
      throw alpacaError('invalidValue', `${name} ${value} lies outside ${low} to ${high}`);
    return value;
  };
  const finish = (ended: number) => {
    if (!exposure) return;
    last = { began: exposure.began, seconds: (ended - exposure.began) / 1000 };
    const { numX: width, numY: height } = frame;
    image = { width, height, planes: 1, data: Uint16Array.from({ length: width * height }, (_, i) => i % 4096) };
    exposure = undefined;
  };
  const settle = () => {
    if (exposure && clock.now() >= exposure.ends) finish(exposure.ends);
  };
  const lastOne = () => {
    settle();
    if (!last) throw alpacaError('invalidOperation', 'Nothing has been exposed yet');
    return last;
  };
  return {
    cameraState: () => {
      settle();
      return exposure ? 'exposing' : 'idle';
    },
    cameraXSize: () => sensorWidth,
    cameraYSize: () => sensorHeight,
    maxBinX: () => 2,
    maxBinY: () => 2,
    binX: () => frame.binX,
    binY: () => frame.binY,
    putBinX: (bin) => {
      frame.binX = within('BinX', bin, 1, 2);
      frame.binY = bin;
    },
    putBinY: (bin) => {
      frame.binY = within('BinY', bin, 1, 2);
      frame.binX = bin;
    },
    startX: () => frame.startX,
    startY: () => frame.startY,
    numX: () => frame.numX,
    numY: () => frame.numY,
    putStartX: (value) => {
      frame.startX = value;
    },
    putStartY: (value) => {
      frame.startY = value;
    },
    putNumX: (value) => {
      frame.numX = value;
    },
    putNumY: (value) => {
      frame.numY = value;
    },
    ccdTemperature: () => 20,
    coolerOn: () => cooler,
    putCoolerOn: (on) => {
      cooler = on;
    },
    coolerPower: () => 0,
    heatSinkTemperature: () => 25,
    setCCDTemperature: () => setpoint,
    putSetCCDTemperature: (celsius) => {
      setpoint = within('SetCCDTemperature', celsius, -100, 50);
    },
    canAsymmetricBin: () => false,
    electronsPerADU: () => 1,
    fullWellCapacity: () => 50_000,
    exposureMin: () => 0.001,
    exposureMax: () => 3600,
    exposureResolution: () => 0.001,
    gain: () => gain,
    gainMin: () => 0,
    gainMax: () => 500,
    putGain: (value) => {
      gain = within('Gain', value, 0, 500);
    },
    offset: () => offset,
    offsetMin: () => 0,
    offsetMax: () => 100,
    putOffset: (value) => {
      offset = within('Offset', value, 0, 100);
    },
    hasShutter: () => true,
    maxADU: () => 65_535,
    pixelSizeX: () => 3.8,
    pixelSizeY: () => 3.8,
    readoutModes: () => ['Normal', 'Fast'],
    readoutMode: () => mode,
    putReadoutMode: (value) => {
      mode = within('ReadoutMode', value, 0, 1);
    },
    sensorName: () => 'TINY60',
    sensorType: () => 'monochrome',
    subExposureDuration: () => sub,
    putSubExposureDuration: (seconds) => {
      sub = seconds;
    },
    imageReady: () => {
      settle();
      return image !== undefined;
    },
    imageArray: () => {
      settle();
      if (!image) throw alpacaError('invalidOperation', 'There is no image');
      return image;
    },
    percentCompleted: () => {
      settle();
      return exposure ? Math.floor((100 * (clock.now() - exposure.began)) / (exposure.ends - exposure.began)) : 100;
    },
    lastExposureDuration: () => lastOne().seconds,
    lastExposureStartTime: () => instantText(systemInstant(lastOne().began, 'start'), 3),
    startExposure: (seconds) => {
      within('Duration', seconds, 0, 3600);
      const { binX, startX, startY, numX, numY } = frame;
      within('StartX + NumX', startX + numX, 1, Math.floor(sensorWidth / binX));
      within('StartY + NumY', startY + numY, 1, Math.floor(sensorHeight / binX));
      image = undefined;
      exposure = { began: clock.now(), ends: clock.now() + 1000 * seconds, seconds };
    },
    abortExposure: () => {
      settle();
      exposure = undefined;
    },
    stopExposure: () => {
      settle();
      finish(clock.now());
    },
    isPulseGuiding: () => clock.now() < guidingUntil,
    pulseGuide: (_direction, ms) => {
      guidingUntil = clock.now() + ms;
    },
  };
}
