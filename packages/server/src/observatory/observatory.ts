import { type FrameSummary, type ObservatoryState, role, type Verdict } from '@uraniborg/api';
import { type Clock, InvalidInput, isAborted } from '@uraniborg/core';
import { createLeases, diskLimit, horizonLimit, sunLimit } from '@uraniborg/operations';
import type { FastifyBaseLogger } from 'fastify';
import { frameKeeper } from '../frames/frameKeeper.ts';
import { frameSource } from '../frames/frameSource.ts';
import { qualityFlags } from '../frames/qualityFlags.ts';
import { qualityQueue } from '../frames/qualityQueue.ts';
import type { Handlers } from '../http/commandRoutes.ts';
import type { FrameSource } from '../http/frameRoutes.ts';
import type { Discover } from '../rig/discover.ts';
import type { Sky } from '../sky/sky.ts';
import { openDatabase } from '../storage/database.ts';
import type { DataFolder } from '../storage/dataFolder.ts';
import { frameLibrary } from '../storage/frameLibrary.ts';
import { freeBytes } from '../storage/freeBytes.ts';
import { makeFolder } from '../storage/makeFolder.ts';
import { type Profile, readProfile, writeProfile } from '../storage/profile.ts';
import { sqlLedger } from '../storage/sqlLedger.ts';
import { pixelWorkers } from '../workers/pixelWorkers.ts';
import { activities } from './activities.ts';
import { type Equipment, type EquipmentParts, equipment } from './equipment.ts';
import { handlers } from './handlers.ts';
import { handPad } from './handPad.ts';
import { type Log, observatoryLog } from './log.ts';
import { type StateStore, stateStore } from './stateStore.ts';

export interface ObservatoryParts {
  version: string;
  data: DataFolder;
  open: EquipmentParts['open'];
  discover: Discover;
  sky: Sky;
  clock: Clock;
  /** Ends everything. */
  signal: AbortSignal;
  logger: FastifyBaseLogger;
  /** Equipment where no profile says otherwise. */
  usual: Profile['equipment'];
  /** What everybody who looks must know while a device is simulated. */
  simulatedNotice: string;
}

/** A whole observatory, without a face: its state, what can be asked of it, and its frames. */
export interface ServedObservatory {
  readonly store: StateStore;
  readonly handlers: Handlers;
  readonly frames: FrameSource;
  readonly equipment: Equipment;
  readonly log: Log;
  /** Settles when nothing is under way. */
  idle(): Promise<void>;
  /** Stops what is under way, lets go of the devices and closes the library. */
  close(): Promise<void>;
}

const SHOWN_FRAMES = 200;
const USUAL_CAPTURE: ObservatoryState['capture'] = {
  frameType: 'light',
  seconds: 2,
  bin: 1,
  gain: null,
  offset: null,
  filter: null,
  object: '',
};

/** @throws StorageError, InvalidInput the data folder cannot be used */
export async function observatory(parts: ObservatoryParts): Promise<ServedObservatory> {
  const { data, clock, signal, logger, version } = parts;
  await makeFolder(data.root);
  const profile = await readProfile(data.profile);
  const database = openDatabase(data.database);
  const library = frameLibrary(database);
  const store = stateStore({
    version,
    simulated: false,
    notice: '',
    place: null,
    time: clock.now(),
    devices: [],
    activities: [],
    capture: profile?.capture ?? USUAL_CAPTURE,
    frames: library.latest(SHOWN_FRAMES),
    log: [],
  });
  const log = observatoryLog({ store, clock, database, logger });
  const devices = equipment({ open: parts.open, store, clock, log, simulatedNotice: parts.simulatedNotice });
  const leases = createLeases();
  const workers = pixelWorkers();
  const keeper = frameKeeper({
    folder: data.frames,
    folders: ['night'],
    rig: devices.rig,
    workers,
    software: `Uraniborg ${version}`,
    isTaken: library.has,
    onFrame(summary, path) {
      const known = store.state.frames.find(({ id }) => id === summary.id);
      // A preview may have been measured before somebody keeps it.
      const told = { ...summary, quality: known?.quality ?? null };
      if (path !== undefined) library.add(told, path);
      const others = store.state.frames.filter(({ id }) => id !== summary.id);
      const frames = [...others, told].sort((a, b) => b.startedAt - a.startedAt);
      store.change({ frames: frames.slice(0, SHOWN_FRAMES) });
      if (!known) quality.add(summary.id);
      if (summary.saveError !== null) log('error', `A frame is not saved: ${summary.saveError}`);
    },
  });
  const changeFrame = (id: string, change: Partial<FrameSummary>) =>
    store.change({ frames: store.state.frames.map((frame) => (frame.id === id ? { ...frame, ...change } : frame)) });
  const quality = qualityQueue({
    workers,
    find: (id) => keeper.frame(id) ?? library.path(id),
    onMeasured(id, measured) {
      const frame = store.state.frames.find((one) => one.id === id);
      if (!frame) return;
      const judged = { ...measured, flags: qualityFlags(frame, measured, store.state.frames) };
      if (frame.fileName !== null) library.setQuality(id, judged);
      changeFrame(id, { quality: judged });
    },
    onFailed: (id, error) => logger.warn(error, `the frame ${id} cannot be measured`),
  });
  // What was taken last when the program ended, and what came before there was any measuring.
  for (const { id, quality: measured } of [...store.state.frames].reverse()) if (!measured) quality.add(id);
  const judge = (id: string, verdict: Verdict | null) => {
    if (!library.has(id)) throw new InvalidInput('Only a frame that has a file can be judged: keep it first', 'frame');
    library.setVerdict(id, verdict);
    changeFrame(id, { verdict });
  };
  /** 16 bits a pixel, as cameras deliver. */
  const frameBytes = () => {
    const camera = devices.rig().camera?.capabilities();
    return camera ? camera.width * camera.height * 2 : 0;
  };
  const running = activities(
    {
      rig: devices.rig,
      clock,
      leases,
      ledger: sqlLedger(database),
      frames: keeper.sink,
      limits: [horizonLimit(devices.site), sunLimit(devices.site), diskLimit(() => freeBytes(data.frames), frameBytes)],
      site: devices.site,
      log: ({ level, text }) => log(level, text),
    },
    store,
    signal,
  );
  for (const [name, address] of Object.entries({ ...parts.usual, ...profile?.equipment })) {
    await devices.links[role.parse(name)].assign(address);
  }
  tick(clock, store, signal).catch((error) => {
    if (!isAborted(error)) logger.error(error);
  });

  let remembering = Promise.resolve();
  const remember = () => {
    const { capture, devices: states } = store.state;
    const value: Profile = {
      version: 1,
      equipment: Object.fromEntries(states.map(({ role: name, address }) => [name, address])),
      capture,
    };
    remembering = remembering.catch(() => undefined).then(() => writeProfile(data.profile, value));
    return remembering;
  };

  return {
    store,
    equipment: devices,
    log,
    idle: running.idle,
    handlers: handlers({
      store,
      equipment: devices,
      activities: running,
      leases,
      keeper,
      judge,
      handPad: handPad(clock, log, signal),
      sky: parts.sky,
      discover: parts.discover,
      clock,
      signal,
      remember,
    }),
    frames: frameSource({ keeper, library, workers }),
    async close() {
      await running.stop();
      await devices.disconnectAll();
      await remembering.catch(() => undefined);
      await workers.close();
      await quality.idle();
      database.close();
    },
  };
}

/** The observatory's own time, on every screen. */
async function tick(clock: Clock, store: StateStore, signal: AbortSignal): Promise<void> {
  for (;;) {
    store.change({ time: clock.now() });
    await clock.sleep(1000 - (clock.now() % 1000), signal);
  }
}
