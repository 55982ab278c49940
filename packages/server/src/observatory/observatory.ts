import { basename } from 'node:path';
import { type ObservatoryState, role } from '@uraniborg/api';
import { type Clock, isAborted, type Pixels } from '@uraniborg/core';
import { readFits } from '@uraniborg/formats';
import { createLeases, diskLimit, horizonLimit, sunLimit } from '@uraniborg/operations';
import type { FastifyBaseLogger } from 'fastify';
import { frameKeeper } from '../frames/frameKeeper.ts';
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
import { readFileWhole } from '../storage/readFileWhole.ts';
import { sqlLedger } from '../storage/sqlLedger.ts';
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
  const keeper = frameKeeper({
    folder: data.frames,
    folders: ['night'],
    rig: devices.rig,
    software: `Uraniborg ${version}`,
    isTaken: library.has,
    onFrame(summary, path) {
      if (path !== undefined) library.add(summary, path);
      const others = store.state.frames.filter(({ id }) => id !== summary.id);
      const frames = [...others, summary].sort((a, b) => b.startedAt - a.startedAt);
      store.change({ frames: frames.slice(0, SHOWN_FRAMES) });
      if (summary.saveError !== null) log('error', `A frame is not saved: ${summary.saveError}`);
    },
  });
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
      handPad: handPad(clock, log, signal),
      sky: parts.sky,
      discover: parts.discover,
      clock,
      signal,
      remember,
    }),
    frames: {
      async pixels(id): Promise<Pixels | undefined> {
        const frame = keeper.frame(id);
        if (frame) return frame.pixels;
        const path = library.path(id);
        return path === undefined ? undefined : readFits(await readFileWhole(path)).pixels;
      },
      async file(id) {
        const path = library.path(id);
        if (path === undefined) return keeper.fits(id);
        return { name: basename(path), bytes: await readFileWhole(path) };
      },
    },
    async close() {
      await running.stop();
      await devices.disconnectAll();
      await remembering.catch(() => undefined);
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
