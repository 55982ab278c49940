import { randomUUID } from 'node:crypto';
import type { CaptureSettings, ProfileOptions, Role } from '@uraniborg/api';
import { DeviceError, InvalidInput, sentenceOf } from '@uraniborg/core';
import {
  captureLoop,
  captureNeeds,
  captureSeries,
  captureSingle,
  coveredSeries,
  findHome,
  moveFocuser,
  type Plan,
  type CaptureSettings as PlanSettings,
  park,
  persistently,
  roleNames,
  selectFilter,
  slew,
  stopEverything,
  toMountEquinox,
} from '@uraniborg/operations';
import type { Handlers } from '../http/commandRoutes.ts';
import { liveStackHandlers } from '../liveStack/liveStackHandlers.ts';
import { filesOf, masterHandlers } from '../masters/masterHandlers.ts';
import { propertyHandlers } from '../properties/propertyHandlers.ts';
import { accessoryHandlers } from './accessoryHandlers.ts';
import { equipmentHandlers } from './equipmentHandlers.ts';
import type { HandlerParts } from './handlerParts.ts';
import { libraryHandlers } from './libraryHandlers.ts';
import { measureHandlers } from './measureHandlers.ts';
import { profileHandlers } from './profileHandlers.ts';
import type { DeviceOf } from './readings.ts';

/** What performs each command of the table. */
export function handlers(parts: HandlerParts): Handlers {
  const { store, equipment, activities, leases, clock, signal } = parts;
  const waiting = { clock, signal };
  const options = () => parts.profiles.active.options;
  /** One movement asked for by hand: tried again, as the options say, when its device fails. */
  const persistent = <T>(what: string, role: Role, plan: () => Plan<T>) => ({
    name: what,
    needs: [role],
    plan: () => persistently(what, [role], plan, options().recovery),
  });
  const device = <R extends Role>(role: R): DeviceOf[R] => {
    const found = equipment.rig()[role];
    if (!found) throw new DeviceError(`The ${roleNames[role]} is not connected; connect it first`, 'not connected');
    return found as DeviceOf[R];
  };
  /** For what is done at once, beside the plans: nobody may interfere with a plan that has the device. */
  const free = <R extends Role>(role: R): DeviceOf[R] => {
    const holder = leases.holderOf(role);
    if (holder !== undefined) {
      throw new DeviceError(`The ${roleNames[role]} is in use (${holder}). Stop that first, or wait for it`, 'busy');
    }
    return device(role);
  };
  const capture = async <T>(
    settings: CaptureSettings,
    name: string,
    plan: (asks: PlanSettings) => () => Plan<T>,
    { aside = false, needs = [], onFailure, onDone }: CaptureExtras<T> = {},
  ) => {
    const asks = planSettings(settings, options().camera);
    const { count: _, keep: __, ...kept } = { count: 0, keep: false, ...settings };
    // The form is the main camera's.
    if (isMain(settings) && !aside) {
      store.change({ capture: kept });
      await parts.remember();
    }
    const what = settings.object ? `, ${settings.object}` : '';
    const operation = { name: `${name}${what}`, needs: [...captureNeeds(asks), ...needs], plan: plan(asks) };
    return { activity: await activities.start('capture', operation, onFailure, onDone) };
  };
  const nothing = {};
  /** The loop that was started last, and what it reads out now. */
  let loop: { activity: string; rectangle: PlanSettings['rectangle'] } | undefined;

  return {
    ...equipmentHandlers(parts),
    ...profileHandlers(parts),
    ...propertyHandlers(parts),
    ...accessoryHandlers({ ...parts, free }),
    ...liveStackHandlers(parts.stacking),
    ...masterHandlers(parts.masters),
    ...libraryHandlers(parts.library),
    ...measureHandlers(parts.measures),
    'capture.set': async (change) => {
      store.change({ capture: { ...store.state.capture, ...change } });
      await parts.remember();
      return nothing;
    },
    'capture.single': ({ keep, ...settings }) =>
      capture(settings, `Exposure of ${settings.seconds} s`, (asks) => () => captureSingle(asks, { keep })),
    'capture.loop': async ({ aside = false, ...settings }) => {
      const now = { activity: '', rectangle: settings.area ?? undefined };
      const plan = (asks: PlanSettings) => () => captureLoop(asks, () => now.rectangle);
      const started = await capture(settings, `Loop of ${settings.seconds} s`, plan, { aside });
      now.activity = started.activity;
      loop = now;
      return started;
    },
    'capture.moveArea': async ({ area }) => {
      if (!loop || !store.state.activities.some(({ id }) => id === loop?.activity))
        throw new DeviceError('No loop is running whose area could be moved; start one first', 'not running');
      loop.rectangle = area ?? undefined;
      return nothing;
    },
    'capture.series': ({ count, ...settings }) => {
      const { recovery: patience, grading } = options();
      // What only the main camera's frames have: a grade.
      const retakes = isMain(settings) ? Math.ceil((count * grading.retakesPercent) / 100) : 0;
      // Its own: a series by hand goes on from no other.
      const key = `series/${randomUUID()}`;
      return capture(
        settings,
        `Series of ${count} × ${settings.seconds} s`,
        (asks) => () => captureSeries(asks, { count, patience, key, retakes }),
        { onFailure: parts.onGivenUp },
      );
    },
    'masters.take': async ({ kind, count, seconds, cover, sigma }) => {
      if (store.state.masters.making) throw new InvalidInput('A master is being made already: wait for it, or stop it');
      const form = store.state.capture;
      const settings = { ...form, frameType: kind, seconds: kind === 'bias' ? 0 : (seconds ?? form.seconds) };
      const reading = store.state.devices.find(({ role }) => role === 'coverCalibrator')?.reading;
      const closes = cover === true && reading?.kind === 'coverCalibrator' && reading.cover === 'open';
      const series = { count, patience: options().recovery };
      return await capture(
        settings,
        `${count} frames for a master ${masterWords[kind]}`,
        (asks) => () => (closes ? coveredSeries(asks, series) : captureSeries(asks, series)),
        {
          aside: true,
          needs: closes ? ['coverCalibrator'] : [],
          onFailure: parts.onGivenUp,
          onDone: (frames) => {
            try {
              const ids = frames.map(({ id }) => id);
              parts.masters.shelf.make(filesOf(parts.masters, ids), undefined, kind === 'dark' ? sigma : undefined);
            } catch (error) {
              store.change({ masters: { ...store.state.masters, message: sentenceOf(error) } });
            }
          },
        },
      );
    },
    'frame.save': async ({ frame }) => ({ fileName: await parts.keeper.save(frame, waiting) }),
    'frame.judge': async ({ frame, verdict }) => {
      parts.judge(frame, verdict);
      return nothing;
    },
    'prompt.answer': async ({ prompt, answer }) => {
      parts.prompts.answer(prompt, answer);
      return nothing;
    },
    stop: async ({ activity }) => {
      await activities.stop(activity);
      if (activity === undefined) await stopEverything(equipment.rig(), waiting);
      return nothing;
    },
    'camera.cool': async ({ setpoint }) => {
      await parts.cooling.begin(setpoint, options().cooling.degreesPerMinute);
      return nothing;
    },
    'mount.slew': async (input) => {
      const target = 'text' in input ? parts.sky.target(input.text) : { ...input, name: null };
      const plan = () => slew(target, target.name ?? undefined);
      const name = `Slew to ${target.name ?? 'coordinates'}`;
      return { activity: await activities.start('slew', persistent(name, 'mount', plan)), target };
    },
    'mount.park': async () => ({
      activity: await activities.start('park', persistent('Park', 'mount', park)),
    }),
    'mount.unpark': async () => {
      await free('mount').unpark(waiting);
      return nothing;
    },
    'mount.track': async ({ on }) => {
      await free('mount').setTracking(on, waiting);
      return nothing;
    },
    'mount.rate': async ({ rate }) => {
      await free('mount').setTrackingRate(rate, waiting);
      return nothing;
    },
    'mount.home': async () => ({
      activity: await activities.start('park', persistent('Home', 'mount', findHome)),
    }),
    'mount.sync': async (input) => {
      const target = 'text' in input ? parts.sky.target(input.text) : { ...input, name: null };
      const mount = free('mount');
      await mount.sync(toMountEquinox(target, mount.capabilities().equinox, clock.now()), waiting);
      return { target };
    },
    'mount.move': async ({ axis, rate }) => {
      await parts.handPad.move(free('mount'), axis, rate);
      return nothing;
    },
    'focuser.move': async (input) => ({
      activity: await activities.start(
        'focus',
        persistent('Focuser move', 'focuser', () => moveFocuser(input)),
      ),
    }),
    'filterWheel.select': async ({ slot }) => ({
      activity: await activities.start(
        'filter',
        persistent('Filter change', 'filterWheel', () =>
          selectFilter(slot, device('filterWheel').capabilities().filters[slot]?.name),
        ),
      ),
    }),
    'sky.stars': async ({ limitMagnitude }) => ({ stars: parts.sky.stars(limitMagnitude) }),
    'sky.find': async ({ text, limit }) => ({ objects: parts.sky.find(text, limit ?? 10) }),
  };
}

/** What the form leaves open is as the profile says, and else as the camera is. */
function planSettings(settings: CaptureSettings, usual: ProfileOptions['camera']): PlanSettings {
  const { frameType, seconds, bin, object, area, camera } = settings;
  const main = isMain(settings);
  const gain = settings.gain ?? (main ? usual.gain : null);
  const offset = settings.offset ?? (main ? usual.offset : null);
  const filter = main ? settings.filter : null;
  return {
    ...(camera && { camera }),
    frameType,
    seconds,
    bin,
    object,
    ...(gain !== null && { gain }),
    ...(offset !== null && { offset }),
    ...(filter !== null && { filter }),
    ...(area && { rectangle: area }),
  };
}

const masterWords = { dark: 'dark', flat: 'flat', bias: 'bias', darkFlat: 'dark flat' };

/** What an exposure may have besides its settings. */
interface CaptureExtras<T> {
  /** The capture form stays as it is. */
  aside?: boolean;
  /** Devices besides the camera and the filter wheel. */
  needs?: readonly Role[];
  onFailure?: (error: unknown) => void;
  onDone?: (result: T) => void;
}

const isMain = ({ camera = 'camera' }: CaptureSettings) => camera === 'camera';
