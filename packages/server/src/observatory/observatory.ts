import {
  type FrameSummary,
  type ObservatoryState,
  type Profile,
  qualityFlagText,
  type Seat,
  type Verdict,
} from '@uraniborg/api';
import { type Clock, DeviceError, held, InvalidInput, isAborted, sentenceOf } from '@uraniborg/core';
import { createLeases, diskLimit } from '@uraniborg/operations';
import type { FastifyBaseLogger } from 'fastify';
import { openedFiles } from '../files/openedFiles.ts';
import { frameKeeper } from '../frames/frameKeeper.ts';
import { frameSource } from '../frames/frameSource.ts';
import { regrade } from '../frames/grading.ts';
import { picturesBeside } from '../frames/picturesBeside.ts';
import { comparedWith } from '../frames/qualityFlags.ts';
import { qualityQueue } from '../frames/qualityQueue.ts';
import type { Handlers } from '../http/commandRoutes.ts';
import type { OpenFile } from '../http/fileRoutes.ts';
import type { FrameSource } from '../http/frameRoutes.ts';
import { liveStack } from '../liveStack/liveStack.ts';
import { USUAL_LIVE_STACK } from '../liveStack/usualLiveStack.ts';
import { calibratedCopies } from '../masters/calibratedCopies.ts';
import { calibratedFrames } from '../masters/calibratedFrames.ts';
import { masterShelf, NO_MASTERS } from '../masters/masterShelf.ts';
import { choiceOf, withChoice } from '../profiles/choices.ts';
import type { ProfileStore } from '../profiles/profileStore.ts';
import { profilesState } from '../profiles/profilesState.ts';
import type { ServerLogins } from '../profiles/serverLogins.ts';
import { blobShelf } from '../properties/blobShelf.ts';
import type { PropertySources } from '../properties/feedProperties.ts';
import { indiServers } from '../properties/indiServers.ts';
import type { Discover } from '../rig/discover.ts';
import { dressDevice } from '../rig/dressDevice.ts';
import { openByHand } from '../rig/openByHand.ts';
import type { RigOpener } from '../rig/openDevice.ts';
import type { Sky } from '../sky/sky.ts';
import { calibrations } from '../storage/calibrations.ts';
import { openDatabase } from '../storage/database.ts';
import type { DataFolder } from '../storage/dataFolder.ts';
import { frameLibrary } from '../storage/frameLibrary.ts';
import { freeBytes } from '../storage/freeBytes.ts';
import { sqlLedger } from '../storage/sqlLedger.ts';
import { alpacaWhereabouts, type FindDevice } from '../supervision/lookElsewhere.ts';
import { indiWhereabouts } from '../supervision/lookElsewhereIndi.ts';
import { makeSafe } from '../supervision/makeSafe.ts';
import { remediesFor } from '../supervision/remedies.ts';
import { safeWhenBack } from '../supervision/safeWhenBack.ts';
import { watchdogGuard } from '../supervision/watchdogGuard.ts';
import { type PixelWorkers, pixelWorkers } from '../workers/pixelWorkers.ts';
import { activities } from './activities.ts';
import { afterConnect } from './afterConnect.ts';
import { coolingRamp } from './coolingRamp.ts';
import { type Equipment, equipment } from './equipment.ts';
import { handlers } from './handlers.ts';
import { handPad } from './handPad.ts';
import { type Log, observatoryLog } from './log.ts';
import { followGps, placeKeeper } from './place.ts';
import { profileLimits } from './profileLimits.ts';
import { prompts } from './prompts.ts';
import { seatName } from './seats.ts';
import { type StateStore, stateStore } from './stateStore.ts';

export interface ObservatoryParts {
  version: string;
  data: DataFolder;
  opener: RigOpener;
  profiles: ProfileStore;
  logins: ServerLogins;
  /** Where an Alpaca device is now, by its unique ID. */
  findDevice: FindDevice;
  discover: Discover;
  sky: Sky;
  clock: Clock;
  /** Ends everything. */
  signal: AbortSignal;
  logger: FastifyBaseLogger;
  /** What everybody who looks must know while a device is simulated. */
  simulatedNotice: string;
  /** Default: its own, which end with it. */
  workers?: PixelWorkers;
}

/** A whole observatory, without a face: its state, what can be asked of it, and its frames. */
export interface ServedObservatory {
  readonly store: StateStore;
  readonly handlers: Handlers;
  readonly frames: FrameSource;
  readonly openFile: OpenFile;
  readonly properties: PropertySources;
  readonly equipment: Equipment;
  readonly log: Log;
  /** Has the workers begin and compile what every frame needs, so that the first one does not wait for it. */
  warmUp(): Promise<void>;
  /** Settles when nothing is under way. */
  idle(): Promise<void>;
  /** Stops what is under way, lets go of the devices and closes the library. */
  close(): Promise<void>;
}

const SHOWN_FRAMES = 200;
/** Of so many frames the light of the stars is compared with. */
const COMPARED_TABLES = 4;
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
  const { data, clock, signal, logger, version, opener } = parts;
  // What writes, reads and computes takes real time, whoever asks for it.
  const profiles = held(clock, parts.profiles);
  const logins = held(clock, parts.logins);
  const workers = held(clock, parts.workers ?? pixelWorkers());
  const database = openDatabase(data.database);
  const library = frameLibrary(database);
  const options = () => profiles.active.options;
  const store = stateStore({
    version,
    simulated: false,
    notice: '',
    place: null,
    time: clock.now(),
    devices: [],
    profiles: await profilesState(profiles, logins),
    cooling: null,
    activities: [],
    prompts: [],
    capture: profiles.active.capture ?? USUAL_CAPTURE,
    liveStack: USUAL_LIVE_STACK,
    masters: NO_MASTERS,
    frames: library.latest(SHOWN_FRAMES),
    lastVerdict: null,
    log: [],
  });
  const log = observatoryLog({ store, clock, database, logger });
  const asked = prompts(store, log);
  const place = placeKeeper(store, options);
  const elsewhere = {
    alpaca: alpacaWhereabouts(opener, parts.findDevice),
    indi: indiWhereabouts({
      opener,
      servers: () => [...options().recovery.indiServers, ...indiServersOf(devices.links)],
      taken: () => devices.links.map(({ state }) => state.address),
    }),
  };
  const choice = (seat: Seat) => choiceOf(profiles.active, seat);
  const devices: Equipment = equipment({
    open: openByHand(opener, { filters: () => options().filters, ask: asked.ask }),
    choiceOf: choice,
    dress: (seat, device) => dressDevice(seat, device, options, () => devices.rig().weather),
    remedies: (seat, address) =>
      remediesFor(seat, address, {
        opener,
        whereabouts: elsewhere,
        options,
        choiceOf: choice,
        switches: (nickname) => devices.switches(nickname),
        onMoved(from, to) {
          for (const link of devices.links.filter(({ state }) => state.address === from)) {
            log('info', `The ${seatName(link.seat)} is at ${to} now`);
            link.moved(to);
            remember(() => withChoice(profiles.active, link.seat, { ...choice(link.seat), address: to }));
          }
        },
      }),
    heartbeatMs: () => options().recovery.heartbeatSeconds * 1000,
    onConnected: (seat, device, within) =>
      afterConnect(seat, device, {
        clock,
        signal: within,
        options,
        place,
        cooling,
        log,
        whereabouts: elsewhere,
        store,
      }),
    store,
    clock,
    log,
    simulatedNotice: parts.simulatedNotice,
  });
  const cooling = coolingRamp({
    camera() {
      const { camera } = devices.rig();
      if (!camera) throw new DeviceError('The camera is not connected; connect it first', 'not connected');
      return camera;
    },
    connected: () => devices.rig().camera !== undefined,
    clock,
    log,
    signal,
    onChange: (change) => store.change({ cooling: change }),
  });
  const servers = indiServers({ store, clientAt: (address) => opener.indi(`${address}/any`), clock, signal });
  const leases = createLeases();
  const keeper = frameKeeper({
    folder: data.frames,
    folders: ['night'],
    rig: devices.rig,
    workers,
    options,
    software: `Uraniborg ${version}`,
    weather: () => store.state.devices.find(({ role }) => role === 'weather')?.reading,
    isTaken: library.has,
    onTaken(id) {
      // What is looked at comes first.
      source.expect(id);
      quality.add(id);
    },
    onFrame(summary, path, camera) {
      const known = store.state.frames.find(({ id }) => id === summary.id);
      // A preview may have been measured before somebody keeps it.
      const told = { ...summary, quality: known?.quality ?? null };
      if (path !== undefined) {
        library.add(told, path, devices.site()?.longitude);
        const isLight = camera === 'camera' && summary.frameType === 'light';
        if (isLight && options().camera.keepCalibrated) copies.add(path);
        const { picture } = options().files;
        if (picture !== 'none') pictures.add(path, `.${picture}`);
      }
      const others = store.state.frames.filter(({ id }) => id !== summary.id);
      const frames = [...others, told].sort((a, b) => b.startedAt - a.startedAt);
      store.change({ frames: frames.slice(0, SHOWN_FRAMES) });
      if (!known) {
        const taken = keeper.frame(summary.id);
        if (taken && camera === 'camera') stacking.add(taken, summary);
      }
      if (summary.saveError !== null) log('error', `A frame is not saved: ${summary.saveError}`);
    },
  });
  const stacking = liveStack({
    workers,
    store,
    clock,
    log,
    folder: data.frames,
    utcOffsetMinutes: () => Math.round((devices.site()?.longitude ?? 0) * 4),
    software: `Uraniborg ${version}`,
    masters: data.masters,
  });
  const shelf = masterShelf({ folder: data.masters, workers, store, log });
  const calibrated = calibratedFrames({ workers, folder: data.masters });
  const copies = calibratedCopies(workers, data.masters, log);
  const pictures = picturesBeside(workers, log);
  const changeFrame = (id: string, change: Partial<FrameSummary>) =>
    store.change({ frames: store.state.frames.map((frame) => (frame.id === id ? { ...frame, ...change } : frame)) });
  const files = held(clock, await openedFiles({ folder: data.opened, workers, clock }));
  const source = frameSource({
    keeper: {
      frame: (id) => keeper.frame(id) ?? stacking.frame(id) ?? calibrated.frame(id),
      async fits(id) {
        const made = stacking.frame(id) ?? calibrated.frame(id);
        return made ? { name: `${id}.fits`, bytes: await workers.run('fits', made) } : await keeper.fits(id);
      },
    },
    library,
    files,
    workers,
  });
  const frameAt = (id: string) =>
    keeper.frame(id) ?? calibrated.frame(id) ?? library.path(id) ?? files.at(id) ?? stacking.frame(id);
  const quality = qualityQueue({
    workers,
    find: frameAt,
    async compared(id) {
      await keeper.told(id);
      const frame = store.state.frames.find((one) => one.id === id);
      if (frame?.frameType !== 'light') return [];
      // A frame that has lost light itself is no measure of it.
      return comparedWith(frame, store.state.frames)
        .filter(({ quality: known }) => known && !known.flags.includes('fainterStars'))
        .slice(0, COMPARED_TABLES)
        .flatMap((other) => library.stars(other.id) ?? []);
    },
    onMeasured(id, { measured, table }) {
      const frame = store.state.frames.find((one) => one.id === id);
      if (!frame) return;
      if (frame.fileName !== null && table.length > 0) library.setStars(id, table);
      const known = { ...frame, quality: { ...measured, flags: [] } };
      const frames = store.state.frames.map((one) => (one.id === id ? known : one));
      const changes = new Map(regrade(id, frames, options().grading).map((change) => [change.id, change]));
      for (const [one, { quality: judged, verdict, judgedBy }] of changes) {
        if (!library.has(one)) continue;
        library.setQuality(one, judged);
        const before = store.state.frames.find((other) => other.id === one);
        if (before?.verdict === verdict) continue;
        library.setVerdict(one, verdict, judgedBy ?? null);
        const { fileName } = before ?? frame;
        log(
          'info',
          `${fileName}: ${verdict === null ? 'no longer rejected' : `rejected, ${judged.flags.map((flag) => qualityFlagText[flag]).join(', ')}`}`,
        );
      }
      store.change({ frames: frames.map((one) => ({ ...one, ...changes.get(one.id) })) });
    },
    onFailed: (id, error) => logger.warn(error, `the frame ${id} cannot be measured`),
  });
  // What was taken last when the program ended, and what came before there was any measuring.
  for (const { id, quality: measured } of [...store.state.frames].reverse()) if (!measured) quality.add(id);
  const judge = (id: string, verdict: Verdict | null) => {
    if (!library.has(id)) throw new InvalidInput('Only a frame that has a file can be judged: keep it first', 'frame');
    library.setVerdict(id, verdict);
    changeFrame(id, { verdict, judgedBy: 'person' });
    store.change({ lastVerdict: { frame: id, verdict, count: (store.state.lastVerdict?.count ?? 0) + 1 } });
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
      ledger: sqlLedger(database, quality.measured),
      frames: keeper.sink,
      limits: [...profileLimits(devices.site, options), diskLimit(() => freeBytes(data.frames), frameBytes)],
      site: devices.site,
      log: ({ level, text }) => log(level, text),
    },
    store,
    signal,
  );
  const carryOut = safeWhenBack({
    store,
    mountIsThere: () => devices.rig().mount !== undefined,
    start: (operation) => running.start('safe', operation),
    log,
  });
  const onGivenUp = (error: unknown) => {
    const safe = makeSafe(error, options().recovery.thenMount);
    if (safe) carryOut(safe);
  };
  const watchdogOptions = () => options().watchdog;
  const watch = watchdogGuard({
    store,
    link: (role) => devices.link({ role }),
    options: watchdogOptions,
    clock,
    signal,
    log,
  });
  const publishProfiles = async () => store.change({ profiles: await profilesState(profiles, logins) });
  const useProfile = async () => {
    cooling.end();
    place.begin();
    await devices.furnish(profiles.active);
    store.change({ capture: profiles.active.capture ?? USUAL_CAPTURE });
    await publishProfiles();
  };
  /** What happened by itself is written down by itself. */
  const remember = (change: () => Profile) => {
    profiles
      .save(change)
      .then(publishProfiles)
      .catch((error) => log('error', sentenceOf(error)));
  };
  store.watch((changed) => {
    if (changed.includes('devices')) followGps(store, place);
  });
  await useProfile();
  shelf.look().catch((error: unknown) => log('error', sentenceOf(error)));
  tick(clock, store, signal).catch((error) => {
    if (!isAborted(error)) logger.error(error);
  });

  return {
    store,
    equipment: devices,
    log,
    properties: { servers, blobs: blobShelf({ servers, clock, signal }) },
    idle: running.idle,
    handlers: handlers({
      store,
      equipment: devices,
      activities: running,
      prompts: asked,
      leases,
      keeper,
      library,
      judge,
      stacking,
      masters: {
        openFile: files.open,
        shelf,
        calibrated,
        workers,
        frameAt,
        nameOf: files.nameOf,
        library,
        folder: data.masters,
        state: () => store.state,
      },
      measures: { workers, frameAt, frames: () => store.state.frames, calibrations: calibrations(database), clock },
      handPad: handPad(clock, log, signal),
      sky: parts.sky,
      discover: parts.discover,
      profiles,
      logins,
      cooling,
      servers,
      forgetServer: opener.forget,
      publishProfiles,
      useProfile,
      optionsChanged() {
        place.optionsChanged();
        watch();
      },
      onGivenUp,
      clock,
      signal,
      remember: () => profiles.save((profile) => ({ ...profile, capture: store.state.capture })),
    }),
    frames: source,
    openFile: files.open,
    async warmUp() {
      await workers.runOnEach('warmUp');
    },
    async close() {
      await running.stop();
      await stacking.stop();
      await shelf.stop();
      await Promise.all([copies.idle(), pictures.idle()]);
      await devices.disconnectAll();
      await profiles.settled();
      if (!parts.workers) await workers.close();
      await quality.idle();
      await files.close();
      database.close();
    },
  };
}

/** The INDI servers of the rig. */
function indiServersOf(links: Equipment['links']): readonly string[] {
  const addresses = links.map(({ state }) => state.address).filter((address) => address.startsWith('indi://'));
  return [...new Set(addresses.map((address) => new URL(address).host))];
}

/** The observatory's own time, on every screen. */
async function tick(clock: Clock, store: StateStore, signal: AbortSignal): Promise<void> {
  for (;;) {
    store.change({ time: clock.now() });
    await clock.sleep(1000 - (clock.now() % 1000), signal);
  }
}
