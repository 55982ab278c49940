import {
  DeviceError,
  drained,
  type Instant,
  InvalidInput,
  narrowPixels,
  parseUtc,
  systemInstant,
  type Waiting,
} from '@uraniborg/core';
import { cardNumber, cardText, type Frame, frameOfFile, type Header } from '@uraniborg/formats';
import { type Blob, type BlobSubscription, type IndiClient, isOn, numberOf, type Vector } from '@uraniborg/indi';
import type {
  BayerPattern,
  Camera,
  CameraCapabilities,
  Exposed,
  ExposureProgress,
  ExposureRequest,
} from '../camera.ts';
import { type ExposureGeometry, exposureGeometry } from '../exposureGeometry.ts';
import { onLink } from '../onLink.ts';
import { stopFirst } from '../stopFirst.ts';
import { applySettings, captureFormats, isoNow, rangeOf, settingNow, settingRange } from './cameraSettings.ts';
import { type FrameFolder, nextFile, writeInto, writesFiles } from './frameFolder.ts';
import { type DecodeFile, type FileOfCamera, frameOfBlob, type ReceivedFrame } from './frameOfBlob.ts';
import { guidePulse } from './guidePulse.ts';
import { finite, type IndiLink, indiLink } from './indiLink.ts';
import { type IndiSensor, type SensorNames, sensors } from './indiSensor.ts';

const READOUT_LIMIT_MS = 180_000;
/** An image that the driver has sent, and of which nothing has come for so long, will not come any more. */
const STALL_MS = 60_000;
const STOP_LIMIT_MS = 60_000;
/** What a driver tells of the main sensor only. */
const NOT_ITS_OWN = {
  temperature: undefined,
  setpoint: undefined,
  coolerOn: undefined,
  coolerPower: undefined,
  gain: undefined,
  offset: undefined,
} as const;
/** A camera whose clock says otherwise by more than this is not believed. */
const CLOCK_TOLERANCE_MS = 30_000;

export interface IndiCameraOptions {
  /**
   * What reads the frames that come as files, which all do; in a worker nobody waits for it. Default: this thread, and no
   * raw files.
   */
  readonly decode?: DecodeFile;
  /**
   * Where the driver puts its frames when it runs on this computer and can write files; else, and by default, they come
   * through the server.
   */
  readonly folder?: FrameFolder | undefined;
  /**
   * Which sensor of a camera with two: the second is its guide head. Gain, cooler and formats are the main sensor's alone;
   * the frames of the second always come through the server. Default: the main one.
   */
  readonly sensor?: IndiSensor | undefined;
}

async function decodeHere(file: Uint8Array): Promise<Frame> {
  const frame = await frameOfFile(file);
  return { ...frame, pixels: drained(narrowPixels(frame.pixels)) };
}

/** What an exposure is received with. */
interface Receiver {
  readonly decode: DecodeFile;
  readonly folder: FrameFolder | undefined;
  readonly sensor: IndiSensor;
  readonly blobs: BlobSubscription;
}

/**
 * A camera of an INDI server. Its frames come on a connection of their own, as FITS; a DSLR (one with CCD_ISO) that is
 * set to FORMAT_NATIVE sends raw files or pictures. Its ISO values are its gains, by name; its
 * capture formats are its read-out modes.
 */
export function indiCamera(
  client: IndiClient,
  device: string,
  address: string,
  { decode = decodeHere, folder, sensor = 'main' }: IndiCameraOptions = {},
): Camera {
  const names = sensors[sensor];
  let blobs: BlobSubscription | undefined;
  /** INDI reports the temperature only; what was asked for is remembered. */
  let setpoint: number | undefined;

  const link = indiLink(client, device, address, [names.exposure, names.info, names.image], {
    async learn(waiting) {
      blobs?.close();
      blobs = await client.receiveBlobs(device, names.image, waiting);
    },
    release() {
      blobs?.close();
      blobs = undefined;
    },
  });
  const capabilities = () => {
    link.assertConnected();
    return capabilitiesOf(link, sensor);
  };
  const exposing = () => link.vector(names.exposure)?.state === 'Busy';

  async function stop(waiting: Waiting): Promise<void> {
    if (!exposing()) return;
    if (link.vector(names.abort)) await link.begin(names.abort, { ABORT: true }, waiting);
    const left = (numberOf(link.vector(names.exposure), names.seconds) ?? 0) * 1000;
    const limit = STOP_LIMIT_MS + (link.vector(names.abort) ? 0 : left);
    await link.until(() => (exposing() ? undefined : true), 'the camera to rest', limit, waiting);
  }

  return onLink<Camera>(link, {
    kind: 'camera',
    capabilities,
    async read() {
      link.assertConnected();
      const state = exposing() ? 'exposing' : 'idle';
      if (sensor === 'second') return { ...NOT_ITS_OWN, state };
      return {
        state,
        temperature: finite(numberOf(link.vector('CCD_TEMPERATURE'), 'CCD_TEMPERATURE_VALUE')),
        setpoint,
        coolerOn: isOn(link.vector('CCD_COOLER'), 'COOLER_ON'),
        coolerPower: finite(numberOf(link.vector('CCD_COOLER_POWER'), 'CCD_COOLER_VALUE')),
        gain: settingNow(link, 'gain'),
        offset: settingNow(link, 'offset'),
      };
    },
    async expose(request, waiting) {
      const can = capabilities();
      const geometry = exposureGeometry(request, can);
      const receiver = blobs;
      if (!receiver) throw new DeviceError(`${device} is not connected`, 'Disconnected');
      return stopFirst(waiting, stop, () =>
        expose(client, device, link, { blobs: receiver, decode, folder, sensor }, request, geometry, waiting),
      );
    },
    async stop(waiting) {
      link.assertConnected();
      await stop(waiting);
    },
    async cool(wanted, waiting) {
      if (!capabilities().canSetTemperature) throw new InvalidInput(`${device} has no cooler to set`, 'setpoint');
      if (wanted === 'off') {
        if (!link.vector('CCD_COOLER')) throw new InvalidInput(`The cooler of ${device} cannot be switched off`);
        await link.begin('CCD_COOLER', { COOLER_OFF: true }, waiting);
        setpoint = undefined;
        return;
      }
      // The driver is Busy until it is cold and switches its cooler on by itself: only its consent is awaited.
      await link.begin('CCD_TEMPERATURE', { CCD_TEMPERATURE_VALUE: wanted }, waiting);
      setpoint = wanted;
      if (isOn(link.vector('CCD_COOLER'), 'COOLER_ON') === false)
        await link.begin('CCD_COOLER', { COOLER_ON: true }, waiting);
    },
    async pulseGuide(direction, ms, waiting) {
      if (!capabilities().canPulseGuide) throw new InvalidInput(`${device} has no guide port`, 'pulseGuide');
      await guidePulse(link, direction, ms, waiting);
    },
  });
}

async function expose(
  client: IndiClient,
  device: string,
  link: IndiLink,
  { blobs, decode, folder, sensor }: Receiver,
  request: ExposureRequest,
  geometry: ExposureGeometry,
  waiting: Waiting & { onProgress?: (progress: ExposureProgress) => void },
): Promise<Exposed> {
  const { clock, signal, onProgress = () => {} } = waiting;
  const { seconds } = request;
  const names = sensors[sensor];
  const written = folder && sensor === 'main' && writesFiles(link) ? folder : undefined;
  await setUp(link, sensor, request, geometry, written, { clock, signal });

  const temperature =
    sensor === 'main' ? finite(numberOf(link.vector('CCD_TEMPERATURE'), 'CCD_TEMPERATURE_VALUE')) : undefined;
  const timeoutMs = seconds * 1000 + READOUT_LIMIT_MS;
  const either = new AbortController();
  const both = { clock, signal: AbortSignal.any([signal, either.signal]) };
  const unwatch = followProgress(client, device, names, blobs, seconds, onProgress);
  try {
    onProgress({ phase: 'exposing', fraction: 0, secondsLeft: seconds });
    const commanded = clock.now();
    // Both are subscribed to before the command; whichever fails ends the other.
    const limits = { ...both, timeoutMs, what: `the image of ${device}` };
    // One that comes before this exposure can have ended belongs to an earlier one.
    const notBefore = commanded + seconds * 900;
    const image: Promise<FileOfCamera> = written
      ? nextFile(client, device, written, notBefore, limits)
      : nextOwn(blobs, notBefore, limits);
    const done = client.change(
      device,
      names.exposure,
      { [names.seconds]: seconds },
      {
        ...both,
        timeoutMs,
        settled: (vector, wasBusy) => {
          if (wasBusy && vector.state === 'Idle')
            throw new DeviceError('The exposure was stopped from elsewhere', 'Idle');
          return wasBusy || vector.state === 'Ok';
        },
      },
    );
    const lost = stalled(done, blobs, device, both);
    const [file] = await Promise.race([Promise.all([image, done]), lost]).finally(() => either.abort());
    onProgress({ phase: 'downloading', fraction: 1, secondsLeft: 0 });
    const received = await frameOfBlob(file, decode, { clock, signal });
    return exposedOf(received, request, geometry, link, sensor, temperature, commanded);
  } finally {
    unwatch();
  }
}

/** Rejects when the driver is done with an exposure and no byte of its image has come for a while; else never settles. */
async function stalled(
  done: Promise<unknown>,
  blobs: BlobSubscription,
  device: string,
  waiting: Waiting,
): Promise<never> {
  const { clock, signal } = waiting;
  let last = Number.NEGATIVE_INFINITY;
  const unwatch = blobs.watch((event) => {
    if (event.kind === 'progress') last = clock.now();
  });
  try {
    await done;
    last = Math.max(last, clock.now());
    for (;;) {
      await clock.sleep(last + STALL_MS - clock.now(), signal);
      if (clock.now() - last >= STALL_MS)
        throw new DeviceError(`${device} says that it is done, and its image does not come`, 'image');
    }
  } finally {
    unwatch();
  }
}

/** Says what changes only: each of these costs some drivers a second. */
async function setUp(
  link: IndiLink,
  sensor: IndiSensor,
  request: ExposureRequest,
  geometry: ExposureGeometry,
  folder: FrameFolder | undefined,
  waiting: Waiting,
) {
  const { vector } = link;
  const names = sensors[sensor];
  const { bin, rectangle } = geometry;
  const can = (property: string) => vector(property)?.permission === 'rw';
  if (folder) await writeInto(link, folder, waiting);
  else if (sensor === 'main') {
    if (vector('UPLOAD_MODE')) await link.set('UPLOAD_MODE', { UPLOAD_CLIENT: true }, waiting);
  } // The main sensor may want its files written: this one wants its frames sent.
  else if (isOn(vector('UPLOAD_MODE'), 'UPLOAD_LOCAL')) await link.set('UPLOAD_MODE', { UPLOAD_BOTH: true }, waiting);
  if (has(vector('CCD_TRANSFER_FORMAT'), 'FORMAT_FITS') && !sendsItsOwn(link))
    await link.set('CCD_TRANSFER_FORMAT', { FORMAT_FITS: true }, waiting);
  if (has(vector(names.compression), 'INDI_DISABLED'))
    await link.set(names.compression, { INDI_DISABLED: true }, waiting);
  const type = request.light ? 'FRAME_LIGHT' : 'FRAME_DARK';
  if (has(vector(names.frameType), type)) await link.set(names.frameType, { [type]: true }, waiting);
  if (can(names.binning)) await link.set(names.binning, { HOR_BIN: bin.x, VER_BIN: bin.y }, waiting);
  if (can(names.frame)) {
    const { x, y, width, height } = rectangle;
    await link.set(names.frame, { X: x, Y: y, WIDTH: width, HEIGHT: height }, waiting);
  }
  if (sensor === 'main') await applySettings(link, request, waiting);
}

/**
 * A DSLR that its owner has told to send its own files does so: those are what they keep. Of any other camera "native"
 * is pixels without a word about them.
 */
function sendsItsOwn({ vector }: IndiLink): boolean {
  return vector('CCD_ISO') !== undefined && isOn(vector('CCD_TRANSFER_FORMAT'), 'FORMAT_NATIVE') === true;
}

async function nextOwn(
  blobs: BlobSubscription,
  notBefore: number,
  options: Parameters<BlobSubscription['next']>[0],
): Promise<Blob> {
  for (;;) {
    const blob = await blobs.next(options);
    if (blob.receivedAt >= notBefore) return blob;
  }
}

function followProgress(
  client: IndiClient,
  device: string,
  names: SensorNames,
  blobs: BlobSubscription,
  seconds: number,
  onProgress: (progress: ExposureProgress) => void,
): () => void {
  const unwatchExposure = client.watch((event) => {
    if (event.kind !== 'changed' || event.vector.device !== device || event.vector.name !== names.exposure) return;
    const left = numberOf(event.vector, names.seconds) ?? 0;
    if (event.vector.state !== 'Busy') return;
    if (left > 0) onProgress({ phase: 'exposing', fraction: seconds > 0 ? 1 - left / seconds : 1, secondsLeft: left });
    else onProgress({ phase: 'reading', fraction: undefined, secondsLeft: undefined });
  });
  const unwatchImage = blobs.watch((event) => {
    if (event.kind !== 'progress') return;
    const { received, total } = event.progress;
    onProgress({ phase: 'downloading', fraction: total ? received / total : undefined, secondsLeft: undefined });
  });
  return () => {
    unwatchExposure();
    unwatchImage();
  };
}

function exposedOf(
  { frame: { pixels, header }, native }: ReceivedFrame,
  request: ExposureRequest,
  { bin, size, rectangle }: ExposureGeometry,
  link: IndiLink,
  sensor: IndiSensor,
  temperature: number | undefined,
  commanded: number,
): Exposed {
  const { width, height } = pixels;
  // Drivers round a binned sensor up or down; anything else is a broken frame. A DSLR's own file has its own size.
  if (!native && (Math.abs(width - size.x) > 1 || Math.abs(height - size.y) > 1))
    throw new DeviceError(
      `The camera sent ${width}x${height} pixels where ${size.x}x${size.y} were asked for`,
      'image',
    );
  return {
    pixels,
    // The clock of a DSLR is a wrist watch: the computer's moment of the command is better.
    start: startOf(native ? undefined : cardText(header, 'DATE-OBS'), commanded),
    commanded: systemInstant(commanded, 'start'),
    seconds: cardNumber(header, 'EXPTIME') ?? request.seconds,
    bin,
    rectangle: { ...rectangle, width: width * bin.x, height: height * bin.y },
    temperature: cardNumber(header, 'CCD-TEMP') ?? temperature,
    gain: (sensor === 'main' ? settingNow(link, 'gain') : undefined) ?? request.gain,
    offset: (sensor === 'main' ? settingNow(link, 'offset') : undefined) ?? request.offset,
    bayer: pixels.planes === 3 ? undefined : (bayerOf(header) ?? capabilitiesOf(link, sensor).bayer),
    iso: (sensor === 'main' ? isoNow(link) : undefined) ?? cardNumber(header, 'ISOSPEED'),
    fStop: cardNumber(header, 'F_STOP'),
    native,
  };
}

/** The camera's own stamp where it makes sense, else the moment of the command. */
function startOf(stated: string | undefined, commanded: number): Instant {
  let ms = commanded;
  try {
    const said = stated === undefined ? Number.NaN : parseUtc(stated);
    if (Math.abs(said - commanded) < CLOCK_TOLERANCE_MS) ms = said;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
  }
  return systemInstant(ms, 'start');
}

function capabilitiesOf(link: IndiLink, sensor: IndiSensor): CameraCapabilities {
  const { vector } = link;
  const names = sensors[sensor];
  const info = vector(names.info);
  const pitch = finite(numberOf(info, 'CCD_PIXEL_SIZE'));
  const pitchX = finite(numberOf(info, 'CCD_PIXEL_SIZE_X')) ?? pitch;
  const pitchY = finite(numberOf(info, 'CCD_PIXEL_SIZE_Y')) ?? pitch;
  const bits = finite(numberOf(info, 'CCD_BITSPERPIXEL'));
  const limits = rangeOf(vector(names.exposure), names.seconds);
  const bins = vector(names.binning)?.permission === 'rw' ? vector(names.binning) : undefined;
  const main = sensor === 'main';
  return {
    width: numberOf(info, 'CCD_MAX_X') ?? 0,
    height: numberOf(info, 'CCD_MAX_Y') ?? 0,
    pixelSizeUm: pitchX && pitchY ? { x: pitchX, y: pitchY } : undefined,
    maxBin: {
      x: (bins && rangeOf(bins, 'HOR_BIN')?.max) ?? 1,
      y: (bins && rangeOf(bins, 'VER_BIN')?.max) ?? 1,
    },
    asymmetricBin: false,
    canSubframe: vector(names.frame)?.permission === 'rw',
    exposure: limits ?? { min: 0, max: 86_400 },
    gain: main ? settingRange(link, 'gain') : undefined,
    offset: main ? settingRange(link, 'offset') : undefined,
    readoutModes: main ? captureFormats(link) : [],
    bayer: main ? patternOf(link) : undefined,
    canSetTemperature: main && vector('CCD_TEMPERATURE')?.permission === 'rw',
    canAbort: vector(names.abort) !== undefined,
    canPulseGuide: vector('TELESCOPE_TIMED_GUIDE_NS') !== undefined,
    // INDI does not tell; a camera without one ignores the frame type.
    hasShutter: false,
    maxAdu: bits && bits <= 32 ? 2 ** bits - 1 : undefined,
    electronsPerAdu: undefined,
    sensorName: undefined,
  };
}

function has(vector: Vector | undefined, element: string): boolean {
  return vector?.elements.has(element) ?? false;
}

const patterns = ['RGGB', 'GRBG', 'GBRG', 'BGGR'] as const;

function patternOf({ vector }: IndiLink): BayerPattern | undefined {
  const cfa = vector('CCD_CFA');
  if (cfa?.type !== 'text') return undefined;
  const pattern = patterns.find((known) => known === cfa.elements.get('CFA_TYPE')?.value.trim());
  const at = (name: string) => Number(cfa.elements.get(name)?.value ?? 0) || 0;
  return pattern && { pattern, x: at('CFA_OFFSET_X'), y: at('CFA_OFFSET_Y') };
}

function bayerOf(header: Header): BayerPattern | undefined {
  const pattern = patterns.find((known) => known === cardText(header, 'BAYERPAT')?.trim());
  return pattern && { pattern, x: cardNumber(header, 'XBAYROFF') ?? 0, y: cardNumber(header, 'YBAYROFF') ?? 0 };
}
