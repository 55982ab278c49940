import { DeviceError, instantMs, isAborted, sentenceOf, systemInstant } from '@uraniborg/core';
import type { Exposed, SensorRectangle } from '@uraniborg/devices';
import type { FrameContext, FrameType, MountContext, TakenFrame } from '../frameSink.ts';
import { fromMountEquinox, horizontalAt } from '../mountCoordinates.ts';
import { type CameraRole, deviceOf, roleNames } from '../rig.ts';
import type { StepKind, Tools } from './stepKind.ts';

export interface ExposeAsks {
  /** Default: the main one. */
  readonly camera?: CameraRole;
  /** Of a bias it does not matter: the camera exposes as shortly as it can. */
  readonly seconds: number;
  /** Default 'light'. Darks, dark flats and biases keep the shutter closed. */
  readonly frameType?: FrameType;
  /** Both axes. Default 1. */
  readonly bin?: number;
  /** Default: the whole sensor. */
  readonly rectangle?: SensorRectangle;
  /** Default: as the camera is set. */
  readonly gain?: number;
  readonly offset?: number;
  readonly readoutMode?: number;
  /** Default ''. */
  readonly object?: string;
  /** Whether the frame is to be written. Default true. */
  readonly keep?: boolean;
  /** Under which key the ledger counts it. Default: it is not counted. */
  readonly key?: string;
  readonly ordinal?: { readonly index: number; readonly count: number };
}

/** Seconds of read-out and download around an exposure when nothing better is known. */
const OVERHEAD_SECONDS = 2;

/** Takes one exposure, hands it to the frame sink, and counts it in the ledger when it is safe. */
export const expose: StepKind<ExposeAsks, TakenFrame> = {
  needs: ({ camera = 'camera' }) => [camera],
  describe({ seconds, frameType = 'light', object = '', ordinal, camera = 'camera' }) {
    const which = ordinal ? ` ${ordinal.index} of ${ordinal.count}` : '';
    const by = camera === 'camera' ? '' : ` with the ${roleNames[camera]}`;
    const long = frameType === 'bias' ? '' : `, ${seconds} s`;
    return `Expose ${frameType}${which}${long}${by}${object && `, ${object}`}`;
  },
  expect({ frameType, keep = true, bin = 1, gain, offset, key, ...asks }, world) {
    const seconds = frameType === 'bias' ? 0 : asks.seconds;
    if (keep) world.framesKept++;
    if (key !== undefined) world.count(key);
    const start = systemInstant(world.at, 'start');
    const exposed: Exposed = {
      pixels: { width: 1, height: 1, planes: 1, data: new Uint16Array(1) },
      start,
      seconds,
      bin: { x: bin, y: bin },
      rectangle: { x: 0, y: 0, width: bin, height: bin },
      temperature: world.temperature,
      gain,
      offset,
      bayer: undefined,
    };
    return { seconds: seconds + OVERHEAD_SECONDS, gives: { id: '', fileName: undefined, start, exposed } };
  },
  async perform(asks, tools) {
    const { clock, signal, onProgress } = tools;
    const { frameType = 'light', bin = 1, rectangle, gain, offset, readoutMode, key } = asks;
    const camera = deviceOf(tools.rig, asks.camera ?? 'camera');
    const seconds = frameType === 'bias' ? camera.capabilities().exposure.min : asks.seconds;
    const context = await contextOf({ ...asks, seconds }, tools);
    const exposed = await camera.expose(
      {
        seconds,
        light: frameType === 'light' || frameType === 'flat',
        bin: { x: bin, y: bin },
        ...(rectangle && { rectangle }),
        ...(gain !== undefined && { gain }),
        ...(offset !== undefined && { offset }),
        ...(readoutMode !== undefined && { readoutMode }),
      },
      { clock, signal, onProgress },
    );
    const defect = tools.frameDefect(camera, exposed);
    if (defect !== undefined) throw new DeviceError(`The frame is no image: ${defect}`, 'blank');
    onProgress({ phase: context.keep ? 'saving' : 'showing', fraction: undefined, secondsLeft: undefined });
    const kept = await tools.frames(exposed, context, { clock, signal });
    if (key !== undefined)
      await tools.ledger.append({
        key,
        startedAt: instantMs(exposed.start),
        frameId: kept.id,
        fileName: kept.fileName,
        frameType,
        seconds: exposed.seconds,
        object: context.object,
        filter: context.filter,
      });
    return { ...kept, start: exposed.start, exposed };
  },
};

async function contextOf(asks: ExposeAsks, tools: Tools): Promise<FrameContext> {
  const { rig, clock, signal, site } = tools;
  const { frameType = 'light', object = '', keep = true, ordinal, seconds } = asks;
  const role = asks.camera ?? 'camera';
  // Another camera looks through optics of its own, past the filters and the focuser.
  const { mount, focuser, filterWheel } =
    role === 'camera' ? rig : { ...rig, focuser: undefined, filterWheel: undefined };
  const waiting = { clock, signal };
  return {
    frameType,
    object,
    keep,
    ordinal,
    requestedSeconds: seconds,
    camera: role,
    cameraName: rig[role]?.name ?? '',
    filter: await known(tools, 'filterWheel', async () => {
      if (!filterWheel?.connected) return undefined;
      const { slot } = await filterWheel.read(waiting);
      return slot === undefined ? undefined : filterWheel.capabilities().filters[slot]?.name;
    }),
    focuser: await known(tools, 'focuser', async () => {
      if (!focuser?.connected) return undefined;
      const { position, temperature } = await focuser.read(waiting);
      return { position, temperature };
    }),
    mount: await known(tools, 'mount', async (): Promise<MountContext | undefined> => {
      if (!mount?.connected) return undefined;
      const reading = await mount.read(waiting);
      const direction = fromMountEquinox(reading, mount.capabilities().equinox, clock.now());
      const seen = site && horizontalAt(direction, site, clock.now());
      const { altitude = seen?.altitude, azimuth = seen?.azimuth, pierSide } = reading;
      return { ...direction, name: mount.name, altitude, azimuth, pierSide };
    }),
    site,
  };
}

/** A keyword that cannot be known is no reason to lose the exposure: it is missing from the header, and the log says so. */
async function known<T>(tools: Tools, role: keyof typeof roleNames, look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (isAborted(error) || tools.signal.aborted) throw error;
    tools.log('warning', `The header will not say where the ${roleNames[role]} was: ${sentenceOf(error)}`);
    return undefined;
  }
}
