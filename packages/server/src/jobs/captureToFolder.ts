import { resolve } from 'node:path';
import type { FrameSummary, Role } from '@uraniborg/api';
import { AbortedError, type Clock, HouseError, InvalidInput, TransportError } from '@uraniborg/core';
import type { FilterWheel, Mount } from '@uraniborg/devices';
import {
  type CaptureSettings,
  captureSeries,
  cool,
  createLeases,
  type LogLine,
  memoryLedger,
  type Observatory,
  type Plan,
  type Progress,
  type Rig,
  startOperation,
} from '@uraniborg/operations';
import { frameKeeper } from '../frames/frameKeeper.ts';
import type { AnyDevice } from '../observatory/readings.ts';
import { rigOpener } from '../rig/openDevice.ts';
import { makeFolder } from '../storage/makeFolder.ts';
import { version } from '../version.ts';
import { pixelWorkers } from '../workers/pixelWorkers.ts';

export interface CaptureRequest {
  readonly addresses: Partial<Record<Role, string>> & { camera: string };
  readonly settings: CaptureSettings;
  /** By name, or by slot counted from 1. */
  readonly filter?: string | undefined;
  /** Cool to it first, degrees Celsius. */
  readonly temperature?: number | undefined;
  readonly count: number;
  readonly folder: string;
  /** How long a server may take to answer, milliseconds. */
  readonly answerMs?: number | undefined;
}

export interface CaptureListener {
  readonly onLog: (line: LogLine) => void;
  readonly onProgress: (progress: Progress) => void;
  readonly onFrame: (path: string, frame: FrameSummary) => void;
}

const PROGRESS_MS = 500;

/**
 * Takes a series without a server: connects the devices, exposes, and writes the files. The hardware stays connected,
 * because somebody else may be using it.
 *
 * @throws what went wrong; AbortedError when `signal` aborts, after the sensor has been stopped
 */
export async function captureToFolder(
  request: CaptureRequest,
  listener: CaptureListener & { clock: Clock; signal: AbortSignal },
): Promise<void> {
  const { clock, signal } = listener;
  const folder = resolve(request.folder);
  await makeFolder(folder);
  const workers = pixelWorkers(1);
  const opener = rigOpener({ clock, answerMs: request.answerMs, decode: (file) => workers.run('decode', file) });
  try {
    const devices: Partial<Record<Role, AnyDevice>> = {};
    for (const [role, address] of Object.entries(request.addresses) as [Role, string][]) {
      devices[role] = opener.open(role, address);
    }
    for (const device of Object.values(devices)) await connected(device, { clock, signal });
    const rig = devices as Rig;
    const settings = { ...request.settings, ...filterOf(request.filter, rig.filterWheel) };
    const keeper = frameKeeper({
      folder,
      rig: () => rig,
      workers,
      software: `Uraniborg ${version}`,
      onFrame: (frame, path) => path !== undefined && listener.onFrame(path, frame),
    });
    const site = await siteOf(rig.mount, { clock, signal });
    await carryOut(request, settings, listener, {
      rig: () => rig,
      clock,
      leases: createLeases(),
      ledger: memoryLedger(),
      frames: keeper.sink,
      limits: [],
      site: () => site,
      log: listener.onLog,
    });
  } finally {
    opener.close();
    await workers.close();
  }
}

/** What fails here most often is the address or a driver that does not run: say what to look at. */
async function connected(device: AnyDevice, waiting: { clock: Clock; signal: AbortSignal }): Promise<void> {
  try {
    await device.connect(waiting);
  } catch (error) {
    if (waiting.signal.aborted || !(error instanceof HouseError)) throw error;
    const { message } = error;
    const asked = message.endsWith('?')
      ? message
      : `${message}. Is the driver running there, and is the address right?`;
    throw new TransportError(`${asked} What there is: uraniborg discover`);
  }
}

async function carryOut(
  { count, temperature }: CaptureRequest,
  settings: CaptureSettings,
  { clock, signal, onProgress }: CaptureListener & { clock: Clock; signal: AbortSignal },
  observatory: Observatory,
): Promise<void> {
  signal.throwIfAborted();
  const running = await startOperation(
    {
      name: `Series of ${count} × ${settings.seconds} s`,
      needs: settings.filter === undefined ? ['camera'] : ['camera', 'filterWheel'],
      plan: () => series(settings, count, temperature),
    },
    observatory,
  );
  const over = new AbortController();
  const stop = () => running.stop('interrupted');
  signal.addEventListener('abort', stop, { once: true });
  const show = async () => {
    for (;;) {
      onProgress(running.progress());
      await clock.sleep(PROGRESS_MS, over.signal);
    }
  };
  const showing = show().catch(() => undefined);
  try {
    await running.done;
  } finally {
    signal.removeEventListener('abort', stop);
    over.abort(new AbortedError('the series is over'));
    await showing;
  }
}

function* series(settings: CaptureSettings, count: number, temperature: number | undefined): Plan<void> {
  if (temperature !== undefined) yield* cool({ setpoint: temperature });
  yield* captureSeries(settings, { count });
}

/** @throws InvalidInput there is no wheel, or no such filter in it */
function filterOf(wanted: string | undefined, wheel: FilterWheel | undefined): { filter?: number } {
  if (wanted === undefined) return {};
  if (!wheel) throw new InvalidInput('A filter needs a filter wheel: give its address with --filter-wheel', 'filter');
  const { filters } = wheel.capabilities();
  const named = filters.findIndex(({ name }) => name.toLowerCase() === wanted.trim().toLowerCase());
  const slot = named >= 0 ? named : Number(wanted) - 1;
  if (filters[slot]) return { filter: slot };
  const names = filters.map(({ name }, i) => `${i + 1} ${name}`).join(', ');
  throw new InvalidInput(`There is no filter "${wanted}"; the wheel has ${names}`, 'filter');
}

async function siteOf(mount: Mount | undefined, waiting: { clock: Clock; signal: AbortSignal }) {
  return await mount?.readSite(waiting);
}
