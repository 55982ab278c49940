import type { CaptureSettings, Role, Verdict } from '@uraniborg/api';
import { type Clock, DeviceError } from '@uraniborg/core';
import {
  captureLoop,
  captureNeeds,
  captureSeries,
  captureSingle,
  type Leases,
  moveFocuser,
  type CaptureSettings as PlanSettings,
  park,
  roleNames,
  selectFilter,
  slew,
  stopEverything,
} from '@uraniborg/operations';
import type { FrameKeeper } from '../frames/frameKeeper.ts';
import type { Handlers } from '../http/commandRoutes.ts';
import type { Discover } from '../rig/discover.ts';
import type { Sky } from '../sky/sky.ts';
import type { Activities } from './activities.ts';
import type { Equipment } from './equipment.ts';
import type { HandPad } from './handPad.ts';
import type { DeviceOf } from './readings.ts';
import type { StateStore } from './stateStore.ts';

export interface HandlerParts {
  store: StateStore;
  equipment: Equipment;
  activities: Activities;
  leases: Leases;
  keeper: FrameKeeper;
  /** @throws InvalidInput the frame has no file */
  judge: (frame: string, verdict: Verdict | null) => void;
  handPad: HandPad;
  sky: Sky;
  discover: Discover;
  clock: Clock;
  signal: AbortSignal;
  /** Writes down what a person chose: equipment and capture settings. */
  remember: () => Promise<void>;
}

/** What performs each command of the table. */
export function handlers(parts: HandlerParts): Handlers {
  const { store, equipment, activities, leases, clock, signal } = parts;
  const waiting = { clock, signal };
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
  const capture = async (settings: CaptureSettings, name: string, plan: (asks: PlanSettings) => () => Generator) => {
    const asks = planSettings(settings);
    const { count: _, keep: __, ...kept } = { count: 0, keep: false, ...settings };
    store.change({ capture: kept });
    await parts.remember();
    const what = settings.object ? `, ${settings.object}` : '';
    const operation = { name: `${name}${what}`, needs: captureNeeds(asks), plan: plan(asks) as () => never };
    return { activity: await activities.start('capture', operation) };
  };
  const nothing = {};

  return {
    'equipment.assign': async ({ role, address }) => {
      await equipment.links[role].assign(address);
      await parts.remember();
      return nothing;
    },
    'equipment.connect': async ({ role }) => {
      await equipment.links[role].connect();
      return nothing;
    },
    'equipment.disconnect': async ({ role }) => {
      await equipment.links[role].disconnect();
      return nothing;
    },
    'equipment.connectAll': async () => {
      await equipment.connectAll();
      return nothing;
    },
    'equipment.disconnectAll': async () => {
      await activities.stop();
      await equipment.disconnectAll();
      return nothing;
    },
    'equipment.discover': async ({ indiHost }) => {
      const { devices, problems } = await parts.discover({ indiHost, ...waiting });
      return { devices: [...devices], problems: [...problems] };
    },
    'capture.set': async (change) => {
      store.change({ capture: { ...store.state.capture, ...change } });
      await parts.remember();
      return nothing;
    },
    'capture.single': ({ keep, ...settings }) =>
      capture(settings, `Exposure of ${settings.seconds} s`, (asks) => () => captureSingle(asks, { keep })),
    'capture.loop': (settings) => capture(settings, `Loop of ${settings.seconds} s`, (asks) => () => captureLoop(asks)),
    'capture.series': ({ count, ...settings }) =>
      capture(settings, `Series of ${count} × ${settings.seconds} s`, (asks) => () => captureSeries(asks, { count })),
    'frame.save': async ({ frame }) => ({ fileName: await parts.keeper.save(frame, waiting) }),
    'frame.judge': async ({ frame, verdict }) => {
      parts.judge(frame, verdict);
      return nothing;
    },
    stop: async ({ activity }) => {
      await activities.stop(activity);
      if (activity === undefined) await stopEverything(equipment.rig(), waiting);
      return nothing;
    },
    'camera.cool': async ({ setpoint }) => {
      await device('camera').cool(setpoint, waiting);
      return nothing;
    },
    'mount.slew': async (input) => {
      const target = 'text' in input ? parts.sky.target(input.text) : { ...input, name: null };
      const plan = () => slew(target, target.name ?? undefined);
      const name = `Slew to ${target.name ?? 'coordinates'}`;
      return { activity: await activities.start('slew', { name, needs: ['mount'], plan }), target };
    },
    'mount.park': async () => ({
      activity: await activities.start('park', { name: 'Park', needs: ['mount'], plan: park }),
    }),
    'mount.unpark': async () => {
      await free('mount').unpark(waiting);
      return nothing;
    },
    'mount.track': async ({ on }) => {
      await free('mount').setTracking(on, waiting);
      return nothing;
    },
    'mount.move': async ({ axis, rate }) => {
      await parts.handPad.move(free('mount'), axis, rate);
      return nothing;
    },
    'focuser.move': async (input) => ({
      activity: await activities.start('focus', {
        name: 'Focuser move',
        needs: ['focuser'],
        plan: () => moveFocuser(input),
      }),
    }),
    'filterWheel.select': async ({ slot }) => ({
      activity: await activities.start('filter', {
        name: 'Filter change',
        needs: ['filterWheel'],
        plan: () => selectFilter(slot, device('filterWheel').capabilities().filters[slot]?.name),
      }),
    }),
    'sky.stars': async ({ limitMagnitude }) => ({ stars: parts.sky.stars(limitMagnitude) }),
    'sky.find': async ({ text, limit }) => ({ objects: parts.sky.find(text, limit ?? 10) }),
  };
}

function planSettings({ frameType, seconds, bin, gain, offset, filter, object }: CaptureSettings): PlanSettings {
  return {
    frameType,
    seconds,
    bin,
    object,
    ...(gain !== null && { gain }),
    ...(offset !== null && { offset }),
    ...(filter !== null && { filter }),
  };
}
