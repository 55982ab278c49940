import type { AlpacaClient } from '@uraniborg/alpaca';
import { DeviceError, type Instant, InvalidInput, parseUtc, systemInstant, type Waiting } from '@uraniborg/core';
import type {
  BayerPattern,
  Camera,
  CameraCapabilities,
  Exposed,
  ExposureProgress,
  ExposureRequest,
  ValueNames,
  ValueRange,
} from '../camera.ts';
import { type ExposureGeometry, exposureGeometry } from '../exposureGeometry.ts';
import { onLink } from '../onLink.ts';
import { pollUntil } from '../pollUntil.ts';
import { stopFirst } from '../stopFirst.ts';
import { type AlpacaLink, alpacaLink } from './alpacaLink.ts';

type Client = AlpacaClient<'camera'>;

/** Read-out of the slowest sensors, beyond the exposure itself. */
const READOUT_LIMIT_MS = 180_000;
/** A camera whose clock says otherwise by more than this is not believed. */
const CLOCK_TOLERANCE_MS = 30_000;

/** A camera behind an Alpaca server. */
export function alpacaCamera(client: Client, address: string): Camera {
  let can: (CameraCapabilities & { readonly canStop: boolean }) | undefined;

  const link = alpacaLink(client, address, async (fresh, waiting) => {
    can = await learn(client, fresh, waiting);
  });
  const capabilities = () => {
    link.assertConnected();
    if (!can) throw new DeviceError(`${link.name} is not connected`, 'camera');
    return can;
  };

  /** Settles when the sensor rests. A camera that cannot be stopped is waited for. */
  async function stop(waiting: Waiting): Promise<void> {
    const { signal } = waiting;
    const resting = async () => ['idle', 'error'].includes(await client.cameraState({ signal }));
    if (await resting()) return;
    if (can?.canAbort) await client.abortExposure({ signal });
    else if (can?.canStop) await client.stopExposure({ signal });
    await pollUntil(waiting, {
      what: 'the camera to rest',
      limitMs: READOUT_LIMIT_MS + (can?.canAbort || can?.canStop ? 0 : (can?.exposure.max ?? 0) * 1000),
      look: async () => ((await resting()) ? true : undefined),
    });
  }

  return onLink<Camera>(link, {
    kind: 'camera',
    capabilities,
    read: ({ signal }) =>
      link.watched(async () => {
        const { optional } = link;
        const [state, temperature, setpoint, coolerOn, coolerPower, gain, offset] = await Promise.all([
          client.cameraState({ signal }),
          optional('CCDTemperature', () => client.ccdTemperature({ signal })),
          optional('SetCCDTemperature', () => client.setCCDTemperature({ signal })),
          optional('CoolerOn', () => client.coolerOn({ signal })),
          optional('CoolerPower', () => client.coolerPower({ signal })),
          optional('Gain', () => client.gain({ signal })),
          optional('Offset', () => client.offset({ signal })),
        ]);
        const word = state === 'download' ? 'downloading' : state;
        return { state: word, temperature, setpoint, coolerOn, coolerPower, gain, offset };
      }),
    expose: (request, waiting) =>
      link.watched(() => {
        const geometry = exposureGeometry(request, capabilities());
        return stopFirst(waiting, stop, () => expose(client, link, capabilities(), request, geometry, waiting));
      }),
    stop: (waiting) => link.watched(() => stop(waiting)),
    cool: (setpoint, { signal }) =>
      link.watched(async () => {
        if (!capabilities().canSetTemperature) throw new InvalidInput(`${link.name} has no cooler to set`, 'setpoint');
        if (setpoint === 'off') return client.putCoolerOn(false, { signal });
        await client.putSetCCDTemperature(setpoint, { signal });
        // Some cameras regulate always and know no switch.
        await link.optional('CoolerOn write', () => client.putCoolerOn(true, { signal }));
      }),
    pulseGuide: (direction, ms, waiting) =>
      link.watched(async () => {
        if (!capabilities().canPulseGuide) throw new InvalidInput(`${link.name} has no guide port`, 'pulseGuide');
        await client.pulseGuide(direction, Math.round(ms), { signal: waiting.signal });
        // A pulse cannot be called back; it is short, so its end is awaited whatever happens.
        await pollUntil(
          { clock: waiting.clock, signal: new AbortController().signal },
          {
            what: 'the guide pulse to end',
            limitMs: ms + 10_000,
            every: 50,
            look: async ({ signal }) => ((await client.isPulseGuiding({ signal })) ? undefined : true),
          },
        );
        waiting.signal.throwIfAborted();
      }),
  });
}

async function expose(
  client: Client,
  link: AlpacaLink,
  can: CameraCapabilities,
  request: ExposureRequest,
  geometry: ExposureGeometry,
  waiting: Waiting & { onProgress?: (progress: ExposureProgress) => void },
): Promise<Exposed> {
  const { clock, signal, onProgress = () => {} } = waiting;
  const { bin, start, size } = geometry;
  await client.putBinX(bin.x, { signal });
  await client.putBinY(bin.y, { signal });
  await client.putStartX(start.x, { signal });
  await client.putStartY(start.y, { signal });
  await client.putNumX(size.x, { signal });
  await client.putNumY(size.y, { signal });
  if (request.gain !== undefined) await client.putGain(request.gain, { signal });
  if (request.offset !== undefined) await client.putOffset(request.offset, { signal });
  if (request.readoutMode !== undefined) await client.putReadoutMode(request.readoutMode, { signal });

  const begun = clock.now();
  const ms = request.seconds * 1000;
  onProgress({ phase: 'exposing', fraction: 0, secondsLeft: request.seconds });
  await client.startExposure(request.seconds, request.light, { signal });
  // While it exposes there is time to ask.
  const temperature = await link.optional('CCDTemperature', () => client.ccdTemperature({ signal }));
  await pollUntil(waiting, {
    what: 'the camera to finish its exposure',
    limitMs: ms + READOUT_LIMIT_MS,
    outageMs: Math.max(20_000, ms / 2),
    every: (passed) => Math.min(1000, Math.max(50, passed < ms ? (ms - passed) / 2 : 50 + (passed - ms) / 10)),
    async look() {
      if (await client.imageReady({ signal })) return true;
      const state = await client.cameraState({ signal });
      if (state === 'error') throw new DeviceError('The camera reports that the exposure failed', 'cameraState');
      if (state === 'idle') {
        // It may have become ready between the two questions.
        if (await client.imageReady({ signal })) return true;
        throw new DeviceError(
          'The camera rests and has no image: the exposure was stopped from elsewhere',
          'cameraState',
        );
      }
      const passed = clock.now() - begun;
      if (passed < ms) onProgress({ phase: 'exposing', fraction: passed / ms, secondsLeft: (ms - passed) / 1000 });
      else onProgress({ phase: 'reading', fraction: undefined, secondsLeft: undefined });
      return undefined;
    },
  });
  onProgress({ phase: 'downloading', fraction: 0, secondsLeft: undefined });
  const image = await client.imageArray({
    signal,
    clock,
    shared: true,
    narrow: true,
    onProgress: (bytes, total) =>
      onProgress({ phase: 'downloading', fraction: total ? bytes / total : undefined, secondsLeft: undefined }),
  });
  const { width, height, planes, data } = image;
  // Drivers round a binned sensor up or down; anything else is a broken frame.
  if (Math.abs(width - size.x) > 1 || Math.abs(height - size.y) > 1)
    throw new DeviceError(
      `The camera sent ${width}x${height} pixels where ${size.x}x${size.y} were asked for`,
      'image',
    );
  const [stated, seconds, gain, offset] = await Promise.all([
    link.optional('LastExposureStartTime', () => client.lastExposureStartTime({ signal })),
    link.optional('LastExposureDuration', () => client.lastExposureDuration({ signal })),
    link.optional('Gain', () => client.gain({ signal })),
    link.optional('Offset', () => client.offset({ signal })),
  ]);
  return {
    pixels: { width, height, planes, data },
    start: startOf(stated, begun),
    commanded: systemInstant(begun, 'start'),
    // Some drivers leave 0 there.
    seconds: seconds !== undefined && seconds > 0 ? seconds : request.seconds,
    bin,
    rectangle: { ...geometry.rectangle, width: width * bin.x, height: height * bin.y },
    temperature,
    gain: gain ?? request.gain,
    offset: offset ?? request.offset,
    bayer: can.bayer,
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

async function learn(client: Client, { optional }: AlpacaLink, { signal }: Waiting) {
  const [width, height] = await Promise.all([client.cameraXSize({ signal }), client.cameraYSize({ signal })]);
  const flag = async (member: string, ask: () => Promise<boolean>) => (await optional(member, ask)) ?? false;
  const pitchX = await optional('PixelSizeX', () => client.pixelSizeX({ signal }));
  const pitchY = await optional('PixelSizeY', () => client.pixelSizeY({ signal }));
  return {
    width,
    height,
    pixelSizeUm: pitchX && pitchY ? { x: pitchX, y: pitchY } : undefined,
    maxBin: {
      x: (await optional('MaxBinX', () => client.maxBinX({ signal }))) ?? 1,
      y: (await optional('MaxBinY', () => client.maxBinY({ signal }))) ?? 1,
    },
    asymmetricBin: await flag('CanAsymmetricBin', () => client.canAsymmetricBin({ signal })),
    canSubframe: true,
    exposure: {
      min: (await optional('ExposureMin', () => client.exposureMin({ signal }))) ?? 0,
      max: (await optional('ExposureMax', () => client.exposureMax({ signal }))) ?? 86_400,
    },
    gain: await valuesOf(
      () => optional('Gains', () => client.gains({ signal })),
      () => optional('GainMin', () => client.gainMin({ signal })),
      () => optional('GainMax', () => client.gainMax({ signal })),
    ),
    offset: await valuesOf(
      () => optional('Offsets', () => client.offsets({ signal })),
      () => optional('OffsetMin', () => client.offsetMin({ signal })),
      () => optional('OffsetMax', () => client.offsetMax({ signal })),
    ),
    readoutModes: (await optional('ReadoutModes', () => client.readoutModes({ signal }))) ?? [],
    bayer: await bayerOf(client, optional, signal),
    canSetTemperature: await flag('CanSetCCDTemperature', () => client.canSetCCDTemperature({ signal })),
    canAbort: await flag('CanAbortExposure', () => client.canAbortExposure({ signal })),
    canStop: await flag('CanStopExposure', () => client.canStopExposure({ signal })),
    canPulseGuide: await flag('CanPulseGuide', () => client.canPulseGuide({ signal })),
    hasShutter: await flag('HasShutter', () => client.hasShutter({ signal })),
    maxAdu: await optional('MaxADU', () => client.maxADU({ signal })),
    electronsPerAdu: await optional('ElectronsPerADU', () => client.electronsPerADU({ signal })),
    sensorName: (await optional('SensorName', () => client.sensorName({ signal }))) || undefined,
  };
}

/** ASCOM gives either names or limits; a driver that gives neither cannot set it. */
async function valuesOf(
  names: () => Promise<readonly string[] | undefined>,
  min: () => Promise<number | undefined>,
  max: () => Promise<number | undefined>,
): Promise<ValueRange | ValueNames | undefined> {
  const [lowest, highest] = [await min(), await max()];
  if (lowest !== undefined && highest !== undefined && highest > lowest) return { min: lowest, max: highest };
  const list = await names();
  return list && list.length > 0 ? { names: list } : undefined;
}

async function bayerOf(
  client: Client,
  optional: AlpacaLink['optional'],
  signal: AbortSignal,
): Promise<BayerPattern | undefined> {
  if ((await optional('SensorType', () => client.sensorType({ signal }))) !== 'rggb') return undefined;
  const x = (await optional('BayerOffsetX', () => client.bayerOffsetX({ signal }))) ?? 0;
  const y = (await optional('BayerOffsetY', () => client.bayerOffsetY({ signal }))) ?? 0;
  return { pattern: 'RGGB', x, y };
}
