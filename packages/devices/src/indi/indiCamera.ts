import { DeviceError, type Instant, InvalidInput, parseUtc, systemInstant, type Waiting } from '@uraniborg/core';
import { cardNumber, cardText, type Frame, type Header, readFits } from '@uraniborg/formats';
import { type Blob, type BlobSubscription, type IndiClient, isOn, numberOf, type Vector } from '@uraniborg/indi';
import type {
  BayerPattern,
  Camera,
  CameraCapabilities,
  Exposed,
  ExposureProgress,
  ExposureRequest,
  ValueRange,
} from '../camera.ts';
import { type ExposureGeometry, exposureGeometry } from '../exposureGeometry.ts';
import { narrowPixels } from '../narrowPixels.ts';
import { onLink } from '../onLink.ts';
import { stopFirst } from '../stopFirst.ts';
import { guidePulse } from './guidePulse.ts';
import { finite, type IndiLink, indiLink } from './indiLink.ts';

const EXPOSURE = 'CCD_EXPOSURE';
const SECONDS = 'CCD_EXPOSURE_VALUE';
const IMAGE = 'CCD1';
const READOUT_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 60_000;
/** A camera whose clock says otherwise by more than this is not believed. */
const CLOCK_TOLERANCE_MS = 30_000;

/** A camera of an INDI server. Its frames come as FITS on a connection of their own. */
export function indiCamera(client: IndiClient, device: string, address: string): Camera {
  let blobs: BlobSubscription | undefined;
  /** INDI reports the temperature only; what was asked for is remembered. */
  let setpoint: number | undefined;

  const link = indiLink(client, device, address, [EXPOSURE, 'CCD_INFO', IMAGE], {
    async learn(waiting) {
      blobs?.close();
      blobs = await client.receiveBlobs(device, IMAGE, waiting);
    },
    release() {
      blobs?.close();
      blobs = undefined;
    },
  });
  const capabilities = () => {
    link.assertConnected();
    return capabilitiesOf(link);
  };
  const exposing = () => link.vector(EXPOSURE)?.state === 'Busy';

  async function stop(waiting: Waiting): Promise<void> {
    if (!exposing()) return;
    if (link.vector('CCD_ABORT_EXPOSURE')) await link.begin('CCD_ABORT_EXPOSURE', { ABORT: true }, waiting);
    const left = (numberOf(link.vector(EXPOSURE), SECONDS) ?? 0) * 1000;
    const limit = STOP_LIMIT_MS + (link.vector('CCD_ABORT_EXPOSURE') ? 0 : left);
    await link.until(() => (exposing() ? undefined : true), 'the camera to rest', limit, waiting);
  }

  return onLink<Camera>(link, {
    kind: 'camera',
    capabilities,
    async read() {
      link.assertConnected();
      return {
        state: exposing() ? 'exposing' : 'idle',
        temperature: finite(numberOf(link.vector('CCD_TEMPERATURE'), 'CCD_TEMPERATURE_VALUE')),
        setpoint,
        coolerOn: isOn(link.vector('CCD_COOLER'), 'COOLER_ON'),
        coolerPower: finite(numberOf(link.vector('CCD_COOLER_POWER'), 'CCD_COOLER_VALUE')),
        gain: finite(settingNow(link, 'gain')),
        offset: finite(settingNow(link, 'offset')),
      };
    },
    async expose(request, waiting) {
      const can = capabilities();
      const geometry = exposureGeometry(request, can);
      const receiver = blobs;
      if (!receiver) throw new DeviceError(`${device} is not connected`, 'Disconnected');
      return stopFirst(waiting, stop, () => expose(client, device, link, receiver, request, geometry, waiting));
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
  blobs: BlobSubscription,
  request: ExposureRequest,
  geometry: ExposureGeometry,
  waiting: Waiting & { onProgress?: (progress: ExposureProgress) => void },
): Promise<Exposed> {
  const { clock, signal, onProgress = () => {} } = waiting;
  const { seconds } = request;
  await setUp(link, request, geometry, { clock, signal });

  const temperature = finite(numberOf(link.vector('CCD_TEMPERATURE'), 'CCD_TEMPERATURE_VALUE'));
  const timeoutMs = seconds * 1000 + READOUT_LIMIT_MS;
  const either = new AbortController();
  const both = { clock, signal: AbortSignal.any([signal, either.signal]) };
  const unwatch = followProgress(client, device, blobs, seconds, onProgress);
  try {
    onProgress({ phase: 'exposing', fraction: 0, secondsLeft: seconds });
    const commanded = clock.now();
    // Both are subscribed to before the command; whichever fails ends the other.
    const image = nextOwn(blobs, commanded, seconds, { ...both, timeoutMs, what: `the image of ${device}` });
    const done = client.change(
      device,
      EXPOSURE,
      { [SECONDS]: seconds },
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
    const [blob] = await Promise.all([image, done]).catch((error) => {
      either.abort(error);
      throw error;
    });
    onProgress({ phase: 'downloading', fraction: 1, secondsLeft: 0 });
    return exposedOf(frameOf(blob), request, geometry, link, temperature, commanded);
  } finally {
    unwatch();
  }
}

/** Says what changes only: each of these costs some drivers a second. */
async function setUp(link: IndiLink, request: ExposureRequest, geometry: ExposureGeometry, waiting: Waiting) {
  const { vector } = link;
  const { bin, rectangle } = geometry;
  if (vector('UPLOAD_MODE')) await link.set('UPLOAD_MODE', { UPLOAD_CLIENT: true }, waiting);
  if (has(vector('CCD_TRANSFER_FORMAT'), 'FORMAT_FITS'))
    await link.set('CCD_TRANSFER_FORMAT', { FORMAT_FITS: true }, waiting);
  if (has(vector('CCD_COMPRESSION'), 'INDI_DISABLED'))
    await link.set('CCD_COMPRESSION', { INDI_DISABLED: true }, waiting);
  const type = request.light ? 'FRAME_LIGHT' : 'FRAME_DARK';
  if (has(vector('CCD_FRAME_TYPE'), type)) await link.set('CCD_FRAME_TYPE', { [type]: true }, waiting);
  if (vector('CCD_BINNING')) await link.set('CCD_BINNING', { HOR_BIN: bin.x, VER_BIN: bin.y }, waiting);
  if (vector('CCD_FRAME')) {
    const { x, y, width, height } = rectangle;
    await link.set('CCD_FRAME', { X: x, Y: y, WIDTH: width, HEIGHT: height }, waiting);
  }
  for (const what of ['gain', 'offset'] as const) {
    const [property, element] = settingOf(link, what) ?? [];
    const value = request[what];
    if (value !== undefined && property && element) await link.set(property, { [element]: value }, waiting);
  }
}

/** The frame of this exposure: one that comes before it can have ended belongs to an earlier one and is let go. */
async function nextOwn(
  blobs: BlobSubscription,
  commanded: number,
  seconds: number,
  options: Parameters<BlobSubscription['next']>[0],
): Promise<Blob> {
  for (;;) {
    const blob = await blobs.next(options);
    if (blob.receivedAt >= commanded + seconds * 900) return blob;
  }
}

function followProgress(
  client: IndiClient,
  device: string,
  blobs: BlobSubscription,
  seconds: number,
  onProgress: (progress: ExposureProgress) => void,
): () => void {
  const unwatchExposure = client.watch((event) => {
    if (event.kind !== 'changed' || event.vector.device !== device || event.vector.name !== EXPOSURE) return;
    const left = numberOf(event.vector, SECONDS) ?? 0;
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

function frameOf(blob: Blob): Frame {
  if (!/^\.fits?(\.fz)?$/.test(blob.format))
    throw new DeviceError(
      `The camera sent "${blob.format}" where FITS was asked for; set its transfer format`,
      blob.format,
    );
  try {
    return readFits(blob.bytes);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new DeviceError('The camera sent a frame that cannot be read', 'image', { cause: error });
  }
}

function exposedOf(
  { pixels, header }: Frame,
  request: ExposureRequest,
  { bin, size, rectangle }: ExposureGeometry,
  link: IndiLink,
  temperature: number | undefined,
  commanded: number,
): Exposed {
  const { width, height } = pixels;
  // Drivers round a binned sensor up or down; anything else is a broken frame.
  if (Math.abs(width - size.x) > 1 || Math.abs(height - size.y) > 1)
    throw new DeviceError(
      `The camera sent ${width}x${height} pixels where ${size.x}x${size.y} were asked for`,
      'image',
    );
  return {
    pixels: narrowPixels(pixels),
    start: startOf(cardText(header, 'DATE-OBS'), commanded),
    seconds: cardNumber(header, 'EXPTIME') ?? request.seconds,
    bin,
    rectangle: { ...rectangle, width: width * bin.x, height: height * bin.y },
    temperature: cardNumber(header, 'CCD-TEMP') ?? temperature,
    gain: finite(settingNow(link, 'gain')) ?? request.gain,
    offset: finite(settingNow(link, 'offset')) ?? request.offset,
    bayer: bayerOf(header) ?? capabilitiesOf(link).bayer,
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

function capabilitiesOf(link: IndiLink): CameraCapabilities {
  const { vector } = link;
  const info = vector('CCD_INFO');
  const pitch = finite(numberOf(info, 'CCD_PIXEL_SIZE'));
  const pitchX = finite(numberOf(info, 'CCD_PIXEL_SIZE_X')) ?? pitch;
  const pitchY = finite(numberOf(info, 'CCD_PIXEL_SIZE_Y')) ?? pitch;
  const bits = finite(numberOf(info, 'CCD_BITSPERPIXEL'));
  const limits = rangeOf(vector(EXPOSURE), SECONDS);
  return {
    width: numberOf(info, 'CCD_MAX_X') ?? 0,
    height: numberOf(info, 'CCD_MAX_Y') ?? 0,
    pixelSizeUm: pitchX && pitchY ? { x: pitchX, y: pitchY } : undefined,
    maxBin: {
      x: rangeOf(vector('CCD_BINNING'), 'HOR_BIN')?.max ?? 1,
      y: rangeOf(vector('CCD_BINNING'), 'VER_BIN')?.max ?? 1,
    },
    asymmetricBin: false,
    exposure: limits ?? { min: 0, max: 86_400 },
    gain: settingRange(link, 'gain'),
    offset: settingRange(link, 'offset'),
    readoutModes: [],
    bayer: patternOf(link),
    canSetTemperature: vector('CCD_TEMPERATURE')?.permission === 'rw',
    canAbort: vector('CCD_ABORT_EXPOSURE') !== undefined,
    canPulseGuide: vector('TELESCOPE_TIMED_GUIDE_NS') !== undefined,
    // INDI does not tell; a camera without one ignores the frame type.
    hasShutter: false,
    maxAdu: bits && bits <= 32 ? 2 ** bits - 1 : undefined,
    electronsPerAdu: undefined,
    sensorName: undefined,
  };
}

/** Where drivers keep gain and offset: in a property of their own, or among the controls of the camera's library. */
const settings = {
  gain: [
    ['CCD_GAIN', 'GAIN'],
    ['CCD_CONTROLS', 'Gain'],
  ],
  offset: [
    ['CCD_OFFSET', 'OFFSET'],
    ['CCD_CONTROLS', 'Offset'],
  ],
} as const;

function settingOf({ vector }: IndiLink, what: keyof typeof settings) {
  return settings[what].find(([property, element]) => has(vector(property), element));
}

function settingNow(link: IndiLink, what: keyof typeof settings): number | undefined {
  const [property, element] = settingOf(link, what) ?? [];
  return property && element ? numberOf(link.vector(property), element) : undefined;
}

function settingRange(link: IndiLink, what: keyof typeof settings): ValueRange | undefined {
  const [property, element] = settingOf(link, what) ?? [];
  return property && element ? rangeOf(link.vector(property), element) : undefined;
}

function rangeOf(vector: Vector | undefined, element: string): ValueRange | undefined {
  const found = vector?.type === 'number' ? vector.elements.get(element) : undefined;
  return found && found.max > found.min ? { min: found.min, max: found.max } : undefined;
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
