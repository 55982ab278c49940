/** A simulated camera behind ASCOM's ICameraV4. */
import { type AlpacaDriver, alpacaError, type DriverImage } from '@uraniborg/alpaca';
import { inTurns, utcText } from '@uraniborg/core';
import { type ExposureOrder, exposeSky } from '../optics/exposeSky.ts';
import { createFixedPattern, type FixedPattern } from '../sensor/fixedPattern.ts';
import { electronsPerAdu } from '../sensor/sensor.ts';
import type { CameraStation, World } from '../world.ts';
import { checkInteger, checkRange } from './refusals.ts';
import { guidePulse } from './telescopeDriver.ts';

interface Exposure {
  readonly order: ExposureOrder;
  /** When the shutter closes, and when the pixels are there; ms. */
  readonly closes: number;
  readonly ready: number;
}

export function createCameraDriver(world: World, station: CameraStation): AlpacaDriver<'camera'> {
  const { clock } = world;
  const { sensor, cooler } = station;
  const cooled = sensor.cooling !== undefined;
  let bin = 1;
  let frame = { x: 0, y: 0, width: sensor.width, height: sensor.height }; // binned pixels, as ASCOM keeps them
  let gain = sensor.gain.normal;
  let offset = sensor.offset.normal;
  let exposure: Exposure | undefined;
  let pulses = { until: Number.NEGATIVE_INFINITY };
  let pixels: Promise<Uint16Array> | undefined;
  let pattern: Promise<FixedPattern> | undefined;

  const busy = (time: number) => exposure !== undefined && time < exposure.ready;
  const taken = () => {
    if (!exposure || clock.now() < exposure.ready)
      throw alpacaError(
        'invalidOperation',
        'There is no image yet: start an exposure and wait until ImageReady is true',
      );
    return exposure;
  };
  const last = () => {
    if (!exposure) throw alpacaError('invalidOperation', 'No exposure has been taken yet');
    return exposure;
  };
  const whole = (width: number, height: number) => ({
    width: Math.floor(sensor.width / width),
    height: Math.floor(sensor.height / height),
  });

  const driver: AlpacaDriver<'camera'> = {
    description: () => `Simulated camera ${sensor.name}, ${sensor.width} x ${sensor.height} pixels`,
    disconnect() {
      exposure = undefined;
    },
    sensorName: () => sensor.name,
    sensorType: () => (sensor.bayer ? 'rggb' : 'monochrome'),
    cameraXSize: () => sensor.width,
    cameraYSize: () => sensor.height,
    pixelSizeX: () => sensor.pixelSizeUm,
    pixelSizeY: () => sensor.pixelSizeUm,
    maxADU: () => sensor.maxAdu,
    fullWellCapacity: () => Math.min(sensor.fullWell, sensor.maxAdu * electronsPerAdu(sensor, gain)),
    electronsPerADU: () => electronsPerAdu(sensor, gain),
    hasShutter: () => cooled,
    exposureMin: () => sensor.exposure.min,
    exposureMax: () => sensor.exposure.max,
    exposureResolution: () => sensor.exposure.resolution,
    maxBinX: () => sensor.maxBin,
    maxBinY: () => sensor.maxBin,
    canAsymmetricBin: () => false,
    binX: () => bin,
    binY: () => bin,
    putBinX: (value) => setBin(value),
    putBinY: (value) => setBin(value),
    // Kept as they come: ASCOM has them checked together, when the exposure starts.
    startX: () => frame.x,
    startY: () => frame.y,
    numX: () => frame.width,
    numY: () => frame.height,
    putStartX: (x) => setFrame('StartX', { x }, x),
    putStartY: (y) => setFrame('StartY', { y }, y),
    putNumX: (width) => setFrame('NumX', { width }, width),
    putNumY: (height) => setFrame('NumY', { height }, height),
    gain: () => gain,
    gainMin: () => 0,
    gainMax: () => sensor.gain.max,
    putGain(value) {
      checkInteger('Gain', value, 0, sensor.gain.max);
      gain = value;
    },
    offset: () => offset,
    offsetMin: () => 0,
    offsetMax: () => sensor.offset.max,
    putOffset(value) {
      checkInteger('Offset', value, 0, sensor.offset.max);
      offset = value;
    },
    readoutModes: () => ['Normal'],
    readoutMode: () => 0,
    putReadoutMode: (value) => checkInteger('ReadoutMode', value, 0, 0),

    cameraState() {
      const time = clock.now();
      if (!exposure || time >= exposure.ready) return 'idle';
      return time < exposure.closes ? 'exposing' : 'reading';
    },
    percentCompleted() {
      if (!exposure) return 0;
      const { order, ready } = exposure;
      const span = ready - order.start;
      return Math.round(100 * Math.min(1, Math.max(0, (clock.now() - order.start) / Math.max(1, span))));
    },
    imageReady: () => exposure !== undefined && clock.now() >= exposure.ready,
    startExposure(seconds, light) {
      const time = clock.now();
      if (busy(time)) throw alpacaError('invalidOperation', 'An exposure is under way: wait for it, or abort it');
      checkRange('Duration', seconds, light ? sensor.exposure.min : 0, sensor.exposure.max);
      const size = whole(bin, bin);
      checkInteger('NumX', frame.width, 1, size.width);
      checkInteger('NumY', frame.height, 1, size.height);
      checkInteger('StartX', frame.x, 0, size.width - frame.width);
      checkInteger('StartY', frame.y, 0, size.height - frame.height);
      const window = { x: frame.x * bin, y: frame.y * bin, width: frame.width * bin, height: frame.height * bin };
      const closes = time + 1000 * seconds;
      const readout = sensor.readoutSeconds * Math.max(0.1, window.height / sensor.height);
      pixels = undefined;
      exposure = {
        order: { start: time, seconds, light, window, binX: bin, binY: bin, gain, offset },
        closes,
        ready: closes + 1000 * readout,
      };
    },
    stopExposure() {
      const time = clock.now();
      if (!exposure || time >= exposure.closes) return;
      const seconds = Math.max(0, (time - exposure.order.start) / 1000);
      exposure = {
        order: { ...exposure.order, seconds },
        closes: time,
        ready: time + (exposure.ready - exposure.closes),
      };
    },
    abortExposure() {
      if (busy(clock.now())) exposure = undefined;
    },
    lastExposureDuration: () => last().order.seconds,
    lastExposureStartTime: () => utcText(last().order.start).slice(0, -1),
    async imageArray(): Promise<DriverImage> {
      const { order } = taken();
      const { window, binX, binY } = order;
      pixels ??= clock.hold(draw(order));
      return { width: window.width / binX, height: window.height / binY, planes: 1, data: await pixels };
    },

    isPulseGuiding: () => clock.now() < pulses.until,
    pulseGuide(direction, ms) {
      checkRange('Duration', ms, 0, 60_000);
      guidePulse(world, direction, ms);
      pulses = { until: clock.now() + ms };
    },
    ccdTemperature: () => Math.round(cooler.temperature(clock.now()) * 10) / 10,
  };
  if (sensor.bayer) Object.assign(driver, { bayerOffsetX: () => 0, bayerOffsetY: () => 0 });
  if (cooled)
    Object.assign(driver, {
      coolerOn: () => cooler.on(),
      putCoolerOn: (on) => cooler.turnOn(on, clock.now()),
      coolerPower: () => Math.round(cooler.power(clock.now())),
      heatSinkTemperature: () => Math.round(cooler.heatSink(clock.now()) * 10) / 10,
      setCCDTemperature: () => cooler.setpoint(),
      putSetCCDTemperature(celsius) {
        checkRange('SetCCDTemperature', celsius, -60, 40);
        cooler.setSetpoint(celsius, clock.now());
      },
    } satisfies Partial<AlpacaDriver<'camera'>>);
  return driver;

  /** What has been is known whenever it is looked at: the world may go on meanwhile. */
  async function draw(order: ExposureOrder): Promise<Uint16Array> {
    pattern ??= inTurns(createFixedPattern(sensor, station.seed));
    const camera = { sensor, telescope: station.telescope, pattern: await pattern, seed: station.seed };
    return await inTurns(exposeSky(camera, station.path, world, order));
  }
  function setBin(value: number): void {
    checkInteger('Binning', value, 1, sensor.maxBin);
    bin = value;
  }
  function setFrame(what: string, change: Partial<typeof frame>, value: number): void {
    checkInteger(what, value, 0, 1_000_000);
    frame = { ...frame, ...change };
  }
}
