import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandInput, ProfileOptions } from '@uraniborg/api';
import { readFits } from '@uraniborg/formats';
import type { PixelWorkers } from '../../workers/pixelWorkers.ts';
import type { FaultName } from './line.ts';
import { type MatrixRole, type MatrixWorld, matrixWorld, type Protocol } from './matrixWorld.ts';
import { framePrint } from './trueFrames.ts';

export const activityNames = [
  'idle',
  'exposing',
  'downloading',
  'slewing',
  'moving focuser',
  'changing filter',
] as const;
export type ActivityName = (typeof activityNames)[number];

/** 'recovered': the work was done and every device is there; else the name of the safe state, or 'unsafe'. */
export type State = 'recovered' | 'given up, mount stopped' | 'out of reach, alarm' | 'unsafe';

/** What became of one situation. */
export interface Outcome {
  readonly state: State;
  /** From the fault until then, seconds. */
  readonly seconds: number;
  /** Frames that count. */
  readonly counted: number;
  /** Of them, those that the camera never took. */
  readonly wrong: number;
  /** What the log says of it; for who asks why. */
  readonly log: readonly string[];
}

/** From the fault to the end, whichever it is: seconds at most. */
export const LIMIT = 400;

const SERIES = 3;
const SECONDS = 20;

const role: Record<ActivityName, MatrixRole> = {
  idle: 'camera',
  exposing: 'camera',
  downloading: 'camera',
  slewing: 'mount',
  'moving focuser': 'focuser',
  'changing filter': 'filterWheel',
};

/** Sets up an observatory, begins an activity, lets the fault happen in it, and waits for what comes of it. */
export async function situation(
  protocol: Protocol,
  fault: FaultName,
  activity: ActivityName,
  workers: PixelWorkers,
  recovery: Partial<ProfileOptions['recovery']> = {},
): Promise<Outcome> {
  const world = await matrixWorld(protocol, workers, recovery);
  try {
    return await world.run(played(world, fault, activity));
  } finally {
    await world.end();
  }
}

async function played(world: MatrixWorld, fault: FaultName, activity: ActivityName): Promise<Outcome> {
  const { clock, served, line } = world;
  const { handlers, store } = served;
  await served.equipment.connectAll();
  await handlers['mount.unpark']({});
  await handlers['mount.slew'](TARGETS.first);
  await served.idle();
  await handlers['camera.cool']({ setpoint: -10 });

  let struck = clock.now();
  const strike = () => {
    struck = clock.now();
    world.strike(fault, role[activity]);
  };
  if (activity === 'downloading') line.onDownload(strike);
  await begin(activity, handlers);
  if (activity !== 'downloading') {
    await clock.sleep(activity === 'exposing' ? 8000 : 1500);
    strike();
  }
  const { worked, troubled, shown } = await watched(world, struck);
  const recovered = calm(world) && done(activity, world);
  const seconds = Math.round((recovered ? Math.max(worked, troubled) : Math.max(worked, shown)) / 1000);
  return {
    state: recovered ? 'recovered' : await safeState(world, activity),
    seconds,
    ...counted(world),
    log: store.state.log.filter(({ at }) => at >= struck).map(({ level, text }) => `${level}: ${text}`),
  };
}

/** So long nothing happened: then it is over. Longer than it takes to find a silent device lost. */
const QUIET_MS = 60_000;

const calm = ({ served }: MatrixWorld) =>
  served.equipment.links.every(({ state }) => state.address === '' || state.link === 'on');

/** Looks on until all has been well for a while, or the limit is over. Milliseconds from the fault. */
async function watched(world: MatrixWorld, struck: number) {
  const { clock, served } = world;
  /** The last moments when something was under way, and when something was not well; the first when that was shown. */
  let [worked, troubled, shown] = [0, 0, 0];
  for (let passed = 0; passed < LIMIT * 1000 && passed < Math.max(worked, troubled) + QUIET_MS; ) {
    await clock.sleep(500);
    passed = clock.now() - struck;
    if (served.store.state.activities.length > 0) worked = passed;
    if (!calm(world)) {
      troubled = passed;
      shown ||= passed;
    }
  }
  return { worked, troubled, shown };
}

const TARGETS = { first: { ra: 20, dec: 40 }, second: { ra: 75, dec: 20 } };
const FOCUS = 9000;
const SLOT = 4;

async function begin(activity: ActivityName, handlers: MatrixWorld['served']['handlers']): Promise<void> {
  const settings: CommandInput<'capture.series'> = {
    frameType: 'dark',
    seconds: activity === 'downloading' ? 2 : SECONDS,
    bin: 4,
    gain: null,
    offset: null,
    filter: null,
    object: '',
    count: SERIES,
  };
  if (activity === 'exposing' || activity === 'downloading') await handlers['capture.series'](settings);
  if (activity === 'slewing') await handlers['mount.slew'](TARGETS.second);
  if (activity === 'moving focuser') await handlers['focuser.move']({ to: FOCUS });
  if (activity === 'changing filter') await handlers['filterWheel.select']({ slot: SLOT });
}

/** Whether what was asked for is so. */
function done(activity: ActivityName, world: MatrixWorld): boolean {
  const { store } = world.served;
  const reading = (name: MatrixRole) => store.state.devices.find((device) => device.role === name)?.reading;
  const camera = reading('camera');
  // What was set is set again.
  if (camera?.kind !== 'camera' || camera.setpoint !== -10 || camera.coolerOn === false) return false;
  switch (activity) {
    case 'idle':
      return true;
    case 'exposing':
    case 'downloading':
      return counted(world).counted === SERIES;
    case 'slewing': {
      const mount = reading('mount');
      const { ra, dec } = TARGETS.second;
      return mount?.kind === 'mount' && Math.abs(mount.ra - ra) < 1 && Math.abs(mount.dec - dec) < 1 && mount.tracking;
    }
    case 'moving focuser': {
      const focuser = reading('focuser');
      return focuser?.kind === 'focuser' && focuser.position === FOCUS;
    }
    case 'changing filter': {
      const wheel = reading('filterWheel');
      return wheel?.kind === 'filterWheel' && wheel.slot === SLOT;
    }
  }
}

/** Nothing is under way, the device is shown as lost with a reason, and the mount does not follow the sky blindly. */
async function safeState({ served }: MatrixWorld, activity: ActivityName): Promise<State> {
  const { activities, devices, log } = served.store.state;
  const lost = devices.filter(({ address, link }) => address !== '' && link !== 'on');
  const shown = lost.every(({ link, message }) => link === 'error' && message !== '');
  if (activities.length > 0 || !shown) return 'unsafe';
  const mount = devices.find((device) => device.role === 'mount');
  const stopped = mount?.reading?.kind === 'mount' && !mount.reading.tracking && mount.link === 'on';
  const unattended = activity === 'exposing' || activity === 'downloading';
  if (unattended && stopped) return 'given up, mount stopped';
  // A mount that is lost itself cannot be told anything: that is said aloud.
  const said = log.some(({ level }) => level === 'error');
  return lost.length > 0 && said ? 'out of reach, alarm' : 'unsafe';
}

/** The frames on the disk against those that the camera took. */
function counted({ data, trueFrames }: MatrixWorld): { counted: number; wrong: number } {
  const files = readdirSync(data.root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.fits'));
  const truth = [...trueFrames];
  let wrong = 0;
  for (const name of files) {
    const print = framePrint(readFits(readFileSync(join(data.root, name))).pixels.data);
    const at = truth.findIndex(
      (one) => one.count === print.count && one.sum === print.sum && one.squares === print.squares,
    );
    // Each true frame counts once: the same one again is as wrong as an invented one.
    if (at < 0) wrong++;
    else truth.splice(at, 1);
  }
  return { counted: files.length, wrong };
}
